package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.runtime.rest.entities.ConfigValueInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the worker's REST interface says of a configuration before anything is started with it. */
class ConfigTest {
    @Test
    void hasNothingAgainstAConfigurationThatWorks() {
        try (Pipeline pipeline = new Pipeline()) {
            assertThat(objections(pipeline)).isEmpty();
            pipeline.paidOnceFor();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "imgeo.model, black-forest-labs/flux-schnel, black-forest-labs/flux-schnell",
        "imgeo.aspect.ratio, 7:5, 16:9",
        "imgeo.count, 99, maxCount",
        "imgeo.base.url, nowhere, http",
        "imgeo.api.key, hunter2, imgeo_sk_",
        "imgeo.charge.key, field:prompt, prompt",
        "imgeo.result.topic, two words, topic",
        "imgeo.in.doubt.policy, hope, quarantine",
        "imgeo.journal.retention.ms, 1, longer",
        "imgeo.result.converter, java.lang.String, Converter",
        "imgeo.kafka.bootstrap.servers, nowhere, host"
    })
    void objectsAtTheOptionThatIsWrong(String option, String value, String remedy) {
        try (Pipeline pipeline = new Pipeline().with(option, value)) {
            assertThat(objections(pipeline)).singleElement().satisfies(objection -> {
                assertThat(objection.name()).isEqualTo(option);
                assertThat(String.join(" ", objection.errors())).contains(remedy);
            });
        }
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.aspect.ratio", "7:5")
                .with("imgeo.charge.key", "prompt")
                .with("imgeo.error.topic", "")
                .without("imgeo.result.topic")) {
            assertThat(objections(pipeline))
                    .extracting(ConfigValueInfo::name)
                    .contains("imgeo.aspect.ratio", "imgeo.charge.key", "imgeo.result.topic");
        }
    }

    @Test
    void startsNoConnectorThatIsConfiguredWrong() {
        try (Pipeline pipeline = new Pipeline().with("imgeo.result.topic", "")) {
            assertThatThrownBy(pipeline::start).hasMessageContaining("imgeo.result.topic");
            assertThat(pipeline.tasks()).isEmpty();
        }
    }

    private static List<ConfigValueInfo> objections(Pipeline pipeline) {
        List<ConfigValueInfo> found = new ArrayList<>();
        pipeline.with("name", pipeline.name);
        Cluster.connect()
                .validateConnectorConfig(ImgeoSinkConnector.class.getSimpleName(), pipeline.config)
                .configs()
                .forEach(option -> {
                    if (!option.configValue().errors().isEmpty()) {
                        found.add(option.configValue());
                    }
                });
        return found;
    }
}
