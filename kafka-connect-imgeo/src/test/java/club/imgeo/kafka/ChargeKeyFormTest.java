package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.ChargeKeys;
import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChargeKeyFormTest {
    private static final ChargeKeyForm KEY = ChargeKeyForm.parse("key");
    private static final ChargeKeyForm ORDER = ChargeKeyForm.parse("field: order ");
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .field("shop", Schema.OPTIONAL_STRING_SCHEMA)
            .field("order", Schema.OPTIONAL_INT32_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    @Test
    void takesThePlaceOfTheRecord() {
        assertThat(ChargeKeyForm.parse("record").keyOf(Records.PLACE, Records.record("k", "a fox")))
                .isEqualTo(Records.PLACE.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "value", "Key", "field", "field:", "field: ", "record,key"})
    void takesNoOtherForm(String form) {
        assertThatThrownBy(() -> ChargeKeyForm.parse(form))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("imgeo.charge.key: '" + form + "' is none of record, key and field:NAME; set ");
    }

    @SuppressWarnings("JavaUtilDate") // which is how Connect has times
    static List<List<Object>> keys() {
        return List.of(
                List.of("order-7", "order-7"),
                List.of("7", "7"),
                List.of(7, "7"),
                List.of(7L, "7"),
                List.of((byte) 7, "7"),
                List.of(7.0, "7"),
                List.of(7f, "7"),
                List.of(new BigDecimal("7.00"), "7"),
                List.of(new BigDecimal("1e2"), "100"),
                List.of(new BigDecimal("1e999999999"), "1E+999999999"),
                List.of(-0.5, "-0.5"),
                List.of(Double.NaN, "NaN"),
                List.of(true, "true"),
                List.of(new Date(0), "1970-01-01T00:00:00Z"),
                List.of("7".getBytes(StandardCharsets.UTF_8), "7"),
                List.of(ByteBuffer.wrap("7".getBytes(StandardCharsets.UTF_8)), "7"),
                List.of("x".repeat(100), "x".repeat(100)),
                List.of("x".repeat(101), "#" + Sha256.of("\"" + "x".repeat(101) + "\"")),
                List.of("a fox", "#" + Sha256.of("\"a fox\"")),
                List.of("#7", "#" + Sha256.of("\"#7\"")),
                List.of("füchse", "#" + Sha256.of("\"füchse\"")),
                List.of(new byte[] {-1, 7}, "#" + Sha256.of("x\"ff07\"")),
                List.of(Map.of("b", 1, "a", "x"), "#" + Sha256.of("{\"a\":\"x\",\"b\":1,}")),
                List.of(List.of(1, "1"), "#" + Sha256.of("[1,\"1\",]")));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void writesAKeyAsItIsWhereItIsShortAndPlainAndElseItsHash(List<Object> row) {
        String key = KEY.keyOf(Records.PLACE, Records.record(row.get(0), "a fox"));

        assertThat(key).isEqualTo("prompts/3/=" + row.get(1)).isEqualTo(ChargeKeys.checked(key));
        assertThat(ORDER.keyOf(Records.PLACE, Records.record(null, Map.of("order", row.get(0)))))
                .isEqualTo(key);
    }

    /** No two of these are equal, however alike they look. */
    static List<Object> differentKeys() {
        return List.of(
                "a",
                "A",
                " a",
                "a\u0000",
                "#" + Sha256.of("\"a b\""),
                "a b",
                Sha256.of("\"a b\""),
                "\ud83e",
                "\ud83d",
                "\\ud83e",
                "?",
                "{}",
                "{\"a\":1,}",
                "{\"a\":1}",
                Map.of("a", 1),
                Map.of("a", "1"),
                Map.of("a", true),
                Map.of("a", "true"),
                Map.of("a", List.of(1)),
                Map.of("a", Map.of("b", 1)),
                Map.of("a", Map.of(), "b", 1),
                Map.of("a\":1,\"b", 1),
                Map.of("a", 1, "b", 1),
                List.of("a", "b"),
                List.of("a,b"),
                List.of(List.of("a"), "b"),
                List.of(Collections.emptyList(), 1),
                Arrays.asList(null, 1),
                new byte[] {-1},
                new byte[] {-2},
                List.of(new byte[] {-1}),
                "x\"ff\"",
                "ff",
                1.5,
                -1.5,
                "1.50",
                new BigDecimal("1e31"),
                new BigDecimal("1e-31"));
    }

    @Test
    void tellsDifferentKeysApart() {
        List<String> keys = differentKeys().stream()
                .map(each -> KEY.keyOf(Records.PLACE, Records.record(each, "a fox")))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys).allSatisfy(each -> assertThat(ChargeKeys.checked(each)).isEqualTo(each));
    }

    @Test
    void hasOneKeyForAnOrderWhicheverConverterAndOrderOfFieldsItCameBy() {
        Map<@Nullable String, @Nullable Object> backwards = new LinkedHashMap<>();
        backwards.put("order", 7L);
        backwards.put("note", null);
        backwards.put("shop", "Berlin");
        Struct struct = new Struct(SCHEMA).put("shop", "Berlin").put("order", 7);

        assertThat(List.of(struct, backwards, Map.of("shop", "Berlin", "order", 7.0)))
                .extracting(each -> KEY.keyOf(Records.PLACE, Records.record(each, "a fox")))
                .containsOnly("prompts/3/=#" + Sha256.of("{\"order\":7,\"shop\":\"Berlin\",}"));
    }

    static List<Object> valuesOfOrder7() {
        String json = "{\"prompt\": \"a fox\", \"order\": 7}";
        return List.of(
                Map.of("order", 7),
                Map.of("order", "7"),
                new Struct(SCHEMA).put("order", 7),
                json,
                " \uFEFF{\"order\": \"7\"}".strip(),
                json.getBytes(StandardCharsets.UTF_8),
                ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("valuesOfOrder7")
    void findsAFieldInAnyFormOfValue(Object value) {
        assertThat(ORDER.keyOf(Records.PLACE, Records.record(null, value))).isEqualTo("prompts/3/=7");
    }

    @Test
    void readsAFieldOfJsonThatHasFieldsOfItsOwn() {
        String key = ORDER.keyOf(
                Records.PLACE, Records.record(null, "{\"order\": {\"b\": [1, null, true], \"a\": 2.50, \"c\": null}}"));

        assertThat(key).isEqualTo("prompts/3/=#" + Sha256.of("{\"a\":2.5,\"b\":[1,null,true,],}"));
    }

    @Test
    void tellsWhichFieldItReads() {
        assertThat(ORDER.fields()).containsExactly("order");
        assertThat(KEY.fields()).isEmpty();
        assertThat(ORDER).hasToString("field:order");
        assertThat(KEY).hasToString("key");
    }

    static List<@Nullable Object> nothings() {
        return new ArrayList<>(Arrays.asList(
                null,
                "",
                " \t",
                new byte[0],
                Map.of(),
                List.of(),
                new Struct(SCHEMA),
                ByteBuffer.allocate(0),
                Collections.singletonList(null),
                List.of("", List.of()),
                Map.of("id", " "),
                Map.of("id", Map.of()),
                Map.of("id", Collections.singletonList(null))));
    }

    @ParameterizedTest
    @MethodSource("nothings")
    void refusesARecordWithoutAKey(@Nullable Object key) {
        assertThatThrownBy(() -> KEY.keyOf(Records.PLACE, Records.record(key, "a fox")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("imgeo.charge.key: the record has no key")
                .hasMessageContaining("or set imgeo.charge.key=record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a fox", "{\"order\": null}", "{\"order\": \"\"}", "{\"Order\": 7}", "[7]", "{}", "{7}"})
    void refusesARecordWithoutTheField(String value) {
        assertThatThrownBy(() -> ORDER.keyOf(Records.PLACE, Records.record("k", value)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void refusesAnObjectWhoseTextChangesWithEachRun() {
        for (Object odd : List.of(new Object(), Set.of(1), new int[] {1}, Map.of("a", new Object()))) {
            assertThatThrownBy(() -> KEY.keyOf(Records.PLACE, Records.record(odd, "a fox")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("is no type of Connect's");
        }
    }

    @Property(tries = 300)
    void hasAKeyThatEveryJournalTakes(@ForAll String text, @ForAll byte[] bytes, @ForAll Map<String, Double> map) {
        for (Object each : List.of(text + "!", bytes, map)) {
            try {
                String key = KEY.keyOf(Records.PLACE, Records.record(each, "a fox"));

                assertThat(ChargeKeys.checked(key)).startsWith("prompts/3/=");
            } catch (InvalidRequestException e) {
                assertThat(e).hasMessageContaining("no key");
            }
        }
    }

    @Property(tries = 300)
    void hasOneKeyForATextAndItsBytes(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String read = new String(bytes, StandardCharsets.UTF_8);
        if (read.isBlank() || !read.equals(text)) {
            return;
        }

        assertThat(KEY.keyOf(Records.PLACE, Records.record(bytes, "")))
                .isEqualTo(KEY.keyOf(Records.PLACE, Records.record(text, "")));
    }
}
