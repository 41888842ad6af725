package club.imgeo.benchmarks;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Keeps so many calls in flight: whenever one ends, the next begins. */
final class SteadyLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final int LOOK_MILLIS = 20;

    private final Contender contender;
    private final int inFlight;
    private final IntFunction<String> prompts;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Phaser open = new Phaser(1);
    private volatile boolean stopped;

    SteadyLoad(Contender contender, int inFlight, IntFunction<String> prompts) {
        this.contender = contender;
        this.inFlight = inFlight;
        this.prompts = prompts;
    }

    /** Measures for {@code window} after {@code ramp}, and then waits for what is still in flight. */
    SteadyResult run(Duration ramp, Duration window) throws InterruptedException, TimeoutException {
        begin();
        TimeUnit.MILLISECONDS.sleep(ramp.toMillis());
        long nanos = System.nanoTime();
        long cpu = Jvm.cpuNanos();
        int before = ended.get();
        TimeUnit.MILLISECONDS.sleep(window.toMillis());
        int exchanges = ended.get() - before;
        cpu = Jvm.cpuNanos() - cpu;
        nanos = System.nanoTime() - nanos;
        end();
        return SteadyResult.of(exchanges, nanos, cpu, begun.get());
    }

    /** @return false where it took so long that it was given up, on a machine that has other things to do */
    boolean warmUp(int exchanges) throws InterruptedException, TimeoutException {
        long begun = System.nanoTime();
        begin();
        while (ended.get() < exchanges && !stopped && System.nanoTime() - begun < WARM_UP.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        end();
        return ended.get() >= exchanges;
    }

    private void begin() {
        open.bulkRegister(inFlight);
        for (int i = 0; i < inFlight; i++) {
            next();
        }
    }

    private void end() throws InterruptedException, TimeoutException {
        stopped = true;
        int phase = open.arrive();
        open.awaitAdvanceInterruptibly(phase, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a call failed", thrown);
        }
    }

    private void next() {
        if (stopped) {
            open.arriveAndDeregister();
            return;
        }
        contender.draw(prompts.apply(begun.getAndIncrement()), this::ended);
    }

    private void ended(@Nullable Throwable thrown) {
        if (thrown != null) {
            failure.compareAndSet(null, thrown);
            stopped = true;
        }
        ended.incrementAndGet();
        next();
    }
}
