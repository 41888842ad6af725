package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a key, as the journal has it.
 *
 * @param attempt counts from 1; each attempt after a refusal is a charge of its own
 * @param changedAt when it came into {@code state}
 * @param outcome null for an INTENT
 * @param late whether the outcome came when the charge was in doubt already
 */
public record Charge(
        Intent intent,
        int attempt,
        ChargeState state,
        Instant changedAt,
        @Nullable Outcome outcome,
        boolean late) {
    /** Of the form in which charges are stored. A journal with charges of another version is not opened. */
    public static final int VERSION = 1;
    /** Begins the keys that stand for the content of a request, and are kept for ever. */
    static final String CONTENT = "content:";

    /** Returns the key under which the journal keeps it; see {@link #givenKey} for the one that people know. */
    public String key() {
        return intent.key();
    }

    /** Returns the key without the tenant that the journal's key has in it. */
    public String givenKey() {
        return intent.givenKey();
    }

    /** Credits that are gone, or may be; null where the price is unknown, zero where they were not taken. */
    public @Nullable BigDecimal credits() {
        if (state == ChargeState.REFUSED) {
            return BigDecimal.ZERO;
        }
        return outcome != null && outcome.creditsUsed() != null ? outcome.creditsUsed() : intent.credits();
    }

    /** Whether its outcome is a fact, and not a doubt or somebody's word; then it never changes again. */
    public boolean isSettled() {
        return !state.isOpen() && requireNonNull(outcome).resolvedBy() == null;
    }

    /** Whether somebody must look after it. */
    public boolean isInDoubt(Instant now) {
        return state == ChargeState.IN_DOUBT || (state == ChargeState.INTENT && isOverdue(now));
    }

    boolean canBeForgotten(Instant before) {
        return !state.isOpen() && changedAt.isBefore(before) && !(key().startsWith(CONTENT) && isUsable());
    }

    private boolean isUsable() {
        return outcome != null && outcome.drawing() != null && outcome.drawing().usable();
    }

    /** Whether nobody waits for an outcome any more: its deadline is over, whether or not an outcome has come. */
    public boolean isOverdue(Instant now) {
        return now.isAfter(intent.deadline());
    }

    Charge with(Outcome found, Instant at) {
        return new Charge(intent, attempt, found.state(), at, found, late || (found.isFact() && isInDoubt(at)));
    }
}
