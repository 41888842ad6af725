package club.imgeo.kafka;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a task has done since its start. Ends and their credits are counted when they are committed, and by the task that
 * wrote them, so that the sums over all tasks are what results and reports say. Safe for use by many threads.
 */
final class Counts {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder done = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder inDoubt = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final AtomicReference<BigDecimal> spent = new AtomicReference<>(BigDecimal.ZERO);
    private final AtomicReference<BigDecimal> refunded = new AtomicReference<>(BigDecimal.ZERO);
    private final AtomicReference<BigDecimal> doubted = new AtomicReference<>(BigDecimal.ZERO);
    /** Charges in {@link #doubted}: several records may stand on one. */
    private final Set<String> doubtedCharges = ConcurrentHashMap.newKeySet();

    private final Latency latency = new Latency();

    void begun() {
        inFlight.incrementAndGet();
    }

    synchronized void ended() {
        if (inFlight.decrementAndGet() == 0) {
            notifyAll();
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    /** False where some are still in flight after {@code most}. */
    synchronized boolean awaitNoneInFlight(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis();
                inFlight.get() > 0 && left > 0;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return inFlight.get() == 0;
    }

    /** A record has come to its end, {@code nanos} after Connect brought it. */
    void finished(End end, Delivery.Bill bill, long nanos) {
        switch (end.how()) {
            case DELIVERED -> delivered(bill);
            case REFUSED, REPORTED -> refused.increment();
            case IN_DOUBT -> {
                inDoubt.increment();
                if (end.charge() == null || doubtedCharges.add(end.charge())) {
                    add(doubted, bill.credits());
                }
            }
            case REOPENED -> throw new IllegalArgumentException("no end: " + end);
        }
        pay(bill);
        latency.took(nanos);
    }

    /** A record that was reported in doubt has ended once more, by the fact. */
    void finishedLate(End end, Delivery.Bill bill) {
        if (end.how() == End.How.DELIVERED) {
            delivered(bill);
        }
        pay(bill);
    }

    private void delivered(Delivery.Bill bill) {
        done.increment();
        if (!bill.bears()) {
            replayed.increment();
        }
    }

    private void pay(Delivery.Bill bill) {
        if (bill.bears()) {
            add(spent, bill.credits());
        }
    }

    /** @param credits null where nobody stated a price */
    void refunded(@Nullable BigDecimal credits) {
        add(refunded, credits);
    }

    private static void add(AtomicReference<BigDecimal> sum, @Nullable BigDecimal credits) {
        if (credits != null) {
            sum.accumulateAndGet(credits, BigDecimal::add);
        }
    }

    /** Results that were delivered. */
    long done() {
        return done.sum();
    }

    /** Records that were reported, other than in doubt. */
    long refused() {
        return refused.sum();
    }

    /** Records that were reported in doubt. */
    long inDoubt() {
        return inDoubt.sum();
    }

    /** Of those done, the ones that bear no credits, since their charge was paid before. */
    long replayed() {
        return replayed.sum();
    }

    BigDecimal creditsSpent() {
        return requireNonNull(spent.get());
    }

    BigDecimal creditsRefunded() {
        return requireNonNull(refunded.get());
    }

    /** Of all that was reported in doubt, whether or not it was settled later. */
    BigDecimal creditsInDoubt() {
        return requireNonNull(doubted.get());
    }

    /** From when Connect brings a record to its end; without those that end late, once more. */
    Latency latency() {
        return latency;
    }
}
