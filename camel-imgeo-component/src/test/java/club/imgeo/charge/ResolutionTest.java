package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be said of a doubt, and what it does. */
class ResolutionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(60);
    private static final String IMAGE = "https://images.example.com/1.png";

    private final MemoryJournal journal = new MemoryJournal();

    private static Map<String, Object> fields(String name, @Nullable Object value) {
        Map<String, Object> fields =
                new HashMap<>(Map.of("key", "order-1", "outcome", "CHARGED", "by", "Ada", "why", "looked"));
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        return fields;
    }

    static Stream<Arguments> objections() {
        return Stream.of(
                Arguments.of("key", null, "key: is missing"),
                Arguments.of("key", " ", "key: is blank"),
                Arguments.of("key", 4711, "key: a text is needed, and something of type Integer came"),
                Arguments.of("key", "k".repeat(256), "key: has 256 characters; at most 255 are allowed"),
                Arguments.of("outcome", null, "outcome: is missing; CHARGED or NOT_CHARGED"),
                Arguments.of("outcome", "UNKNOWN", "outcome: 'UNKNOWN' is neither CHARGED nor NOT_CHARGED"),
                Arguments.of("outcome", "charged", "outcome: 'charged' is neither CHARGED nor NOT_CHARGED"),
                Arguments.of("by", null, "by: is missing"),
                Arguments.of("by", "", "by: is blank"),
                Arguments.of("by", "A".repeat(101), "by: has 101 characters; at most 100 are allowed"),
                Arguments.of("why", "\n", "why: is blank"),
                Arguments.of("why", "w".repeat(301), "why: has 301 characters; at most 300 are allowed"),
                Arguments.of("images", IMAGE, "images: a list of URLs is needed, and something of type String came"),
                Arguments.of("images", Collections.nCopies(17, IMAGE), "images: are 17; at most 16 are allowed"),
                Arguments.of("images", List.of("1.png"), "images: '1.png' is not an absolute http or https URL"),
                Arguments.of("images", List.of("file:///1.png"), "images: 'file:///1.png' is not"),
                Arguments.of("images", List.of("https://me:x@a.example/1.png"), "without a user name"),
                Arguments.of("images", List.of(IMAGE + "?" + "x".repeat(2_000)), "of at most 2000 characters"),
                Arguments.of("credits", 7, "unknown field 'credits'; known are key, outcome, by, why, images"));
    }

    @ParameterizedTest
    @MethodSource("objections")
    void isRefusedFor(String name, @Nullable Object value, String objection) {
        assertThatThrownBy(() -> Resolution.read(fields(name, value)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(objection);
    }

    @Test
    void takesTheLongestTextsAllowed() {
        String longest = IMAGE + "?" + "x".repeat(2_000 - IMAGE.length() - 1);

        assertThat(Resolution.read(fields("key", "k".repeat(255))).key()).hasSize(255);
        assertThat(Resolution.read(fields("by", "A".repeat(100))).by()).hasSize(100);
        assertThat(Resolution.read(fields("images", List.of(longest))).images()).containsExactly(URI.create(longest));
        assertThat(Resolution.read(fields("images", Collections.nCopies(16, IMAGE)))
                        .images())
                .hasSize(16);
    }

    @Test
    void isRefusedWithEveryObjection() {
        var refusal = catchThrowableOfType(
                InvalidRequestException.class, () -> Resolution.read(Map.of("outcome", "x", "images", 1)));

        assertThat(refusal.objections()).hasSize(5);
    }

    @Test
    void takesImagesOnlyOfWhatWasCharged() {
        Map<String, Object> fields = fields("images", List.of(IMAGE));
        assertThat(Resolution.read(fields).images()).containsExactly(URI.create(IMAGE));

        fields.put("outcome", "NOT_CHARGED");

        assertThatThrownBy(() -> Resolution.read(fields)).hasMessageContaining("images: are only for CHARGED");
    }

    @Test
    void keepsTheirWordsOnOneLine() {
        Resolution resolution = Resolution.read(fields("why", "seen\n12:00 INFO forged"));

        assertThat(resolution.why()).isEqualTo("seen\\u000a12:00 INFO forged");
        assertThat(resolution.word().reason()).isEqualTo(resolution.why());
    }

    @Test
    void waitsForTheDeadlineOfAnIntent() {
        claim("order-1");
        Outcome word = Resolution.read(fields("key", "order-1")).word();

        assertThat(journal.resolve("order-1", word, DEADLINE))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("it is being drawn, and will be in doubt at " + DEADLINE);
        Charge resolved =
                journal.resolve("order-1", word, DEADLINE.plusSeconds(1)).join();

        assertThat(resolved.state()).isEqualTo(ChargeState.DONE);
        assertThat(resolved.outcome()).isEqualTo(word);
    }

    @Test
    void givesWayToAFactThatComesLater() {
        Charge charge = claim("order-1");
        Instant later = DEADLINE.plusSeconds(1);
        journal.resolve("order-1", Resolution.read(fields("by", "Ada")).word(), later)
                .join();

        Charge refunded = journal.record(
                        charge, new Outcome(CreditOutcome.REFUNDED, null, null, "refunded", null), later)
                .join();

        assertThat(refunded.state()).isEqualTo(ChargeState.REFUSED);
        assertThat(journal.find("order-1").join()).containsExactly(refunded);
    }

    private Charge claim(String key) {
        Intent intent = new Intent(
                key, "hash", "a/model", BigDecimal.ONE, new Scope("imgeo", null, null), "me:1", NOW, DEADLINE);
        return ((Claim.Granted) journal.claim(intent, List.of(), InDoubtPolicy.QUARANTINE)
                        .join())
                .charge();
    }

    @Test
    void namesTheFirstOfVeryManyUnknownFields() {
        Map<String, Object> fields = fields("key", "order-1");
        for (int i = 0; i < 900; i++) {
            fields.put("x" + i, i);
        }

        var refusal = catchThrowableOfType(InvalidRequestException.class, () -> Resolution.read(fields));

        assertThat(refusal.objections()).hasSize(5);
    }
}
