package club.imgeo.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call again where that is free, and only there: {@link ImgeoException#isRetryable()} is the one rule. All
 * attempts share one deadline.
 */
final class Retries {
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final int most;
    private final Time time;
    private final DoubleSupplier random;
    private final Set<Run<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Retries(int most, Time time, DoubleSupplier random) {
        this.most = most;
        this.time = time;
        this.random = random;
    }

    /** {@code attempt} gets what is left of {@code deadline}. */
    <T> CompletableFuture<T> run(Duration deadline, Function<Duration, CompletableFuture<T>> attempt) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Run<>(deadline, time.nanos(), attempt, result).make(0);
        return result;
    }

    /** Ends what waits for its next attempt, with what the last one said. */
    void close() {
        closed = true;
        waiting.forEach(Run::giveUp);
    }

    private final class Run<T> {
        private final Duration deadline;
        private final long begun;
        private final Function<Duration, CompletableFuture<T>> attempt;
        private final CompletableFuture<T> result;
        private volatile @Nullable ImgeoException reason;

        Run(
                Duration deadline,
                long begun,
                Function<Duration, CompletableFuture<T>> attempt,
                CompletableFuture<T> result) {
            this.deadline = deadline;
            this.begun = begun;
            this.attempt = attempt;
            this.result = result;
        }

        void make(int made) {
            var unused = Futures.calling(() -> attempt.apply(deadline.minus(elapsed())))
                    .whenComplete((value, wrapped) -> {
                        Throwable thrown = wrapped == null ? null : Futures.unwrapped(wrapped);
                        if (thrown instanceof ImgeoException failure && failure.isRetryable() && made < most) {
                            again(failure, made);
                        } else {
                            Futures.complete(result, value, thrown);
                        }
                    });
        }

        private void again(ImgeoException failure, int made) {
            Duration delay = failure.retryAfter().orElseGet(() -> backoff(made));
            if (isTooLateAfter(delay)) {
                result.completeExceptionally(failure);
                return;
            }
            reason = failure;
            waiting.add(this);
            time.after(delay, () -> {
                if (isTooLateAfter(Duration.ZERO)) { // the machine may have slept
                    giveUp();
                } else if (waiting.remove(this)) {
                    make(made + 1);
                }
            });
            if (closed) {
                giveUp(); // close() may have looked before this one was there
            }
        }

        /** Less than half of the deadline would be left: an attempt cut off by it turns a refund into a doubt. */
        private boolean isTooLateAfter(Duration delay) {
            return elapsed().plus(delay).multipliedBy(2).compareTo(deadline) > 0;
        }

        private void giveUp() {
            if (waiting.remove(this)) {
                result.completeExceptionally(requireNonNull(reason));
            }
        }

        private Duration elapsed() {
            return Duration.ofNanos(time.nanos() - begun);
        }
    }

    /** Doubles each time; half of it is left to chance, so that a crowd that failed together does not come back together. */
    private Duration backoff(int made) {
        Duration full = FIRST_DELAY.multipliedBy(1L << Math.min(made, 10));
        Duration capped = full.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : full;
        return Duration.ofMillis((long) (capped.toMillis() * (0.5 + random.getAsDouble() / 2)));
    }
}
