package club.imgeo.charge;

import static club.imgeo.client.CreditOutcome.CHARGED;
import static club.imgeo.client.CreditOutcome.UNKNOWN;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.UnusableAnswerException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a charge.
 *
 * @param creditsUsed what it cost, where that is known to differ from the price
 * @param drawing what was paid for, where it is known
 * @param reason why there is no usable drawing; null where there is one, unless somebody says why by hand
 * @param resolvedBy who says so, where it is said by hand
 */
public record Outcome(
        CreditOutcome creditOutcome,
        @Nullable BigDecimal creditsUsed,
        @Nullable Drawing drawing,
        @Nullable String reason,
        @Nullable String resolvedBy) {

    static Outcome drawn(Generation generation) {
        return new Outcome(CHARGED, generation.creditsUsed(), Drawing.of(generation), null, null);
    }

    /** @param model that was asked for */
    static Outcome failed(Throwable thrown, String model) {
        if (thrown instanceof UnusableAnswerException unusable) {
            Drawing saved = new Drawing(unusable.images(), model, null, true, false);
            return new Outcome(unusable.creditOutcome(), null, saved, unusable.getMessage(), null);
        }
        return thrown instanceof ImgeoException failure
                ? new Outcome(failure.creditOutcome(), null, null, failure.getMessage(), null)
                : new Outcome(
                        UNKNOWN, null, null, "failed by " + thrown.getClass().getName(), null);
    }

    static Outcome neverSent() {
        return new Outcome(CreditOutcome.NOT_CHARGED, null, null, "never sent", null);
    }

    /** What is said by hand names images, and the journal the model that drew them. */
    Outcome about(Intent intent) {
        return drawing == null
                ? this
                : new Outcome(creditOutcome, creditsUsed, drawing.by(intent.model()), reason, resolvedBy);
    }

    /** Whether somebody knows it: neither a doubt nor a word said by hand. */
    public boolean isFact() {
        return creditOutcome != UNKNOWN && resolvedBy == null;
    }

    /** Where this leads a charge. */
    public ChargeState state() {
        return switch (creditOutcome) {
            case NOT_CHARGED, REFUNDED -> ChargeState.REFUSED;
            case CHARGED -> ChargeState.DONE;
            case UNKNOWN -> ChargeState.IN_DOUBT;
        };
    }
}
