package club.imgeo.kafka;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long things took. Safe for use by many threads, which may see a mean that lacks what is just being added. */
final class Latency {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator most = new LongAccumulator(Long::max, 0);

    void took(long some) {
        count.increment();
        nanos.add(some);
        most.accumulate(some);
    }

    long count() {
        return count.sum();
    }

    /** 0 where nothing was timed yet. */
    double meanMillis() {
        long counted = count.sum();
        return counted == 0 ? 0 : nanos.sum() / NANOS_PER_MILLI / counted;
    }

    double maxMillis() {
        return most.get() / NANOS_PER_MILLI;
    }
}
