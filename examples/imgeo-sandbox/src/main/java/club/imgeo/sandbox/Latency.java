package club.imgeo.sandbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a generation takes: a fixed time, or anything in a range. */
record Latency(Duration min, Duration max) {
    static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    Latency {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("latency must be 0 or more, and its end not before its beginning");
        }
    }

    /** Reads {@code 200ms} or {@code 1s-3s}. */
    static Latency parse(String text) {
        String[] ends = text.split("-", 2);
        Duration min = Durations.parse(ends[0]);
        return new Latency(min, ends.length == 1 ? min : Durations.parse(ends[1]));
    }

    Duration pick(RandomGenerator random) {
        long spread = max.minus(min).toMillis();
        return spread == 0 ? min : min.plusMillis(random.nextLong(spread + 1));
    }
}
