package club.imgeo.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.ImgeoClient;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where there is a MicroProfile Config, it configures imgeo. */
class MicroProfileTest {
    private static final String CANARY = "imgeo_sk_canary_4711";

    private @Nullable SmallRyeConfig config;

    @AfterEach
    void release() {
        if (config != null) {
            ConfigProviderResolver.instance().releaseConfig(config);
        }
    }

    @Test
    void setsTheOptionsAndTheKeyUnderTheNamesThatTheyHaveEverywhere() {
        configure(Map.of(
                "camel.component.imgeo.max-in-flight", "7",
                "camel.component.imgeo.max-count", "${most}",
                "most", "3",
                "IMGEO_API_KEY", CANARY));

        try (var application = Application.with(Map.of("api-key", ""))) {
            ImgeoComponent imgeo = application.get(CamelContext.class).getComponent("imgeo", ImgeoComponent.class);

            assertThat(imgeo.getMaxInFlight()).isEqualTo(7);
            assertThat(imgeo.getMaxCount()).isEqualTo(3);
            assertThat(imgeo.getApiKey()).isEqualTo(CANARY);
        }
    }

    @Test
    void leavesTheKeyOfTheComponentToTheComponent() {
        configure(Map.of("IMGEO_API_KEY", CANARY));

        try (var application = Application.of()) {
            ImgeoComponent imgeo = application.get(CamelContext.class).getComponent("imgeo", ImgeoComponent.class);

            assertThat(imgeo.getApiKey()).isEqualTo(application.key);
        }
    }

    @Test
    void leavesTheEnvironmentToCamelWhichTellsDashesFromDots() {
        String variable = "CAMEL_COMPONENT_IMGEO_BASE_URL";
        Config listing = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(Map.of(variable, "http://localhost:1"), 300))
                .withSources(new PropertiesConfigSource(Map.of("camel.component.imgeo.max-count", "2"), "test", 100))
                .build();
        assertThat(listing.getPropertyNames()).contains("camel.component.imgeo.base.url");

        var source = new MicroProfileSource(listing, Map.of(variable, "http://localhost:1"));

        assertThat(source.loadProperties(name -> name.startsWith("camel.")))
                .containsOnlyKeys("camel.component.imgeo.max-count");
    }

    @Test
    void showsTheKeyToNobody() {
        configure(Map.of("IMGEO_API_KEY", CANARY));

        try (var application = Application.with(Map.of("api-key", ""))) {
            CamelContext context = application.get(CamelContext.class);

            assertThat(List.of(
                            context,
                            context.getComponent("imgeo"),
                            context.getPropertiesComponent(),
                            application.get(ImgeoClient.class),
                            application.get(Camel.class)))
                    .allSatisfy(bean -> assertThat(bean.toString()).doesNotContain("canary"));
        }
    }

    private void configure(Map<String, String> properties) {
        config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig()); // the one there is by default
        resolver.registerConfig(config, Thread.currentThread().getContextClassLoader());
    }
}
