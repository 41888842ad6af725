package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a budget has taken up, kept up to date so that no claim has to add up all charges. Not safe for use by several
 * threads.
 */
final class Tally {
    /** Claims do not come in the order of their times; for these, what has left the window is kept for a while. */
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

    private final Cap cap;
    private final TreeMap<Instant, BigDecimal> byTime = new TreeMap<>();
    /** Of what was charged at {@link #since} or later. */
    private BigDecimal sum = BigDecimal.ZERO;

    private Instant since = Instant.MAX;
    /** What is older is not here; null until all charges were added up once. */
    private @Nullable Instant floor;

    /** Of one budget; it counts nothing before the first {@link #counted}. */
    Tally(Cap cap) {
        this.cap = cap;
    }

    /**
     * Takes in a charge that is new or has changed; one of another scope changes nothing. One that is dropped or forgotten
     * is not taken out.
     *
     * @param old what {@code charge} was before; null if it is new
     */
    void replace(@Nullable Charge old, Charge charge) {
        Instant at = charge.intent().at();
        if (floor == null
                || at.isBefore(floor)
                || !cap.scope().includes(charge.intent().scope())) {
            return;
        }
        BigDecimal difference = credits(charge).subtract(old == null ? BigDecimal.ZERO : credits(old));
        if (!at.isBefore(since)) {
            sum = sum.add(difference);
        }
        if (cap.window() == null) {
            return; // nothing ever leaves it
        }
        byTime.merge(at, difference, Tally::sumOrNothing);
    }

    /**
     * The credits that charges made at {@code from} or later have taken up. It costs as much as there are charges between
     * this moment and the one that was asked for before.
     *
     * @param from as {@link Cap#since} has it
     * @param all every charge there is; asked for the first time, and if {@code from} has gone back by more than a minute
     */
    BigDecimal counted(Instant from, Supplier<Stream<Charge>> all) {
        if (floor == null || from.isBefore(floor)) {
            byTime.clear();
            sum = BigDecimal.ZERO;
            since = from;
            floor = floor(from);
            all.get().forEach(charge -> replace(null, charge));
        } else if (from.isBefore(since)) {
            sum = added(byTime.subMap(from, since), sum);
        } else {
            sum = sum.subtract(added(byTime.subMap(since, from), BigDecimal.ZERO));
        }
        since = from;
        if (floor.isBefore(floor(from))) {
            floor = floor(from);
            byTime.headMap(floor, false).clear();
        }
        return sum;
    }

    private Instant floor(Instant from) {
        return cap.window() == null ? from : from.minus(OUT_OF_ORDER);
    }

    /** Returns whether nothing would be lost if it were made anew. */
    boolean isEmpty() {
        return sum.signum() == 0 && byTime.isEmpty();
    }

    /** Returns whether nothing that it counts was charged at {@code from} or later. */
    boolean isEmptySince(Instant from) {
        return isEmpty() || (!byTime.isEmpty() && byTime.lastKey().isBefore(from));
    }

    private static BigDecimal added(Map<Instant, BigDecimal> some, BigDecimal sum) {
        return some.values().stream().reduce(sum, BigDecimal::add);
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
