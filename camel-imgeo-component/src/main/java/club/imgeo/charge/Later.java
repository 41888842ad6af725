package club.imgeo.charge;

import java.time.Duration;

/** Has something done later, so that a test can say when. */
@FunctionalInterface
public interface Later {
    void after(Duration delay, Runnable task);
}
