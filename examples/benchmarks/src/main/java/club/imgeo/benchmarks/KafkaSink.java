package club.imgeo.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Part f: the Kafka sink, one task of it in a distributed worker with a small heap. */
final class KafkaSink implements AutoCloseable {
    private static final String PART = "f";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int HEAP_MIB = 256;

    private static final int FIRST = 200;
    private static final int WARM_UP = 5_000;
    private static final int ROUND = 20_000;
    private static final double PER_SECOND = 1_500;
    private static final int JOURNAL = 100_000;
    private static final Duration READY = Duration.ofSeconds(5);
    private static final Pattern READ = Pattern.compile("The journal of (.*) is read: (\\d+) keys in (\\d+) ms");

    private static final int IN_FLIGHT = 1_000;
    private static final Map<String, String> MANY = Map.of("imgeo.max.in.flight", Integer.toString(IN_FLIGHT));
    private static final Duration LATENCY = Duration.ofSeconds(2);
    private static final int ROUNDS_OF_LATENCY = 2;
    private static final double SLACK = 1.25;
    private static final Duration LONG_LATENCY = Duration.ofSeconds(8);
    private static final int THREADS = 40;

    private final SandboxProcess sandbox;
    private final SinkCluster cluster;
    private final List<Row> rows = new ArrayList<>();
    private int records;
    private int wrong;

    private KafkaSink(SandboxProcess sandbox, SinkCluster cluster) {
        this.sandbox = sandbox;
        this.cluster = cluster;
    }

