package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestFieldsTest {

    static List<Object> threes() {
        return List.of(
                3,
                3L,
                (short) 3,
                3.0,
                3f,
                new BigDecimal("3.000"),
                BigInteger.valueOf(3),
                "3",
                " 3 ",
                "3.0",
                "3e0",
                CharBuffer.wrap("3"),
                IntNode.valueOf(3),
                DoubleNode.valueOf(3),
                TextNode.valueOf("3"));
    }

    @ParameterizedTest
    @MethodSource("threes")
    void readsAWholeNumberInAnyForm(Object three) {
        RequestFields.Reading reading = RequestFields.read(Map.of("count", three));

        assertThat(reading.request().count()).isEqualTo(3);
        assertThat(reading.objections()).isEmpty();
    }

    @Test
    void takesMapsWhoseKeysAreNoTexts() {
        RequestFields.Reading reading = RequestFields.read(new TreeMap<>(Map.of(1, "a fox")));

        assertThat(reading.objections())
                .containsOnlyOnce("unknown field '1'; known are " + String.join(", ", RequestFields.NAMES));
    }

    static List<Object> notCounts() {
        return Arrays.asList(
                "",
                "three",
                "3.5",
                3.5,
                "1e999999999",
                "1e-999999999",
                new BigDecimal("1e999999999"),
                DecimalNode.valueOf(new BigDecimal("1e999999999")),
                "9".repeat(4_000),
                Long.MAX_VALUE,
                2147483648L,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                DoubleNode.valueOf(Double.NaN),
                "NaN",
                "0x3",
                "3 images",
                true,
                List.of(3),
                new int[] {3});
    }

    @ParameterizedTest
    @MethodSource("notCounts")
    void refusesWhatIsNoWholeNumberAndTakesNoTimeOverIt(Object count) {
        RequestFields.Reading reading = RequestFields.read(Map.of("count", count));

        assertThat(reading.objections())
                .hasSize(1)
                .allSatisfy(each -> assertThat(each).startsWith("count: ").hasSizeLessThan(200));
    }

    @Test
    void readsEveryField() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("model", " google/nano-banana ");
        fields.put("prompt", TextNode.valueOf("a fox"));
        fields.put("negative_prompt", "people");
        fields.put("aspect_ratio", AspectRatio.parse("16:9"));
        fields.put("mode", "IMG2IMG");
        fields.put("image", URI.create("https://example.org/fox.png"));
        fields.put("count", null);

        RequestFields.Reading reading = RequestFields.read(fields);

        assertThat(reading.objections()).isEmpty();
        assertThat(reading.request())
                .isEqualTo(new GenerateRequest(
                        "google/nano-banana",
                        "a fox",
                        1,
                        AspectRatio.parse("16:9"),
                        Mode.IMG2IMG,
                        "people",
                        "https://example.org/fox.png"));
    }

    @Test
    void countsNullAsMissing() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        RequestFields.NAMES.forEach(name -> fields.put(name, name.equals("mode") ? NullNode.getInstance() : null));

        assertThat(RequestFields.read(fields).objections()).isEmpty();
        assertThat(RequestFields.read(fields).request())
                .isEqualTo(RequestFields.read(Map.of()).request());
    }

    @Test
    void takesKeysThatAreNoTextsForUnknownFields() {
        Map<@Nullable Object, Object> odd = new HashMap<>();
        odd.put(null, 1);
        odd.put(7, 1);

        assertThat(RequestFields.read(odd).objections()).hasSize(2).allSatisfy(each -> assertThat(each)
                .startsWith("unknown field "));
    }

    @Test
    void readsBackWhatARequestSaysOfItself() {
        GenerateRequest request = GenerateRequest.of("google/nano-banana", "a fox")
                .withCount(2)
                .withAspectRatio(AspectRatio.parse("9:21"))
                .withNegativePrompt("people")
                .withImage("https://example.org/fox.png");

        assertThat(RequestFields.read(request.fields()).request()).isEqualTo(request);
    }

    @Test
    void readsTheFieldsOfAJsonObject() {
        Map<String, Object> fields = GenerateRequest.fieldsOf(
                "{\"model\": \"google/imagen-4\", \"prompt\": \"\\ud83e\\udd8a\", \"count\": 2, \"mode\": null}");

        RequestFields.Reading reading = RequestFields.read(fields);

        assertThat(reading.objections()).isEmpty();
        assertThat(reading.request())
                .isEqualTo(GenerateRequest.of("google/imagen-4", "\uD83E\uDD8A").withCount(2));
    }

    static List<String> notObjects() {
        return List.of(
                "",
                "a fox",
                "[]",
                "7",
                "null",
                "{",
                "{} {}",
                "{\"prompt\": \"\uD83E\"}",
                "{\"a\":".repeat(40) + "1" + "}".repeat(40),
                "{\"prompt\": \"" + "x".repeat(1 << 20) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("notObjects")
    void readsNoFieldsInAnythingElse(String json) {
        assertThatThrownBy(() -> GenerateRequest.fieldsOf(json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("body: ")
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(300));
    }

    /** Newer JDKs read it, and then it is no count. */
    @Test
    void refusesANumberThatNotEveryJdkReads() {
        assertThatThrownBy(() -> {
                    Map<String, Object> fields = GenerateRequest.fieldsOf("{\"count\": 1e2147483648}");
                    throw InvalidRequestException.before(
                            RequestFields.read(fields).objections());
                })
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageMatching("invalid request: (body|count): .*");
    }

    @Test
    void refusesAnEscapedHalfOfASurrogatePair() {
        Map<String, Object> fields =
                GenerateRequest.fieldsOf("{\"model\": \"google/imagen-4\", \"prompt\": \"\\ud83e\"}");

        assertThat(RequestFields.read(fields).request().objections())
                .containsExactly("prompt: holds half of a surrogate pair, which no encoding can carry");
    }

    @Test
    void namesTheFirstOfVeryManyUnknownFieldsAndCountsTheRest() {
        Map<String, Object> fields = new HashMap<>();
        for (int i = 0; i < 900; i++) {
            fields.put("x" + i, i);
        }

        List<String> objections = RequestFields.read(fields).objections();

        assertThat(objections).hasSize(21).last().isEqualTo("and 880 more unknown fields");
    }
}
