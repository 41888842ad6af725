package club.imgeo.client;

import java.time.Duration;
import java.time.Instant;

/** Time, so that a test can move it. */
interface Time {
    Instant now();

    /** A clock that never jumps, for measuring how long something took. */
    long nanos();

    /** Runs {@code task}, which must be short, after {@code delay}. The answer takes that back. */
    Runnable after(Duration delay, Runnable task);

    /** Forgets all that has not run. */
    void close();
}
