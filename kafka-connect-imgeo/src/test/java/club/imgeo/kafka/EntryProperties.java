package club.imgeo.kafka;

import static club.imgeo.kafka.Charges.DRAWN;
import static club.imgeo.kafka.Charges.NOON;
import static club.imgeo.kafka.Charges.ended;
import static club.imgeo.kafka.Charges.intent;
import static club.imgeo.kafka.Charges.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.Intent;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Scope;
import club.imgeo.client.AspectRatio;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.JournalException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** What is written to the journal is read as it was; what somebody else writes there is told from it. */
class EntryProperties {
    private static final String KEY = "prompts/0/42@1700000000000";

    @Property(tries = 500)
    void givesACharge(@ForAll("charges") Charge charge) {
        byte[] value = ChargeJson.write(charge);

        assertThat(ChargeJson.read(charge.key(), charge.attempt(), value)).isEqualTo(charge);
        assertThat(ChargeJson.isIntent(value)).isEqualTo(charge.state() == ChargeState.INTENT);
    }

    @Property(tries = 300)
    void givesAnEnd(
            @ForAll End.How how,
            @ForAll("moments") Instant at,
            @ForAll("texts") @Nullable String charge,
            @ForAll boolean billed,
            @ForAll("envelopes") @Nullable Envelope envelope) {
        End end = new End(how, at, charge, billed, envelope);

        assertThat(End.parse(KEY, end.toJson())).usingRecursiveComparison().isEqualTo(end);
    }

    @Property(tries = 300)
    void givesAKey(@ForAll EntryKey.Kind kind, @ForAll @IntRange(min = 1) int attempt, @ForAll("keys") String of) {
        EntryKey key =
                switch (kind) {
                    case CHARGE, DOUBT -> new EntryKey(kind, attempt, of);
                    case END -> EntryKey.end(of);
                    case OWNER -> EntryKey.OWNER;
                };

        assertThat(EntryKey.parse(key.bytes())).isEqualTo(key);
    }

    @Property(tries = 500)
    void refusesWhatSomebodyElseWrote(@ForAll("hostile") byte[] bytes) {
        refusesOrReads(bytes);
    }

