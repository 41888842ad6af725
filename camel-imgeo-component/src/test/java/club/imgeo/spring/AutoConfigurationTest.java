package club.imgeo.spring;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.ImgeoClient;
import club.imgeo.sandbox.Sandbox;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class AutoConfigurationTest {
    private static final Sandbox SANDBOX = Sandbox.start();
    private static final String KEY = SANDBOX.signUp();
    private static final String CHEAP = "black-forest-labs/flux-schnell";

    private final ApplicationContextRunner spring = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class, ImgeoAutoConfiguration.class, ImgeoHealthAutoConfiguration.class))
            .withPropertyValues("camel.main.jmx-enabled=false");

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void isFoundBySpringBoot() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(ImgeoAutoConfiguration.class.getName(), ImgeoHealthAutoConfiguration.class.getName());
    }

    @Test
    void setsOptionsHoweverTheirNamesAreWritten() {
        spring.withPropertyValues(
                        "imgeo.key=imgeo_sk_of_a_placeholder",
                        "camel.component.imgeo.api-key=${imgeo.key}",
                        "camel.component.imgeo.requestTimeout=2m",
                        "camel.component.imgeo.journal_retention=7d",
                        "camel.component.imgeo.credit-check=live",
                        "camel.component.imgeo.max-retries=",
                        "camel.component.imgeo.ssl-context-parameters=#trust")
                .withBean("trust", SSLContextParameters.class)
                .run(context -> {
                    ImgeoComponent imgeo = component(context.getBean(CamelContext.class), "imgeo");
                    assertThat(imgeo.getApiKey()).isEqualTo("imgeo_sk_of_a_placeholder");
                    assertThat(imgeo.getRequestTimeout()).isEqualTo(120_000);
                    assertThat(imgeo.getJournalRetention()).isEqualTo(7 * 86_400_000L);
                    assertThat(imgeo.getCreditCheck()).hasToString("LIVE");
                    assertThat(imgeo.getMaxRetries()).as("a blank is nothing").isEqualTo(2);
                    assertThat(imgeo.getSslContextParameters()).isSameAs(context.getBean("trust"));
                });
    }

    @Test
    void readsTheEnvironmentWithAndWithoutLowLines() {
        Map<String, Object> variables =
                Map.of("CAMEL_COMPONENT_IMGEO_API_KEY", "imgeo_sk_1", "CAMEL_COMPONENT_IMGEO_MAXCOUNT", "3");
        spring.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(
                                "systemEnvironment",
                                new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .run(context -> {
                    ImgeoComponent imgeo = component(context.getBean(CamelContext.class), "imgeo");
                    assertThat(imgeo.getApiKey()).isEqualTo("imgeo_sk_1");
                    assertThat(imgeo.getMaxCount()).isEqualTo(3);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-cuont=3 | max-cuont: there is no such option; did you mean max-count",
                "maxCuont=3 | maxCuont: there is no such option; did you mean max-count",
                "wallpaper=blue | wallpaper: there is no such option; known are allow-plain-http, api-key",
                "max-count=many | max-count: 'many' cannot be read",
                "request-timeout=soon | request-timeout: 'soon' cannot be read",
                "journal=#nowhere | journal: '#nowhere' cannot be read",
            })
    void failsTheStartAndSaysInOneSentenceWhyFor(String property, String why) {
        onSandbox()
                .withPropertyValues("camel.component.imgeo." + property)
                .withBean(Drawing.class)
                .run(context -> assertThat(analyzed(context.getStartupFailure()).getDescription())
                        .startsWith("camel.component.imgeo." + why));
    }

    @Test
    void namesEveryUnknownOptionAtOnce() {
        spring.withPropertyValues("camel.component.imgeo.proxi=a:1", "camel.component.imgeo.jurnal=off")
                .run(context -> assertThat(analyzed(context.getStartupFailure()).getDescription())
                        .contains("proxi: there", "did you mean proxy", "jurnal: there", "did you mean journal"));
    }

    @Test
    void showsNoSecretThatCannotBeRead() {
        spring.withPropertyValues("camel.component.imgeo.api-key=#bean:imgeo_sk_secret")
                .withBean(Drawing.class)
                .run(context -> {
                    assertThat(analyzed(context.getStartupFailure()).getDescription())
                            .isEqualTo("camel.component.imgeo.api-key: the value cannot be read");
                    assertThat(Throwables.getStackTrace(context.getStartupFailure()))
                            .doesNotContain("imgeo_sk_secret");
                });
    }

    @Test
    void letsAComponentOfTheUsersWin() {
        ImgeoComponent own = new ImgeoComponent();

        spring.withBean("imgeo", ImgeoComponent.class, () -> own)
                .withPropertyValues("camel.component.imgeo.max-count=3")
                .run(context -> {
                    assertThat(component(context.getBean(CamelContext.class), "imgeo"))
                            .isSameAs(context.getBean(ImgeoComponent.class))
                            .isSameAs(own);
                    assertThat(own.getMaxCount()).isEqualTo(4);
                    assertThat(context.getBean(ImgeoClient.class)).isSameAs(own.client());
                });
    }

    @Test
    void leavesANameToABeanThatIsNoComponent() {
        spring.withBean("imgeo", String.class, () -> "a service of the user's own")
                .withPropertyValues("camel.component.imgeo.max-count=3")
                .run(context -> assertThat(component(context.getBean(CamelContext.class), "imgeo")
                                .getMaxCount())
                        .isEqualTo(3));
    }

    @Test
    void leavesASecondAccountAlone() {
        ImgeoComponent second = new ImgeoComponent();

        spring.withBean("archive", ImgeoComponent.class, () -> second)
                .withPropertyValues("camel.component.imgeo.max-count=3")
                .run(context -> {
                    CamelContext camel = context.getBean(CamelContext.class);
                    assertThat(component(camel, "archive")).isSameAs(second);
                    assertThat(second.getMaxCount()).isEqualTo(4);
                    assertThat(component(camel, "imgeo").getMaxCount()).isEqualTo(3);
                    camel.addComponent("added", new ImgeoComponent());
                    assertThat(component(camel, "added").getMaxCount()).isEqualTo(4);
                });
    }

    @Test
    void offersTheClientThatTheRoutesUse() {
        onSandbox().withBean(Drawing.class).withBean(Painter.class).run(context -> {
            CamelContext camel = context.getBean(CamelContext.class);
            Painter painter = context.getBean(Painter.class);

            painter.client
                    .generate(GenerateRequest.of(CHEAP, "a fox, straight"))
                    .join();
            camel.createProducerTemplate().requestBody("direct:draw", "a fox, by route");

            assertThat(component(camel, "imgeo").client()).isSameAs(painter.client);
            assertThat(SANDBOX.ledger().netCharges("a fox, straight")).isEqualTo(1);
            assertThat(SANDBOX.ledger().netCharges("a fox, by route")).isEqualTo(1);
        });
    }

    @Test
    void closesTheClientWithCamel() {
        onSandbox().run(context -> {
            ImgeoClient client = context.getBean(ImgeoClient.class);
            context.getBean(CamelContext.class).stop();
            assertThat(client.generate(GenerateRequest.of(CHEAP, "too late")))
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableThat()
                    .withMessageContaining("the client is closed");
        });
    }

    @Test
    void leavesAClientOfTheUsersAlone() {
        ImgeoClient own = ImgeoClient.builder().build();

        spring.withBean(ImgeoClient.class, () -> own)
                .run(context -> assertThat(context).getBean(ImgeoClient.class).isSameAs(own));
    }

    @Test
    void staysAwayWithoutCamelSpringBoot() {
        spring.withClassLoader(new FilteredClassLoader(CamelAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ComponentCustomizer.class)
                        .doesNotHaveBean(ImgeoClient.class));
    }

    @Test
    void staysAwayWithoutACamelContext() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ImgeoAutoConfiguration.class, ImgeoHealthAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ComponentCustomizer.class)
                        .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void doesWithoutTheActuator() {
        spring.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("imgeoOptions")
                        .doesNotHaveBean("imgeoHealthIndicator"));
    }

    @Test
    void staysAwayWhereItIsTold() {
        spring.withPropertyValues("camel.component.imgeo.enabled=false", "management.health.imgeo.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ComponentCustomizer.class)
                        .doesNotHaveBean("imgeoHealthIndicator"));
    }

    static final class Drawing extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:draw").to("imgeo:generate?model=" + CHEAP);
        }
    }

    /** Has its client before Camel starts. */
    static final class Painter {
        final ImgeoClient client;

        Painter(ImgeoClient client) {
            this.client = client;
        }
    }

    private ApplicationContextRunner onSandbox() {
        return spring.withPropertyValues(
                "camel.component.imgeo.base-url=" + SANDBOX.baseUrl(), "camel.component.imgeo.api-key=" + KEY);
    }

    private static ImgeoComponent component(CamelContext camel, String name) {
        return camel.getComponent(name, ImgeoComponent.class);
    }

    /** By the analyzer that Spring Boot finds; of the others, some need what is not here. */
    private static FailureAnalysis analyzed(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, cause) -> {}))
                .stream()
                .filter(BadOptionAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(failure))
                .findFirst()
                .orElseThrow();
    }
}
