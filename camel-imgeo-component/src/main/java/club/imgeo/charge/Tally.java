package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a budget has taken up, kept up to date so that no claim has to add up all charges. For journals that hold their
 * charges in memory: {@link #counted} is the answer to {@link Transition.Books#counted}. Not safe for use by several
 * threads.
 */
public final class Tally {
    private final Cap cap;
    private final TreeMap<Instant, BigDecimal> byTime = new TreeMap<>();
    private BigDecimal sum = BigDecimal.ZERO;
    /** What is older is not here; null until all charges were added up once. */
    private @Nullable Instant from;

    /** Of one budget; it counts nothing before the first {@link #counted}. */
    public Tally(Cap cap) {
        this.cap = cap;
    }

    /**
     * Takes in a charge that is new or has changed; to be called for each, also for those outside of the budget's scope.
     * One that is dropped or forgotten is not taken out.
     *
     * @param old what {@code charge} was before; null where it is new
     */
    public void replace(@Nullable Charge old, Charge charge) {
        if (from == null
                || charge.intent().at().isBefore(from)
                || !cap.scope().includes(charge.intent().scope())) {
            return;
        }
        BigDecimal difference = credits(charge).subtract(old == null ? BigDecimal.ZERO : credits(old));
        sum = sum.add(difference);
        if (cap.window() == null) {
            return; // nothing ever leaves it
        }
        byTime.merge(charge.intent().at(), difference, Tally::sumOrNothing);
    }

    /**
     * The credits that charges made at {@code since} or later have taken up. What is older is let go of, so it costs
     * little where {@code since} moves on from call to call.
     *
     * @param since as {@link Cap#since} has it
     * @param all every charge there is; asked for the first time, and where {@code since} has gone back
     */
    public BigDecimal counted(Instant since, Supplier<Stream<Charge>> all) {
        if (from == null || since.isBefore(from)) {
            byTime.clear();
            sum = BigDecimal.ZERO;
            from = since;
            all.get().forEach(charge -> replace(null, charge));
        }
        from = since;
        Map<Instant, BigDecimal> past = byTime.headMap(since, false);
        sum = past.values().stream().reduce(sum, BigDecimal::subtract);
        past.clear();
        return sum;
    }

    private static @Nullable BigDecimal sumOrNothing(BigDecimal one, BigDecimal other) {
        BigDecimal sum = one.add(other);
        return sum.signum() == 0 ? null : sum;
    }

    private static BigDecimal credits(Charge charge) {
        BigDecimal credits = charge.credits();
        return credits == null ? BigDecimal.ZERO : credits;
    }
}
