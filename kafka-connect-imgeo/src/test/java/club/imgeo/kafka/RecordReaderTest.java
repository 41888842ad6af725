package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import club.imgeo.client.ImgeoClient;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.sandbox.Sandbox;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .field("prompt", Schema.OPTIONAL_STRING_SCHEMA)
            .field("count", Schema.OPTIONAL_INT32_SCHEMA)
            .field("model", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final RecordReader reader =
            new RecordReader(Map.of("model", "google/imagen-4", "count", 1), Map.of(), false);

    static List<Object> foxes() {
        Map<@Nullable String, @Nullable Object> map = new HashMap<>();
        map.put("prompt", "a fox");
        map.put("model", null);
        return List.of(
                "a fox",
                "\uFEFFa fox",
                "{\"prompt\": \"a fox\", \"model\": null}",
                " {\"prompt\": \"a fox\"}\n",
                "a fox".getBytes(StandardCharsets.UTF_8),
                ByteBuffer.wrap("{\"prompt\": \"a fox\"}".getBytes(StandardCharsets.UTF_8)),
                map,
                new Struct(SCHEMA).put("prompt", "a fox"));
    }

    @ParameterizedTest
    @MethodSource("foxes")
    void readsAPromptInAnyFormAndLeavesWhatIsNotSaidToTheDefaults(Object value) {
        Map<String, Object> fields = reader.read(Records.record(null, value));

        assertThat(texts(fields)).isEqualTo(Map.of("prompt", "a fox", "model", "google/imagen-4", "count", "1"));
    }

    @Test
    void prefersTheRecordToTheDefaults() {
        Map<String, Object> fields =
                reader.read(Records.record(null, "{\"prompt\": \"a fox\", \"count\": 2, \"model\": \"m\"}"));

        assertThat(texts(fields)).isEqualTo(Map.of("prompt", "a fox", "model", "m", "count", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[1, 2]", "{ a fox", "a fox }", "7", "null", "\"a fox\"", "{{a}} and {b}!"})
    void takesAnyOtherTextForAPrompt(String value) {
        assertThat(reader.read(Records.record(null, value))).containsEntry("prompt", value);
    }

    static List<@Nullable Object> noRequests() {
        return Arrays.asList(null, 7L, 7.5, true, List.of("a fox"), new int[] {7}, new Object());
    }

    @ParameterizedTest
    @MethodSource("noRequests")
    void refusesAnyOtherValueByItsTypeAndNamesTheConverter(@Nullable Object value) {
        String type = value == null ? "null" : value.getClass().getName();

        assertThatThrownBy(() -> reader.read(Records.record(null, value)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(
                        "value: a text or an object is needed, and " + type + " came; set value.converter");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatThrownBy(() -> reader.read(Records.record(null, new byte[] {(byte) 0x89, 'P', 'N', 'G'})))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("value: its bytes are no text in UTF-8; set value.converter");
    }

    @Test
    void refusesWhatIsMeantToBeJsonAndIsNot() {
        assertThatThrownBy(() -> reader.read(Records.record(null, "{prompt: a fox}")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a prompt that begins with { goes into {\"prompt\": …}");
    }

    @Test
    void namesEveryUnknownFieldAndNotOnlyTheFirst() {
        InvalidRequestException refused = refused(reader, Map.of("prompt", "a fox", "ratio", "1:1", "seed", 7));

        assertThat(refused.objections())
                .containsExactly(
                        "unknown field 'ratio'; did you mean aspect_ratio",
                        "unknown field 'seed'; known are model, prompt, negative_prompt, aspect_ratio, count, mode, image",
                        "set imgeo.unknown.fields=ignore to leave unknown fields out");
    }

    @ParameterizedTest
    @CsvSource({
        "negativePrompt, negative_prompt",
        "NEGATIVE-PROMPT, negative_prompt",
        "Prompt, prompt",
        "prompt_text, prompt",
        "aspectRatio, aspect_ratio",
        "image_url, image",
        "modelId, model",
        "neg, negative_prompt"
    })
    void guessesWhatWasMeant(String typed, String meant) {
        assertThat(refused(reader, Map.of(typed, "x")).objections())
                .contains("unknown field '" + typed + "'; did you mean " + meant);
    }

    @Test
    void leavesUnknownFieldsOutWhereItIsTold() {
        RecordReader lenient = new RecordReader(Map.of(), Map.of(), true);

        assertThat(lenient.read(Records.record(null, Map.of("prompt", "a fox", "seed", 7))))
                .isEqualTo(Map.of("prompt", "a fox"));
    }

    @Test
    void knowsTheFieldThatTheChargeKeyIsMadeOf() {
        Map<String, Object> order = Map.of("prompt", "a fox", "order", 7);
        RecordReader keyed = new RecordReader(
                Map.of(), Map.of(), false, ChargeKeyForm.parse("field:order").fields());

        assertThat(keyed.read(Records.record(null, order))).isEqualTo(Map.of("prompt", "a fox"));
        assertThat(refused(reader, order)).hasMessageContaining("unknown field 'order'");
    }

    @Test
    void readsFieldsUnderTheRecordsNames() {
        RecordReader renaming = new RecordReader(Map.of(), Map.of("prompt", "text", "image", "prompt"), false);

        assertThat(renaming.read(Records.record(null, Map.of("text", "a fox", "prompt", "https://example.org/1.png"))))
                .isEqualTo(Map.of("prompt", "a fox", "image", "https://example.org/1.png"));
        assertThat(refused(renaming, Map.of("image", "x")).objections())
                .contains("unknown field 'image'; image is read from 'prompt' here");
    }

    @Test
    void refusesToRenameWhatIsNoField() {
        assertThatThrownBy(() -> new RecordReader(Map.of(), Map.of("text", "prompt"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("[text] are no fields of a request; known are model, prompt, ");
    }

    @Test
    void knowsJsonThatCameWithItsSchema() {
        assertThat(refused(reader, "{\"schema\": {}, \"payload\": {\"prompt\": \"a fox\"}}"))
                .hasMessageContaining("set value.converter=org.apache.kafka.connect.json.JsonConverter");
    }

    @Test
    void echoesNoMegabytes() {
        String huge = "x".repeat(3_000_000);
        Map<String, Integer> many = IntStream.range(0, 5_000)
                .boxed()
                .collect(Collectors.toMap(each -> each + "-" + "y".repeat(500), each -> each));

        assertThat(refused(reader, Map.of(huge, 1)).getMessage()).hasSizeLessThan(1_000);
        assertThat(refused(reader, many).getMessage()).hasSizeLessThan(5_000).contains("and 4980 more unknown fields");
        assertThat(refused(reader, "{" + huge + "}").getMessage()).hasSizeLessThan(1_000);
        assertThat(reader.read(Records.record(null, huge))).containsEntry("prompt", huge);
    }

    @Test
    void knowsTheFieldsThatTheClientKnowsAndLeavesTheirTypesToIt() {
        Map<String, Object> odd = RecordReader.NAMES.stream()
                .collect(Collectors.toMap(name -> name, name -> new Struct(SCHEMA).put("count", 1)));
        try (Sandbox sandbox = Sandbox.start();
                ImgeoClient client = ImgeoClient.builder()
                        .baseUrl(sandbox.baseUrl().toString())
                        .build()) {
            Map<String, Object> fields = reader.read(Records.record(null, odd));

            assertThatThrownBy(() -> client.quote(fields).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageNotContaining("unknown field")
                    .satisfies(refused -> assertThat(RecordReader.NAMES)
                            .allSatisfy(name -> assertThat(refused).hasMessageContaining(name + ": a ")));
        }
    }

    private static InvalidRequestException refused(RecordReader reader, Object value) {
        return catchThrowableOfType(InvalidRequestException.class, () -> reader.read(Records.record(null, value)));
    }

    private static Map<String, String> texts(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, each -> String.valueOf(Canonical.scalar(each.getValue()))));
    }
}
