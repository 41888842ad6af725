package club.imgeo.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger.
 *
 * @param credits how many credits it moved, never negative; 0 for a delivery
 * @param charge the sequence of the charge that a refund or a delivery belongs to
 */
public record LedgerEntry(
        long sequence,
        Instant at,
        Kind kind,
        String account,
        long credits,
        @Nullable String model,
        @Nullable String prompt,
        @Nullable Long charge) {

    /** What happened. */
    public enum Kind {
        SIGN_UP,
        PURCHASE,
        CHARGE,
        REFUND,
        /** The complete 200 was handed to the socket. A charge with neither this nor a refund is a lost reply. */
        DELIVERY
    }
}