    static List<Row> run() throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch();
                SandboxProcess sandbox = SandboxProcess.start("200ms");
                KafkaSink sink = new KafkaSink(
                        sandbox, new SinkCluster(scratch.resolve("kafka"), sandbox, "-Xmx" + HEAP_MIB + "m"))) {
            return sink.measure();
        }
    }

    private List<Row> measure() throws IOException, InterruptedException {
        List<String> before = cluster.jcmd().threads();
        try {
            first();
            throughputAndStart();
            slow();
            footprint(before);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + cluster.endOfLog(), e);
        }
        rows.add(Row.atMost(PART, text("of %,d records, not paid for exactly once", records), wrong, 0, "", Map.of()));
        return rows;
    }

    /** As the sinks in use were measured: a worker that has just been started, and nothing set. */
    private void first() throws IOException, InterruptedException {
        String what = FIRST + " records of 200 ms, by default: first call to last result";
        Burst burst = burst("first", FIRST, Map.of());
        rows.add(Row.plain(PART, what, text("%.2f s", burst.seconds()), burst.details()));
    }

    private void throughputAndStart() throws IOException, InterruptedException {
        sandbox.latency("0s");
        long sequence = sandbox.sequence();
        try (Pipeline pipeline = new Pipeline("quick", cluster, MANY)) {
            pipeline.produce(0, JOURNAL);
            pipeline.start();
            var unused = pipeline.results(WARM_UP, PATIENCE);
            Duration cpu = cluster.workersCpu();
            List<Instant> times = pipeline.results(JOURNAL, PATIENCE);
            cpu = cluster.workersCpu().minus(cpu);
            List<Double> rounds = new ArrayList<>();
            for (int end = WARM_UP + ROUND; end <= JOURNAL; end += ROUND) {
                rounds.add(ROUND / seconds(times.get(end - ROUND - 1), times.get(end - 1)));
            }
            String what = text("records of no latency, %,d after %,d", ROUND, WARM_UP);
            rows.add(Row.atLeast(PART, what, rounds.get(0), PER_SECOND, " /s", Map.of("rounds", rounds)));
            what = text("records of no latency, the worker's CPU over the other %,d", JOURNAL - WARM_UP);
            rows.add(Row.plain(PART, what, text("%d µs each", cpu.toNanos() / 1_000 / (JOURNAL - WARM_UP)), Map.of()));

            pipeline.stop();
            pipeline.produce(JOURNAL, 1);
            Instant resumed = Instant.now();
            pipeline.resume();
            double ready =
                    seconds(resumed, pipeline.results(JOURNAL + 1, PATIENCE).get(JOURNAL));
            what = text("task with %,d charges in its journal: start to first result", JOURNAL);
            rows.add(Row.atMost(PART, what, ready, (double) READY.toSeconds(), " s", Map.of()));
            rows.add(Row.plain(PART, "of which reading the journal", lastReading("quick-prompts-0"), Map.of()));
            what = text("heap in use with %,d charges in the journal", JOURNAL);
            rows.add(Row.plain(PART, what, text("%.0f MiB", cluster.jcmd().liveHeapMib()), Map.of()));
        }
        judge(sequence, JOURNAL + 1);
    }

    private String lastReading(String source) {
        List<String> found = new ArrayList<>();
        for (String line : cluster.log()) {
            Matcher read = READ.matcher(line);
            if (read.find() && read.group(1).equals(source)) {
                found.add(text("%,d keys in %s ms", Integer.parseInt(read.group(2)), read.group(3)));
            }
        }
        return found.get(found.size() - 1);
    }

    private void slow() throws IOException, InterruptedException {
        sandbox.latency(LATENCY.toSeconds() + "s");
        int count = ROUNDS_OF_LATENCY * IN_FLIGHT;
        String what = text(
                "%,d records of %d s, %,d in flight: first call to last result", count, LATENCY.toSeconds(), IN_FLIGHT);
        Burst burst = burst("slow", count, MANY);
        double target = SLACK * ROUNDS_OF_LATENCY * LATENCY.toSeconds();
        rows.add(Row.atMost(PART, what, burst.seconds(), target, " s", burst.details()));
    }

    /** When calls arrived and results could be read, in seconds after the first call; of records that were there before. */
    private record Burst(List<Double> calls, List<Double> results) {
        double seconds() {
            return results.get(results.size() - 1);
        }

        /** At every tenth of it. */
        Map<String, ?> details() {
            return Map.of("calls", tenths(calls), "results", tenths(results));
        }

        private static List<Double> tenths(List<Double> all) {
            List<Double> some = new ArrayList<>();
            for (int tenth = 1; tenth <= 10; tenth++) {
                some.add(all.get(all.size() * tenth / 10 - 1));
            }
            return some;
        }
    }

    private Burst burst(String name, int count, Map<String, String> options) throws IOException, InterruptedException {
        long sequence = sandbox.sequence();
        try (Pipeline pipeline = new Pipeline(name, cluster, options)) {
            pipeline.produce(0, count);
            pipeline.start();
            List<Instant> results = pipeline.results(count, PATIENCE);
            List<Instant> calls = judge(sequence, count).timesOfCharges();
            return new Burst(after(calls.get(0), calls), after(calls.get(0), results));
        }
    }

    private static List<Double> after(Instant begin, List<Instant> times) {
        return times.stream().map(time -> seconds(begin, time)).toList();
    }

    private void footprint(List<String> before) throws IOException, InterruptedException {
        sandbox.latency(LONG_LATENCY.toSeconds() + "s");
        long sequence = sandbox.sequence();
        List<String> most = List.of();
        double heap;
        try (Pipeline pipeline = new Pipeline("wide", cluster, MANY)) {
            pipeline.produce(0, IN_FLIGHT);
            pipeline.start();
            long charges = 0;
            while (charges < IN_FLIGHT) {
                List<String> more = cluster.jcmd().threadsBeside(before);
                most = more.size() > most.size() ? more : most;
                charges = sandbox.bill(sequence).charges();
            }
            heap = cluster.jcmd().liveHeapMib();
            List<String> more = cluster.jcmd().threadsBeside(before);
            most = more.size() > most.size() ? more : most;
            var unused = pipeline.results(IN_FLIGHT, PATIENCE);
        }
        judge(sequence, IN_FLIGHT);
        String what = text("%,d in flight: ", IN_FLIGHT);
        Map<String, ?> names = Map.of("threads", new TreeSet<>(most));
        rows.add(Row.atMost(PART, what + "threads more than without the connector", most.size(), THREADS, "", names));
        rows.add(Row.atMost(PART, what + "heap in use, of " + HEAP_MIB + " MiB", heap, HEAP_MIB, " MiB", Map.of()));
    }

    private Bill judge(long sequence, int count) throws IOException, InterruptedException {
        Bill bill = sandbox.bill(sequence);
        records += count;
        wrong += bill.wrong(count);
        return bill;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
