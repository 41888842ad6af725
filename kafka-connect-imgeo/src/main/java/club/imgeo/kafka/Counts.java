package club.imgeo.kafka;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a task has done since its start. Safe for use by many threads. */
final class Counts {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder delivered = new LongAdder();

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

    void delivered() {
        delivered.increment();
    }

    void reported(End.How how) {
        // TODO
    }

    void refunded(@Nullable BigDecimal credits) {
        // TODO
    }
}
