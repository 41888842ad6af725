package club.imgeo.benchmarks;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The most that this process used while it was being looked at, twenty times a second. */
final class Peaks implements AutoCloseable {
    private static final int MILLIS = 50;

    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    private long heapBytes;
    private int osThreads;

    Peaks() {
        var unused = sampler.scheduleAtFixedRate(this::sample, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void sample() {
        heapBytes = Math.max(heapBytes, Jvm.heapBytes());
        osThreads = Math.max(osThreads, Jvm.osThreads());
    }

    synchronized double heapMib() {
        return heapBytes / 1024.0 / 1024.0;
    }

    synchronized int osThreads() {
        return osThreads;
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
