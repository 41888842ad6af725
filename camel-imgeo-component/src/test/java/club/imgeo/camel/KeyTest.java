package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import club.imgeo.client.ApiKey;
import club.imgeo.sandbox.Sandbox;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API key pays, and shows up nowhere. */
class KeyTest {
    private static final String LOGGER = "-Dorg.slf4j.simpleLogger.";
    private static final String REFUSED = "imgeo_sk_nobody_made_this";
    /** Given to a Kamelet without env:. */
    private static final String REFUSED_OPENLY = "imgeo_sk_open_to_debuggers";

    @Test
    @Timeout(60)
    void showsUpInNoLogExceptionEndpointOrMBean() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            String key = sandbox.signUp();
            String keyOfTheKamelet = sandbox.signUp();

            String everything = everythingSaid(sandbox.baseUrl().toString(), key, keyOfTheKamelet);

            assertThat(sandbox.ledger().net("with the key of the properties")).isEqualTo(1);
            assertThat(sandbox.ledger().net("with the key of the environment")).isEqualTo(1);
            assertThat(sandbox.ledger().net("with the key of a Kamelet")).isEqualTo(1);
            assertThat(sandbox.balance(keyOfTheKamelet)).isEqualTo(9);
            assertThat(everything).contains("TRACE", "MBean", "HTTP 401", "endpoint imgeo://generate", "the end");
            assertThat(everything.lines())
                    .filteredOn(line -> Stream.of(key.substring(12), keyOfTheKamelet.substring(12), REFUSED)
                            .anyMatch(line::contains))
                    // At DEBUG camel-main writes down every property that it sets, as the documentation warns.
                    .filteredOn(line -> !line.startsWith("[main] DEBUG org.apache.camel.main."))
                    .isEmpty();
            assertThat(everything.lines())
                    .filteredOn(line -> line.contains(REFUSED_OPENLY))
                    .allMatch(line -> line.matches("\\[\\S+] (DEBUG|TRACE) org\\.apache\\.camel\\..*"));
        }
    }

    @Test
    void isNotShownByAnEndpointThatRefusesIt() throws Exception {
        try (Studio studio = Studio.open()) {

            Throwable thrown = catchThrowable(() -> studio.context.getEndpoint("imgeo:generate?apiKey=" + studio.key));

            assertThat(thrown).hasStackTraceContaining("apiKey: is no option of an endpoint");
            assertThat(Throwables.getStackTrace(thrown)).doesNotContain(studio.key);
        }
    }

    /** What a process of its own says, that logs at TRACE whatever logs at all. */
    private static String everythingSaid(String baseUrl, String key, String keyOfTheKamelet) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                LOGGER + "defaultLogLevel=trace",
                LOGGER + "log.org.apache.camel.processor.errorhandler=trace",
                LOGGER + "log.org.apache.camel.impl.engine.AbstractCamelContext=trace",
                LOGGER + "log.club.imgeo.charge=trace",
                "-cp",
                System.getProperty("java.class.path"),
                Talker.class.getName());
        builder.environment().put("BASE_URL", baseUrl);
        builder.environment().put("KEY_OF_THE_PROPERTIES", key);
        builder.environment().put("IMGEO_API_KEY", key);
        builder.environment().put("KEY_OF_THE_KAMELET", keyOfTheKamelet);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Draws, fails, and says all that there is to say about it. */
    static final class Talker extends RouteBuilder {
        private Talker() {}

        public static void main(String[] args) throws Exception {
            Main camel = new Main();
            camel.addInitialProperty("camel.component.imgeo.base-url", System.getenv("BASE_URL"));
            camel.addInitialProperty("camel.component.imgeo.api-key", System.getenv("KEY_OF_THE_PROPERTIES"));
            camel.addInitialProperty("open.api-key", REFUSED_OPENLY);
            camel.bind("refused", component(REFUSED));
            camel.bind("environment", component(null));
            camel.configure().addRoutesBuilder(new Talker());
            camel.start();
            CamelContext context = camel.getCamelContext();
            say(context, "direct:imgeo", "with the key of the properties");
            say(context, "direct:environment", "with the key of the environment");
            say(context, "direct:refused", "with a key that is refused");
            say(context, "direct:kamelet", "with the key of a Kamelet");
            say(context, "direct:open-kamelet", "with a key of a Kamelet that is refused");
            context.getEndpoints().forEach(endpoint -> System.out.println("endpoint " + endpoint));
            System.out.println(context.getComponent("imgeo") + " " + new ApiKey(REFUSED));
            sayMBeans();
            camel.stop();
            System.out.println("the end");
        }

        private static ImgeoComponent component(@Nullable String key) {
            ImgeoComponent component = new ImgeoComponent();
            component.setBaseUrl(System.getenv("BASE_URL"));
            component.setApiKey(key);
            return component;
        }

        @Override
        public void configure() {
            for (String component : new String[] {"imgeo", "environment", "refused"}) {
                from("direct:" + component).to(component + ":generate?model=" + Studio.CHEAP);
            }
            from("direct:kamelet").to("kamelet:imgeo-generate-action?apiKey=env:KEY_OF_THE_KAMELET");
            from("direct:open-kamelet").to("kamelet:imgeo-generate-action?apiKey={{open.api-key}}");
        }

        private static void say(CamelContext context, String uri, String prompt) {
            Exchange answer = context.createProducerTemplate()
                    .request(uri, exchange -> exchange.getIn().setBody(prompt));
            System.out.println(answer + " " + answer.getMessage().getHeaders() + " "
                    + answer.getMessage().getBody());
            if (answer.getException() != null) {
                answer.getException().printStackTrace();
            }
        }

        private static void sayMBeans() throws JMException {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
                String[] attributes = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                        .filter(MBeanAttributeInfo::isReadable)
                        .map(MBeanAttributeInfo::getName)
                        .toArray(String[]::new);
                System.out.println("MBean " + name + " " + server.getAttributes(name, attributes));
            }
        }
    }
}
