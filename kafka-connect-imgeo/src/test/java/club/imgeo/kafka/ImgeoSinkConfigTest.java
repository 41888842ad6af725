package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.client.BaseUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;

/** The typed view of a task's options. */
class ImgeoSinkConfigTest {
    private static final String KEY = "imgeo_sk_0123456789";

    @Test
    void needsFourOptionsAndHasADefaultForTheOthers() {
        ImgeoSinkConfig config = config();

        assertThat(config.connector()).isEqualTo("foxes");
        assertThat(config.task()).isZero();
        assertThat(config.account().address()).isEqualTo(BaseUrl.IMGEO);
        assertThat(config.account().key()).isEqualTo(KEY);
        assertThat(config.claimant())
                .isEqualTo(new JournalOwner.Claimant("foxes", "https://www.imgeo.club", "connect-foxes", null));
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.maxInFlight()).isEqualTo(64);
        assertThat(config.maxRetries()).isEqualTo(10);
        assertThat(config.defaults()).isEmpty();
        assertThat(config.ignoresUnknownFields()).isFalse();
        assertThat(config.nullValues()).isEqualTo(NullValues.REPORT);
        assertThat(config.resultTopic()).isEqualTo("images");
        assertThat(config.errorTopic()).isNull();
        assertThat(config.resultKeyConverter()).isNull();
        assertThat(config.journalTopic()).isEqualTo("imgeo-journal-foxes");
        assertThat(config.journalRetention()).isEqualTo(Duration.ofDays(7));
        assertThat(config.chargeKey()).isEqualTo("record");
        assertThat(config.inDoubtPolicy()).isEqualTo(InDoubtPolicy.QUARANTINE);
        assertThat(config.kafkaClient()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(config.componentOptions()).isEmpty();
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.hasDeadLetterQueue()).isFalse();
        assertThat(config.consumerGroup()).isEqualTo("connect-foxes");
    }

    @Test
    void readsTheRequestsDefaultsUnderTheApisNames() {
        ImgeoSinkConfig config = config(
                "imgeo.model", "google/imagen-4",
                "imgeo.aspect.ratio", "16:9",
                "imgeo.count", "2",
                "imgeo.mode", "img2img",
                "imgeo.image", "https://example.com/fox.png",
                "imgeo.negative.prompt", "hounds");

        assertThat(config.defaults())
                .containsExactly(
                        Map.entry("model", "google/imagen-4"),
                        Map.entry("aspect_ratio", "16:9"),
                        Map.entry("count", 2),
                        Map.entry("mode", "img2img"),
                        Map.entry("image", "https://example.com/fox.png"),
                        Map.entry("negative_prompt", "hounds"));
    }

    @Test
    void takesABlankForNothing() {
        ImgeoSinkConfig config = config(
                "imgeo.base.url",
                "",
                "imgeo.model",
                " ",
                "imgeo.error.topic",
                "",
                "imgeo.journal.topic",
                "",
                "imgeo.field.prompt",
                "");

        assertThat(config.account().address()).isEqualTo(BaseUrl.IMGEO);
        assertThat(config.defaults()).isEmpty();
        assertThat(config.errorTopic()).isNull();
        assertThat(config.journalTopic()).isEqualTo("imgeo-journal-foxes");
        assertThat(config.fieldNames()).containsEntry("prompt", "prompt");
    }

    @Test
    void namesTheFieldsAsTheApiDoesUnlessToldOtherwise() {
        ImgeoSinkConfig config = config("imgeo.field.prompt", "text", "imgeo.field.aspect.ratio", "shape");

        assertThat(config.fieldNames())
                .containsExactly(
                        Map.entry("prompt", "text"),
                        Map.entry("model", "model"),
                        Map.entry("aspect_ratio", "shape"),
                        Map.entry("count", "count"),
                        Map.entry("mode", "mode"),
                        Map.entry("image", "image"),
                        Map.entry("negative_prompt", "negative_prompt"));
    }

    @Test
    void readsAChoiceInAnyCase() {
        ImgeoSinkConfig config =
                config("imgeo.in.doubt.policy", "Stop", "imgeo.null.values", "SKIP", "imgeo.unknown.fields", "Ignore");

        assertThat(config.inDoubtPolicy()).isEqualTo(InDoubtPolicy.STOP);
        assertThat(config.nullValues()).isEqualTo(NullValues.SKIP);
        assertThat(config.ignoresUnknownFields()).isTrue();
    }

    @Test
    void writesResultsWithoutSchemasUnlessTold() {
        Schema schema = SchemaBuilder.struct().field("url", Schema.STRING_SCHEMA);
        Struct result = new Struct(schema).put("url", "https://example.com/fox.png");

        byte[] plain = config().resultConverter().fromConnectData("images", schema, result);
        byte[] described = config("imgeo.result.converter.schemas.enable", "true")
                .resultConverter()
                .fromConnectData("images", schema, result);

        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo("{\"url\":\"https://example.com/fox.png\"}");
        assertThat(new String(described, StandardCharsets.UTF_8)).startsWith("{\"schema\":");
    }

    @Test
    void tellsAKeyConverterThatItsForKeys() {
        ImgeoSinkConfig config = config(
                "imgeo.result.key.converter",
                StringConverter.class.getName(),
                "imgeo.result.key.converter.key.converter.encoding",
                "UTF-16BE");

        assertThat(config.resultKeyConverter()).isInstanceOf(StringConverter.class);
    }

    @Test
    void passesKafkasAndCamelsOptionsOnWithoutTheirPrefix() {
        ImgeoSinkConfig config =
                config("imgeo.kafka.security.protocol", "SSL", "camel.component.imgeo.credit-check", "live");

        assertThat(config.kafkaClient()).containsEntry("security.protocol", "SSL");
        assertThat(config.componentOptions()).isEqualTo(Map.of("creditCheck", "live"));
    }

    @Test
    void readsWhatIsConnectsOwn() {
        ImgeoSinkConfig config = config(
                "imgeo.task.id", "3",
                "errors.deadletterqueue.topic.name", "dead-letters",
                "consumer.override.group.id", "painters");

        assertThat(config.task()).isEqualTo(3);
        assertThat(config.hasDeadLetterQueue()).isTrue();
        assertThat(config.consumerGroup()).isEqualTo("painters");
    }

    @Test
    void refusesToStartWithoutWhatIsRequired() {
        assertThatThrownBy(() -> new ImgeoSinkConfig(Map.of("name", "foxes")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("imgeo.");
    }

    @Test
    void showsTheKeyToNobody() {
        assertThat(config().values().toString()).doesNotContain(KEY);
        assertThat(config().account().toString()).doesNotContain(KEY);
    }

    private static ImgeoSinkConfig config(String... more) {
        Map<String, String> given = new HashMap<>(Map.of(
                "name", "foxes",
                "imgeo.api.key", KEY,
                "imgeo.result.topic", "images",
                "imgeo.kafka.bootstrap.servers", "localhost:9092"));
        for (int i = 0; i < more.length; i += 2) {
            given.put(more[i], more[i + 1]);
        }
        return new ImgeoSinkConfig(given);
    }
}