    /** A piece cut out, put elsewhere or changed makes valid JSON of another meaning now and then. */
    @Property(tries = 400)
    void refusesWhatWasDamaged(
            @ForAll("charges") Charge charge,
            @ForAll @IntRange(max = 2_000) int at,
            @ForAll @IntRange(max = 60) int length,
            @ForAll("pieces") String piece) {
        String text = new String(ChargeJson.write(charge), StandardCharsets.UTF_8);
        int from = at % text.length();
        int to = Math.min(text.length(), from + length);

        refusesOrReads((text.substring(0, from) + piece + text.substring(to)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void refusesWhatLacksAField(
            @ForAll("charges") Charge charge, @ForAll("fields") String field, @ForAll("values") String value) {
        String text = new String(ChargeJson.write(charge), StandardCharsets.UTF_8);
        String other = text.replaceFirst(
                "\"" + field + "\":(\"[^\"\\\\]*\"|[a-z0-9]+|\\[[^]]*])", "\"" + field + "\":" + value);

        refusesOrReads(other.getBytes(StandardCharsets.UTF_8));
        refusesOrReads(text.replace("\"" + field + "\"", "\"other\"").getBytes(StandardCharsets.UTF_8));
    }

    private static void refusesOrReads(byte[] bytes) {
        try {
            EntryKey key = EntryKey.parse(bytes);
            assertThat(key.kind()).isNotNull();
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining("somebody else writes there");
        }
        try {
            assertThat(End.parse(KEY, bytes).how()).isNotNull();
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining(KEY);
        }
        try {
            Charge charge = ChargeJson.read(KEY, 1, bytes);
            Books books = new Books("prompts/0/");
            books.apply(charge);
            assertThat(books.charges(KEY)).containsExactly(charge);
            assertThat(books.open().size()).isEqualTo(charge.isSettled() ? 0 : 1);
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining("the journal");
        }
    }

    @Example
    void namesBothVersionsWhereThereAreTwo() {
        String text = new String(ChargeJson.write(ended(open(intent(KEY), 1), DRAWN)), StandardCharsets.UTF_8);
        byte[] newer = text.replace("\"version\":1", "\"version\":7").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ChargeJson.read(KEY, 1, newer))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining("version " + Charge.VERSION)
                .hasMessageContaining("imgeo.journal.topic");
    }

    /** Their sum, digit by digit, would fill the memory of every worker that reads the journal. */
    @Example
    void refusesCreditsOfABillionDigits() {
        String text = new String(ChargeJson.write(open(intent(KEY), 1)), StandardCharsets.UTF_8);
        for (String credits : List.of("1e999999999", "1e-999999999", "1e2147483647", "9".repeat(1_001))) {
            byte[] hostile = text.replaceFirst("\"price\":\"[^\"]*\"", "\"price\":\"" + credits + "\"")
                    .getBytes(StandardCharsets.UTF_8);

            assertThatThrownBy(() -> ChargeJson.read(KEY, 1, hostile))
                    .as(credits)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("is no charge");
        }
    }

    @Example
    void refusesAKeyOfAnAttemptThatCannotBe() {
        for (String key : List.of("charge/0/prompts/0/42", "doubt/-1/prompts/0/42")) {
            assertThatThrownBy(() -> EntryKey.parse(key.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(JournalException.class);
        }
    }

    @Provide
    Arbitrary<Charge> charges() {
        Arbitrary<Scope> scopes = Combinators.combine(texts(), texts().injectNull(0.3), texts().injectNull(0.3))
                .as(Scope::new);
        Arbitrary<Intent> intents = Combinators.combine(
                        keys(), texts(), texts(), credits(), scopes, texts(), moments(), moments())
                .as(Intent::new);
        Arbitrary<Drawing> drawings = Combinators.combine(
                        images().list().ofMaxSize(4),
                        texts(),
                        Combinators.combine(
                                        Arbitraries.integers().between(1, 9_999),
                                        Arbitraries.integers().between(1, Integer.MAX_VALUE))
                                .as(AspectRatio::new)
                                .injectNull(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Drawing::new);
        Arbitrary<Outcome> outcomes = Combinators.combine(
                        Arbitraries.of(CreditOutcome.class),
                        credits(),
                        drawings.injectNull(0.3),
                        texts().injectNull(0.3),
                        texts().injectNull(0.6))
                .as(Outcome::new);
        return Combinators.combine(
                        intents,
                        Arbitraries.integers().between(1, Integer.MAX_VALUE),
                        moments(),
                        outcomes.injectNull(0.3),
                        Arbitraries.of(true, false))
                .as((intent, attempt, changedAt, outcome, late) -> {
                    ChargeState state = outcome == null
                            ? ChargeState.INTENT
                            : ended(open(intent, attempt), outcome).state();
                    return new Charge(intent, attempt, state, changedAt, outcome, late);
                });
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> characters = Arbitraries.oneOf(
                Arbitraries.chars().all(),
                Arbitraries.of('"', '\\', '/', '\n', '\0', '{', ' ', '\ud800', '\udc00', '\u2028', '\uffff'));
        return characters.array(char[].class).ofMaxSize(20).map(String::new);
    }

    /** They come from topics' names, offsets, and letters and digits; see {@link ChargeKeyForm}. */
    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .ofMinLength(1)
                .ofMaxLength(255)
                .map(text -> "prompts/0/=" + text);
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.oneOf(
                Arbitraries.of(NOON, Instant.EPOCH, Instant.MIN, Instant.MAX),
                Arbitraries.longs()
                        .between(0, 4_102_444_800_000_000_000L)
                        .map(nanos -> Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000)));
    }

    private static Arbitrary<@Nullable BigDecimal> credits() {
        return Arbitraries.oneOf(
                        Arbitraries.bigDecimals().ofScale(9),
                        Arbitraries.of(
                                        "0",
                                        "0.00",
                                        "-0.0",
                                        "1E+30",
                                        "1E-30",
                                        "4.50",
                                        "123456789012345678901234567890.12345678901234567890")
                                .map(BigDecimal::new))
                .injectNull(0.2);
    }

    private static Arbitrary<URI> images() {
        return Arbitraries.of("https://img.example/1.png", "https://img.example/a?b=c&d=%0A'#ä", "")
                .map(URI::create);
    }

    @Provide
    Arbitrary<Envelope> envelopes() {
        Arbitrary<byte[]> bytes =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40).injectNull(0.2);
        return Combinators.combine(
                        bytes,
                        Combinators.combine(texts(), bytes)
                                .as((name, value) ->
                                        (org.apache.kafka.common.header.Header) new RecordHeader(name, value))
                                .list()
                                .ofMaxSize(4))
                .as(Envelope::new)
                .injectNull(0.3);
    }

    @Provide
    Arbitrary<byte[]> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                Arbitraries.of(
                                "",
                                "null",
                                "{}",
                                "[]",
                                "\"\"",
                                "1",
                                "{\"version\":1}",
                                "{\"version\":\"1\"}",
                                "{\"how\":\"DELIVERED\",\"at\":\"2026-03-01T12:00:00Z\",\"headers\":[1]}",
                                "{\"how\":\"DELIVERED\",\"at\":\"2026-03-01T12:00:00Z\",\"headers\":[{\"name\":\"a\",\"value\":\"*\"}]}",
                                "{\"how\":\"DELIVERED\",\"at\":\"2026-03-01T12:00:00Z\",\"headers\":{},\"key\":\"*\"}",
                                "{\"how\":null,\"at\":null}",
                                "[".repeat(2_000),
                                "charge",
                                "charge/",
                                "charge/1",
                                "charge/x/y",
                                "charge/99999999999/y",
                                "doubt//",
                                "end",
                                "end/",
                                "owner",
                                "connect-offsets",
                                "/")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "", "null", "\"", "{", "}", "[", "]", ",", ":", "\"state\":\"DONE\",", "1e999", "\\ud800", "\u0000");
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(
                "version",
                "state",
                "changedAt",
                "late",
                "requestHash",
                "model",
                "price",
                "component",
                "claimant",
                "at",
                "deadline",
                "creditOutcome",
                "creditsUsed",
                "drawing",
                "images",
                "width",
                "height",
                "partial");
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "null",
                "\"\"",
                "1",
                "-1",
                "true",
                "{}",
                "[1]",
                "[\" \"]",
                "\"DONE\"",
                "\"INTENT\"",
                "\"IN_DOUBT\"",
                "\"CHARGED\"",
                "1e400",
                "\"2026-03-01T12:00:00Z\"");
    }
}
