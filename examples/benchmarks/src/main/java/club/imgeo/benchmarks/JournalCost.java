package club.imgeo.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Part e: what it costs to write down what is paid for, before and after each call, and to keep it. */
final class JournalCost {
    private static final String PART = "e";
    private static final int FEW = 64;
    private static final int MANY = 500;
    /** Fewer leave the compiler at work during the rounds, and then what is measured is how far it has got. */
    private static final int WARM_UP = 200_000;

    private static final int ROUNDS = 7;
    private static final int SLOW_ROUNDS = 5;
    private static final Duration RAMP = Duration.ofMillis(200);
    private static final Duration WINDOW = Duration.ofMillis(1_500);
    private static final Duration SLOW_RAMP = Duration.ofMillis(700);
    private static final Duration SLOW_WINDOW = Duration.ofSeconds(2);
    private static final double NEARLY_FREE = 0.95;
    private static final double HARDLY_SLOWER = 0.9;

    private JournalCost() {}

    static List<Row> run() throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch();
                Child postgres = Postgres.start(scratch.resolve("postgresql"));
                SandboxProcess sandbox = SandboxProcess.start("0s");
                Journal off = new Journal("off", "off", sandbox);
                Journal memory = new Journal("memory", "memory", sandbox);
                Journal files = new Journal("H2 in files", "file:" + scratch.resolve("h2"), sandbox);
                Journal server = new Journal("PostgreSQL", postgres.read(), sandbox)) {
            List<Journal> journals = List.of(off, memory, files, server);
            for (Journal each : journals) {
                each.load.warmUp(FEW, WARM_UP);
            }
            for (int i = 0; i < ROUNDS * journals.size(); i++) {
                Journal turn = journals.get(i % journals.size());
                turn.measure(turn.quick, FEW, RAMP, WINDOW);
            }
            // 200 ms in the mean, or all calls would for ever end in the one instant they began in.
            sandbox.latency("100ms-300ms");
            for (Journal each : journals) {
                each.measure(new ArrayList<>(), MANY, SLOW_RAMP, SLOW_WINDOW); // makes the connections
            }
            for (int i = 0; i < SLOW_ROUNDS * journals.size(); i++) {
                Journal turn = journals.get(i % journals.size());
                turn.measure(turn.slow, MANY, SLOW_RAMP, SLOW_WINDOW);
            }
            return rows(journals);
        }
    }

    private static List<Row> rows(List<Journal> journals) {
        Journal off = journals.get(0);
        Journal memory = journals.get(1);
        List<Row> rows = new ArrayList<>();
        for (Journal each : journals) {
            rows.add(each.figures(FEW + " at a time", each.quick));
        }
        for (Journal each : journals.subList(1, journals.size())) {
            rows.add(each.over(off, "no latency", journal -> journal.quick, each == memory ? NEARLY_FREE : 0));
        }
        for (Journal each : journals) {
            rows.add(each.figures(MANY + " in flight of 200 ms", each.slow));
        }
        for (Journal each : journals.subList(1, journals.size())) {
            rows.add(each.over(off, "200 ms", journal -> journal.slow, each == memory ? 0 : HARDLY_SLOWER));
        }
        int calls = journals.stream().mapToInt(journal -> journal.calls).sum();
        int wrong = journals.stream().mapToInt(journal -> journal.wrong).sum();
        String what = String.format(Locale.ROOT, "of %,d keys, not paid for exactly once", calls);
        rows.add(Row.atMost(PART, what, wrong, 0, "", Map.of()));
        return rows;
    }

    /** A component with one kind of journal, and what it came to. */
    private static final class Journal implements AutoCloseable {
        private final String name;
        private final SandboxProcess sandbox;
        private final LoadProcess load;
        private final List<SteadyResult> quick = new ArrayList<>();
        private final List<SteadyResult> slow = new ArrayList<>();
        private int calls;
        private int wrong;

        Journal(String name, String option, SandboxProcess sandbox) {
            this.name = name;
            this.sandbox = sandbox;
            load = new LoadProcess(Contender.JOURNAL + option, sandbox.target(), MANY, LoadProcess.SMALL_HEAP);
        }

        void measure(List<SteadyResult> rounds, int inFlight, Duration ramp, Duration window)
                throws IOException, InterruptedException {
            long before = sandbox.sequence();
            SteadyResult result = load.steadyUnlike(inFlight, ramp, window);
            rounds.add(result);
            calls += result.calls();
            wrong += sandbox.bill(before).wrong(result.calls());
        }

        Row figures(String load, List<SteadyResult> rounds) {
            String measured = String.format(
                    Locale.ROOT,
                    "%,.0f /s, %.0f µs CPU each",
                    Median.of(rounds, SteadyResult::perSecond),
                    Median.of(rounds, SteadyResult::cpuMicrosEach));
            return Row.plain(PART, "journal " + name + ", " + load, measured, Map.of("rounds", rounds));
        }

        /** @param target 0 for none */
        Row over(Journal off, String latency, Function<Journal, List<SteadyResult>> rounds, double target) {
            String what = "exchanges per second at " + latency + ", " + name + " over off";
            double ratio = Median.ofRatios(rounds.apply(this), rounds.apply(off), SteadyResult::perSecond);
            return target == 0
                    ? Row.plain(PART, what, String.format(Locale.ROOT, "%.2f ×", ratio), Map.of())
                    : Row.atLeast(PART, what, ratio, target, " ×", Map.of());
        }

        @Override
        public void close() {
            load.close();
        }
    }
}
