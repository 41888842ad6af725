package club.imgeo.charge;

import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.client.CreditOutcome.CHARGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database gives back as it got it. */
class StorableTest {
    private static final Instant FINE = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final Instant STORED = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final List<URI> IMAGES = List.of(URI.create("https://img.example/1.png"));

    @ParameterizedTest
    @CsvSource({
        "4,                        4",
        "4.00,                     4",
        "400,                      400",
        "4E+2,                     400",
        "0.00,                     0",
        "1.00000000000000000001,   1.00000000000000000001",
        "1.000000000000000000015,  1.00000000000000000002",
        "1.0000000000000000000010, 1",
        "1E+29,                    100000000000000000000000000000",
        "1E+30,                    100000000000000000000000000000",
        "-1E+4000,                 -100000000000000000000000000000",
        "-2.50,                    -2.5",
    })
    void bringsCreditsIntoOneForm(BigDecimal credits, String stored) {
        assertThat(Storable.of(credits)).isEqualTo(new BigDecimal(stored));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a fox", "", "\u0001\u001f\u007f", "\ud7ff\ue000\ufffd", "🦊"})
    void keepsCharacters(String text) {
        assertThat(Storable.of(new Scope(text, text, text))).isEqualTo(new Scope(text, text, text));
        assertThat(Storable.key(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\ud800", "\udbff", "\udc00", "\udfff"})
    void replacesWhatIsNoCharacter(String none) {
        String text = "a" + none + "b🦊";

        assertThat(Storable.of(new Scope(text, null, null))).isEqualTo(new Scope("a\ufffdb🦊", null, null));
        assertThatThrownBy(() -> Storable.key(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("chargeKey: at most 255 characters");
    }

    @Test
    void takesKeysOfSomeLength() {
        String longest = "x".repeat(255);

        assertThat(Storable.key(longest)).isEqualTo(longest);
        assertThatThrownBy(() -> Storable.key(longest + "x")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void bringsEveryFieldOfAChargeIntoItsForm() {
        Scope scope = new Scope("c\u0000", "r\u0000", "t\u0000");
        Intent intent = new Intent(
                "key", "hash\u0000", "m\u0000", new BigDecimal("4.00"), scope, "me\u0000", FINE, FINE.plusNanos(999));
        Drawing drawing = new Drawing(IMAGES, "d\u0000", AspectRatio.parse("16:9"), true, false);
        Outcome outcome = new Outcome(CHARGED, new BigDecimal("3.50"), drawing, "why\u0000", "Ada\u0000");

        Charge stored = Storable.of(new Charge(intent, 3, ChargeState.DONE, FINE, outcome, true));

        Scope storedScope = new Scope("c\ufffd", "r\ufffd", "t\ufffd");
        Drawing storedDrawing = new Drawing(IMAGES, "d\ufffd", AspectRatio.parse("16:9"), true, false);
        assertThat(stored)
                .isEqualTo(new Charge(
                        new Intent(
                                "key",
                                "hash\ufffd",
                                "m\ufffd",
                                new BigDecimal("4"),
                                storedScope,
                                "me\ufffd",
                                STORED,
                                STORED.plusNanos(1000)),
                        3,
                        ChargeState.DONE,
                        STORED,
                        new Outcome(CHARGED, new BigDecimal("3.5"), storedDrawing, "why\ufffd", "Ada\ufffd"),
                        true));
    }

    @Test
    void leavesAbsentWhatIsAbsent() {
        Intent intent = new Intent("key", "hash", "m", null, SCOPE, "me", STORED, STORED);
        Charge open = new Charge(intent, 1, ChargeState.INTENT, STORED, null, false);
        Charge bare = open.with(new Outcome(CHARGED, null, null, null, null), STORED);

        assertThat(Storable.of(open)).isEqualTo(open);
        assertThat(Storable.of(bare)).isEqualTo(bare);
    }
}
