package club.imgeo.benchmarks;

import club.imgeo.charge.Cap;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.charge.Intent;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.charge.MemoryJournal;
import club.imgeo.charge.Scope;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Part g: what a claim costs when each comes from a tenant that nobody has heard of, with few and with many before it. */
final class TenantCost {
    private static final String PART = "g";
    private static final int FEW = 100;
    private static final int MANY = 20_000;
    private static final int WARM_UP = 5_000;
    private static final int CLAIMS = 500;
    private static final int ROUNDS = 7;
    private static final double FLAT = 2;

    private final ChargeJournal journal;
    private int tenants;

    private TenantCost(ChargeJournal journal) {
        this.journal = journal;
    }

    static List<Row> run() throws IOException {
        List<Row> rows = new ArrayList<>();
        measure("memory", new MemoryJournal(), rows);
        try (Scratch scratch = new Scratch()) {
            measure("H2 in files", JdbcJournal.inDirectory(scratch.resolve("tenants")), rows);
        }
        return rows;
    }

    private static void measure(String name, ChargeJournal journal, List<Row> rows) {
        journal.open();
        try (journal) {
            TenantCost cost = new TenantCost(journal);
            cost.claim(WARM_UP, null);
            Duration window = Duration.ofDays(1);
            cost.claim(FEW, window);
            double few = cost.microsEach(window);
            cost.claim(MANY, window);
            double many = cost.microsEach(window);
            String of = "journal " + name + ", claim of a new tenant, ";
            rows.add(Row.plain(PART, of + FEW + " before", micros(few), Map.of("micros", few)));
            rows.add(Row.plain(PART, of + MANY + " before", micros(many), Map.of("micros", many)));
            rows.add(Row.atMost(PART, of + "many over few", many / few, FLAT, " ×", Map.of()));
        }
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, "%.0f µs", micros);
    }

    private double microsEach(Duration window) {
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            claim(CLAIMS, window);
            rounds.add((System.nanoTime() - begin) / 1000.0 / CLAIMS);
        }
        return Median.of(rounds, each -> each);
    }

    private void claim(int count, @Nullable Duration window) {
        CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(i -> claim("tenant " + tenants++, window))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private CompletableFuture<?> claim(String tenant, @Nullable Duration window) {
        Instant now = Instant.now();
        Intent intent = new Intent(
                tenant + "/7",
                "hash",
                "a/model",
                BigDecimal.ONE,
                new Scope("imgeo", "drawing", tenant),
                tenant,
                now,
                now.plusSeconds(60));
        Cap cap = new Cap(new Scope("imgeo", null, tenant), BigDecimal.TEN, window);
        return journal.claim(intent, List.of(cap), InDoubtPolicy.QUARANTINE);
    }
}
