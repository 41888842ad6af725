package club.imgeo.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.ImgeoClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.Test;

/** imgeo in a CDI application that has the jar on its class path and does nothing about it. */
class CdiTest {
    private static final String FOX = "a fox";

    @ApplicationScoped
    static class Painter {
        @Inject
        ImgeoClient imgeo;

        String paint(String prompt) {
            var request = GenerateRequest.of(Application.CHEAP, prompt);
            return imgeo.generate(request).join().images().get(0).toString();
        }
    }

    @Test
    void injectsAClientThatDraws() {
        try (var application = Application.of(Painter.class)) {
            String image = application.get(Painter.class).paint(FOX);

            assertThat(image).startsWith(application.sandbox.baseUrl().toString());
            assertThat(application.sandbox.ledger().net(FOX)).isOne();
        }
    }

    @Test
    void injectsTheClientThatTheRoutesDrawWith() {
        try (var application = Application.of()) {
            ImgeoComponent imgeo = application.get(CamelContext.class).getComponent("imgeo", ImgeoComponent.class);

            assertThat(application.get(ImgeoClient.class)).isSameAs(imgeo.client());
        }
    }

    @Dependent
    static class Gallery extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:gallery")
                    .bean(Catalogue.class)
                    .to("imgeo:generate?model=" + Application.CHEAP)
                    .to("bean:frame");
        }
    }

    @ApplicationScoped
    static class Catalogue {
        String prompt(String animal) {
            return "a " + animal;
        }
    }

    @Named
    @Dependent
    static class Frame {
        static final List<String> LIFE = new ArrayList<>();

        Frame() {
            LIFE.add("made");
        }

        String frame(List<String> images) {
            return "[" + images.get(0) + "]";
        }

        @PreDestroy
        void destroyed() {
            LIFE.add("destroyed");
        }
    }

    @Test
    void addsTheRoutesAmongTheBeansAndFindsOthersByTypeAndByName() {
        try (var application = Application.of(Gallery.class, Catalogue.class, Frame.class)) {
            Object framed = application.send("direct:gallery", "fox");

            assertThat(framed).asString().matches("\\[http.+]");
            assertThat(application.sandbox.ledger().net(FOX)).isOne();
        }
    }

    @Test
    void makesADependentBeanOnceAndDestroysItWithTheContext() {
        Frame.LIFE.clear();
        try (var application = Application.of(Gallery.class, Catalogue.class, Frame.class)) {
            application.send("direct:gallery", "fox");
            application.send("direct:gallery", "hare");
            assertThat(application.get(CamelContext.class).getRegistry().lookupByName("frame"))
                    .isNotNull();

            assertThat(Frame.LIFE).containsExactly("made");
        }
        assertThat(Frame.LIFE).containsExactly("made", "destroyed");
    }

    /** Drawn from here, and drawing at a time when one may: from the start to the end of the application. */
    @ApplicationScoped
    static class Visitor {
        @Inject
        ProducerTemplate camel;

        void comes(@Observes Startup event) {
            camel.sendBody("direct:gallery", "first");
        }

        void goes(@Observes Shutdown event) {
            camel.sendBody("direct:gallery", "last");
        }
    }

    @Test
    void startsBeforeTheApplicationAndStopsAfterIt() {
        var application = Application.of(Gallery.class, Catalogue.class, Frame.class, Visitor.class);
        CamelContext context;
        try (application) {
            context = application.get(CamelContext.class);
            assertThat(context.isStarted()).isTrue();
        }

        assertThat(context.isStopped()).isTrue();
        assertThat(application.sandbox.ledger().prompts()).containsExactly("a first", "a last");
    }

    @ApplicationScoped
    static class OwnClient {
        static final ImgeoClient CLIENT = ImgeoClient.builder().build();

        @Produces
        @Singleton
        ImgeoClient client() {
            return CLIENT;
        }
    }

    @Test
    void leavesTheClientToAnApplicationThatHasOne() {
        try (var application = Application.of(OwnClient.class)) {
            assertThat(application.get(ImgeoClient.class)).isSameAs(OwnClient.CLIENT);
        }
    }

    @ApplicationScoped
    static class OwnContext {
        @Produces
        @Singleton
        CamelContext context() {
            var context = new DefaultCamelContext();
            ImgeoComponent imgeo = new ImgeoComponent();
            imgeo.setBaseUrl("http://localhost:1");
            context.addComponent("imgeo", imgeo);
            return context;
        }
    }

    @Test
    void leavesTheContextToAnApplicationThatHasOneAndTakesTheClientOfThat() {
        try (var application = Application.of(OwnContext.class)) {
            CamelContext context = application.get(CamelContext.class);

            assertThat(context.isStarted()).isFalse();
            assertThat(application.get(ImgeoClient.class))
                    .isSameAs(
                            context.getComponent("imgeo", ImgeoComponent.class).client());
            context.stop();
        }
    }

    @ApplicationScoped
    static class EmptyContext {
        @Produces
        @Singleton
        CamelContext context() {
            return new DefaultCamelContext();
        }
    }

    @Test
    void refusesToGuessAtTheOptionsOfAContextThatIsNotStarted() {
        try (var application = Application.of(EmptyContext.class)) {
            assertThatThrownBy(() -> application.get(ImgeoClient.class))
                    .hasStackTraceContaining("inject a jakarta.inject.Provider");

            application.get(CamelContext.class).start();

            assertThat(application.get(ImgeoClient.class)).isNotNull();
            application.get(CamelContext.class).stop();
        }
    }

    @ApplicationScoped
    static class OwnComponent {
        static final ImgeoComponent IMGEO = new ImgeoComponent();

        @Produces
        @Singleton
        ImgeoComponent imgeo() {
            return IMGEO;
        }
    }

    @Test
    void takesAComponentThatTheApplicationHas() {
        try (var application = Application.of(OwnComponent.class)) {
            assertThat(application.get(CamelContext.class).hasComponent("imgeo"))
                    .isSameAs(OwnComponent.IMGEO);
            assertThat(OwnComponent.IMGEO.getApiKey()).isEqualTo(application.key);
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Second {}

    @ApplicationScoped
    static class SecondClient {
        @Produces
        @Second
        @Singleton
        ImgeoClient client() {
            return OwnClient.CLIENT;
        }
    }

    @Test
    void addsOursBesideOneThatIsAskedForByAQualifier() {
        try (var application = Application.of(SecondClient.class, Painter.class)) {
            assertThat(application.get(Painter.class).paint(FOX)).isNotEmpty();
        }
    }

    @Dependent
    static class Pricing extends RouteBuilder {
        private final ImgeoClient imgeo;

        @Inject
        Pricing(ImgeoClient imgeo) {
            this.imgeo = imgeo;
        }

        @Override
        public void configure() {
            from("direct:models")
                    .setBody(exchange -> imgeo.models().join().models().size());
        }
    }

    @Test
    void hasTheClientReadyForRoutesThatAreMadeWithIt() {
        try (var application = Application.of(Pricing.class)) {
            assertThat(application.send("direct:models", "")).isEqualTo(14);
            assertThat(application
                            .get(CamelContext.class)
                            .getComponent("imgeo", ImgeoComponent.class)
                            .getBaseUrl())
                    .isEqualTo(application.sandbox.baseUrl().toString());
        }
    }

    @Dependent
    static class Hasty extends LifecycleStrategySupport {
        @Inject
        ImgeoClient imgeo;
    }

    @Dependent
    static class Patient extends LifecycleStrategySupport {
        @Inject
        Provider<ImgeoClient> imgeo;
    }

    @Test
    void refusesToMakeAClientWithoutItsConfiguration() {
        assertThatThrownBy(() -> Application.of(Hasty.class))
                .hasStackTraceContaining("inject a jakarta.inject.Provider");
        try (var application = Application.of(Patient.class)) {
            assertThat(application.get(CamelContext.class).isStarted()).isTrue();
        }
    }

    @Test
    void failsTheStartForABadOptionAndNamesItAndTheRemedy() {
        assertThatThrownBy(() -> Application.with(Map.of("max-in-flight", "0")))
                .hasStackTraceContaining("maxInFlight: 0 is less than 1");
        assertThatThrownBy(() -> Application.with(Map.of("max-cuont", "1"))).hasStackTraceContaining("maxCuont");
        assertThatThrownBy(() -> Application.with(Map.of("api-key", ""), Gallery.class, Catalogue.class, Frame.class))
                .hasStackTraceContaining("apiKey is missing; set camel.component.imgeo.api-key, or IMGEO_API_KEY");
    }
}
