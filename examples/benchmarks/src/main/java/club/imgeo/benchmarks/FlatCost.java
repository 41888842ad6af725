package club.imgeo.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Part c: whether a call costs more the more of them are open. Each level has a latency in proportion, so that all have
 * the same number of exchanges per second and differ in nothing else.
 */
final class FlatCost {
    private static final String PART = "c";
    /** Open calls are live objects, a quarter of a GiB for the most of them, and the collector needs room beside them. */
    private static final String ROOMY = "-Xmx2g";
    /** Or what differs from level to level is how far the optimizing compiler has got, which takes it minutes. */
    private static final String QUICKLY_COMPILED = "-XX:TieredStopAtLevel=1";

    private static final int ROUNDS = 3;
    private static final int PER_SECOND = 2_500;
    private static final int WARM_UP = 50_000;
    private static final int WARM_UP_IN_FLIGHT = 64;
    private static final double FLAT = 1.25;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private FlatCost() {}

    static List<Row> run() throws IOException, InterruptedException {
        try (Level hundred = Level.of(100);
                Level thousand = Level.of(1_000);
                Level tenThousand = Level.of(10_000)) {
            List<Level> levels = List.of(hundred, thousand, tenThousand);
            for (int round = 0; round < ROUNDS; round++) {
                levels.forEach(Level::measure);
            }
            List<Row> rows = new ArrayList<>();
            Map<String, Double> micros = new LinkedHashMap<>();
            for (Level level : levels) {
                rows.add(level.row());
                micros.put(Integer.toString(level.inFlight), level.cpuMicrosEach());
            }
            double most =
                    micros.values().stream().mapToDouble(each -> each).max().orElseThrow();
            double least =
                    micros.values().stream().mapToDouble(each -> each).min().orElseThrow();
            rows.add(Row.atMost(
                    PART, "CPU per exchange, dearest level over cheapest", most / least, FLAT, " ×", micros));
            return rows;
        }
    }

    /** A sandbox and a component for one number of calls in flight. */
    private record Level(
            int inFlight, Duration latency, SandboxProcess sandbox, LoadProcess load, List<SteadyResult> rounds)
            implements AutoCloseable {

        static Level of(int inFlight) throws IOException, InterruptedException {
            long millis = inFlight * 1000L / PER_SECOND;
            // From half to one and a half of it, or all calls would for ever end in the one instant they began in.
            SandboxProcess sandbox = SandboxProcess.start("0s");
            LoadProcess load = new LoadProcess("imgeo", sandbox.target(), inFlight, ROOMY, QUICKLY_COMPILED);
            load.warmUp(WARM_UP_IN_FLIGHT, WARM_UP);
            sandbox.latency(millis / 2 + "ms-" + millis * 3 / 2 + "ms");
            Level level = new Level(inFlight, Duration.ofMillis(millis), sandbox, load, new ArrayList<>());
            level.measure(); // makes the connections, and is forgotten
            level.rounds.clear();
            return level;
        }

        void measure() {
            rounds.add(load.steady(inFlight, latency.multipliedBy(2).plusSeconds(1), WINDOW));
        }

        double cpuMicrosEach() {
            return Median.of(rounds, SteadyResult::cpuMicrosEach);
        }

        Row row() {
            String measured = String.format(
                    Locale.ROOT,
                    "%.0f µs CPU each, %,.0f /s",
                    cpuMicrosEach(),
                    Median.of(rounds, SteadyResult::perSecond));
            return Row.plain(
                    PART, String.format(Locale.ROOT, "%,d in flight", inFlight), measured, Map.of("rounds", rounds));
        }

        @Override
        public void close() {
            load.close();
            sandbox.close();
        }
    }
}
