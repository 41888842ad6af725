package club.imgeo.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Part a: what the component adds to, and saves over, what one would write without it. The server takes no time. */
final class Throughput {
    private static final String PART = "a";
    private static final int IN_FLIGHT = 64;
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 200_000;
    /**
     * On one or two processors CompletableFuture's default executor, on which the JDK's client ends each exchange, is a
     * new thread for each; with this it is a pool, as on larger machines. The bare client is to be measured at its best.
     */
    private static final String COMMON_POOL = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2";

    private static final Duration RAMP = Duration.ofMillis(200);
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private Throughput() {}

    static List<Row> run() throws IOException, InterruptedException {
        try (SandboxProcess sandbox = SandboxProcess.start("0s");
                LoadProcess imgeo = new LoadProcess("imgeo", sandbox.target(), IN_FLIGHT, LoadProcess.SMALL_HEAP);
                LoadProcess http = new LoadProcess("camel-http", sandbox.target(), IN_FLIGHT, LoadProcess.SMALL_HEAP);
                LoadProcess bare =
                        new LoadProcess("bare", sandbox.target(), IN_FLIGHT, LoadProcess.SMALL_HEAP, COMMON_POOL)) {
            List<LoadProcess> contenders = List.of(imgeo, http, bare);
            List<List<SteadyResult>> rounds = new ArrayList<>();
            for (LoadProcess each : contenders) {
                each.warmUp(IN_FLIGHT, WARM_UP);
                rounds.add(new ArrayList<>());
            }
            for (int i = 0; i < ROUNDS * contenders.size(); i++) {
                int turn = i % contenders.size();
                rounds.get(turn).add(contenders.get(turn).steady(IN_FLIGHT, RAMP, WINDOW));
            }
            return rows(rounds.get(0), rounds.get(1), rounds.get(2));
        }
    }

    private static List<Row> rows(List<SteadyResult> imgeo, List<SteadyResult> http, List<SteadyResult> bare) {
        return List.of(
                figures("imgeo:generate", imgeo),
                figures("camel-http and camel-jackson", http),
                figures("the bare JDK client", bare),
                Row.atLeast(
                        PART,
                        "exchanges per second, imgeo:generate over camel-http",
                        Median.ofRatios(imgeo, http, SteadyResult::perSecond),
                        1.2,
                        " ×",
                        Map.of()),
                Row.atLeast(
                        PART,
                        "exchanges per second, imgeo:generate over the bare client",
                        Median.ofRatios(imgeo, bare, SteadyResult::perSecond),
                        0.8,
                        " ×",
                        Map.of()),
                cpu("imgeo:generate over camel-http", imgeo, http),
                cpu("imgeo:generate over the bare client", imgeo, bare));
    }

    private static Row cpu(String who, List<SteadyResult> over, List<SteadyResult> under) {
        double ratio = Median.ofRatios(over, under, SteadyResult::cpuMicrosEach);
        return Row.plain(PART, "CPU per exchange, " + who, String.format(Locale.ROOT, "%.2f ×", ratio), Map.of());
    }

    private static Row figures(String who, List<SteadyResult> rounds) {
        String measured = String.format(
                Locale.ROOT,
                "%,.0f /s, %.0f µs CPU each",
                Median.of(rounds, SteadyResult::perSecond),
                Median.of(rounds, SteadyResult::cpuMicrosEach));
        return Row.plain(PART, who + ", " + IN_FLIGHT + " at a time", measured, Map.of("rounds", rounds));
    }
}
