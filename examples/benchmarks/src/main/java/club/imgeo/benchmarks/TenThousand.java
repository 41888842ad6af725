package club.imgeo.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Part b: ten thousand slow calls at once, from one component in a small process. */
final class TenThousand {
    private static final String PART = "b";
    private static final int CALLS = 10_000;
    private static final int LATENCY_SECONDS = 30;
    private static final double SLACK = 1.4;
    private static final int HEAP_MIB = 512;
    private static final int THREADS = 40;

    private TenThousand() {}

    static List<Row> run() throws IOException, InterruptedException {
        try (SandboxProcess sandbox = SandboxProcess.start(LATENCY_SECONDS + "s");
                LoadProcess imgeo = new LoadProcess("imgeo", sandbox.target(), CALLS, LoadProcess.SMALL_HEAP)) {
            BurstResult result = imgeo.burst(CALLS, Duration.ofMinutes(4));
            long charges = sandbox.charges();
            Map<String, ?> details = Map.of("burst", result, "charges", charges);
            String calls = String.format(Locale.ROOT, "%,d calls of %d s at once", CALLS, LATENCY_SECONDS);
            return List.of(
                    Row.atMost(
                            PART,
                            calls + ": first sent to last answered",
                            result.seconds(),
                            SLACK * LATENCY_SECONDS,
                            " s",
                            details),
                    Row.atMost(PART, calls + ": heap at most", result.peakHeapMib(), HEAP_MIB, " MiB", Map.of()),
                    Row.atMost(PART, calls + ": threads at most", result.peakThreads(), THREADS, "", Map.of()),
                    new Row(
                            PART,
                            calls + ": paid for",
                            String.valueOf(charges),
                            String.valueOf(CALLS),
                            charges == CALLS,
                            Map.of()));
        }
    }
}
