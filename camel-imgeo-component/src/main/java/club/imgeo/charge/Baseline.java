package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A balance of earlier, which later ones are held against.
 *
 * @param at when it was so; a charge made at this moment or later is not in it
 * @param carried what was unexplained by then
 */
record Baseline(BigDecimal balance, Instant at, BigDecimal carried) {
    Baseline {
        at = at.truncatedTo(ChronoUnit.MILLIS); // a store may keep no more of the moment at which a charge was made
    }

    /**
     * The credits that are gone, and not by what the journal says was spent. Negative where credits were bought.
     *
     * @param spent by charges made since
     */
    BigDecimal unexplained(BigDecimal now, BigDecimal spent) {
        return carried.add(balance.subtract(now)).subtract(spent);
    }

    /** Whether it must be replaced before the journal forgets what was spent since. */
    boolean isOld(Instant now, @Nullable Duration retention) {
        return retention != null && at.plus(retention.dividedBy(2)).isBefore(now);
    }
}
