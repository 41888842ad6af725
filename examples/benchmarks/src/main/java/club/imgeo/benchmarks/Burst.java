package club.imgeo.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts so many calls at once and waits for the last of them. */
final class Burst {
    private final Contender contender;
    private final int calls;
    private final CountDownLatch open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Burst(Contender contender, int calls) {
        this.contender = contender;
        this.calls = calls;
        open = new CountDownLatch(calls);
    }

    BurstResult run(Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        try (Peaks peaks = new Peaks()) {
            for (int i = 0; i < calls; i++) {
                contender.draw(Prompts.of(i), this::end);
            }
            if (!open.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(open.getCount() + " calls have not ended");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Throwable thrown = failure.get();
            if (thrown != null) {
                throw new IllegalStateException("a call failed", thrown);
            }
            return new BurstResult(calls, seconds, peaks.heapMib(), Jvm.peakThreads(), peaks.osThreads());
        }
    }

    private void end(@Nullable Throwable thrown) {
        if (thrown != null) {
            failure.compareAndSet(null, thrown);
        }
        open.countDown();
    }
}
