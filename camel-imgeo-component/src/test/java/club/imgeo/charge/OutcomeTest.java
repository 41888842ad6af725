package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.GIVEN_BACK;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.drawing;
import static club.imgeo.charge.Journals.intent;
import static club.imgeo.client.CreditOutcome.CHARGED;
import static club.imgeo.client.CreditOutcome.NOT_CHARGED;
import static club.imgeo.client.CreditOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.FakeFailures;
import club.imgeo.client.Generation;
import club.imgeo.client.UnusableAnswerException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the journal keeps of what became of a call. */
class OutcomeTest {
    private static final URI IMAGE = URI.create("https://img.example/1.png");
    private static final AspectRatio WIDE = AspectRatio.parse("16:9");

    @Test
    void keepsOfADrawingWhatMakesItAgain() {
        Generation drawn = new Generation(
                List.of(IMAGE), "m", "a fox", WIDE, BigDecimal.ONE, BigDecimal.TEN, true, Map.of("seed", 7));

        Outcome outcome = Outcome.drawn(drawn);

        Drawing kept = new Drawing(List.of(IMAGE), "m", WIDE, true, true);
        assertThat(outcome).isEqualTo(new Outcome(CHARGED, BigDecimal.ONE, kept, null, null));
        assertThat(kept.again("a fox"))
                .isEqualTo(new Generation(List.of(IMAGE), "m", "a fox", WIDE, BigDecimal.ZERO, null, true, Map.of()));
    }

    @Test
    void keepsTheImagesOfAnAnswerThatWasNoUse() {
        var unusable = UnusableAnswerException.recorded("cut short", List.of(IMAGE));

        assertThat(Outcome.failed(unusable, "m"))
                .isEqualTo(new Outcome(
                        CHARGED,
                        null,
                        new Drawing(List.of(IMAGE), "m", null, true, false),
                        "cut short [credits CHARGED]",
                        null));
    }

    @Test
    void keepsWhatAFailureSaysOfTheCredits() {
        assertThat(Outcome.failed(FakeFailures.refused(), "m"))
                .isEqualTo(new Outcome(NOT_CHARGED, null, null, "too many [credits NOT_CHARGED, HTTP 429]", null));
        assertThat(Outcome.failed(new IllegalStateException("a fox"), "m"))
                .isEqualTo(new Outcome(UNKNOWN, null, null, "failed by java.lang.IllegalStateException", null));
    }

    @Test
    void isAFactWhereSomebodyKnows() {
        assertThat(List.of(DRAWN, REFUSED, GIVEN_BACK)).allMatch(Outcome::isFact);
        assertThat(DOUBT.isFact()).isFalse();
        assertThat(new Outcome(CHARGED, null, null, "on the bill", "Ada").isFact())
                .isFalse();
    }

    @Test
    void namesTheModelOfImagesThatSomebodyFound() {
        Drawing found = new Drawing(List.of(IMAGE), "", WIDE, true, false);
        Outcome word = new Outcome(CHARGED, BigDecimal.ONE, found, "on the bill", "Ada");

        Drawing named = new Drawing(List.of(IMAGE), "google/imagen-4", WIDE, true, false);
        assertThat(word.about(intent("a fox")))
                .isEqualTo(new Outcome(CHARGED, BigDecimal.ONE, named, "on the bill", "Ada"));
        assertThat(DOUBT.about(intent("a fox"))).isSameAs(DOUBT);
    }

    @Test
    void givesWhatWasPaidForToOthersForNothing() {
        Generation drawn =
                new Generation(List.of(IMAGE), "m", "a fox", null, BigDecimal.ONE, BigDecimal.TEN, false, Map.of());
        Paid replayed = new Paid(drawn, true);

        assertThat(replayed.again()).isSameAs(replayed);
        assertThat(new Paid(drawn, false).again())
                .isEqualTo(new Paid(
                        new Generation(List.of(IMAGE), "m", "a fox", null, BigDecimal.ZERO, null, false, Map.of()),
                        true));
        assertThat(drawing("https://img.example/1.png").by("another").model()).isEqualTo("another");
    }
}
