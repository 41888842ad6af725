package club.imgeo.attack;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.camel.Studio;
import club.imgeo.charge.Cap;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.Claim;
import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.charge.Intent;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.charge.MemoryJournal;
import club.imgeo.charge.Scope;
import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sender names a new tenant in each message, so that what a budget remembers grows and each claim takes longer. */
class ExhaustTheBudgetsMemoryTest {
    private static final Duration DAY = Duration.ofDays(1);
    private final Instant now = Instant.now();
    private static final int MOST_TENANTS = 100_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private int tenants;

    private ChargeJournal journal(String kind) {
        ChargeJournal journal = kind.equals("memory") ? new MemoryJournal() : JdbcJournal.inDirectory(directory);
        journal.open();
        return journal;
    }

    /** Claims for as many tenants that nobody has heard of. */
    private void claim(ChargeJournal journal, int count, @Nullable Duration window) {
        CompletableFuture<?>[] claims = IntStream.range(0, count)
                .mapToObj(i -> claim(journal, "tenant " + tenants++, window))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(claims).join();
    }

    private CompletableFuture<Claim> claim(ChargeJournal journal, String tenant, @Nullable Duration window) {
        Intent intent = new Intent(
                tenant + "/7",
                "hash",
                CHEAP,
                BigDecimal.ONE,
                new Scope("imgeo", "drawing", tenant),
                tenant,
                now,
                now.plusSeconds(60));
        Cap cap = new Cap(new Scope("imgeo", null, tenant), BigDecimal.TEN, window);
        return journal.claim(intent, List.of(cap), InDoubtPolicy.QUARANTINE);
    }

    /** The best of several rounds, as others use the processors, too. */
    private long nanosOf(ChargeJournal journal, int claims, @Nullable Duration window) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            claim(journal, claims, window);
            best = Math.min(best, System.nanoTime() - begin);
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource({"memory, PT24H", "memory,", "file, PT24H", "file,"})
    void makesNoClaimSlower(String kind, @Nullable Duration window) {
        try (ChargeJournal journal = journal(kind)) {
            claim(journal, 2_000, null); // until the compiler is done
            claim(journal, 100, window);
            long few = nanosOf(journal, 200, window);

            claim(journal, 20_000, window);
            long many = nanosOf(journal, 200, window);

            assertThat(many).as("ns for 200 claims; at first %s", few).isLessThan(5 * few);
        }
    }

    @Test
    void getsAClearRefusalAndKeepsNobodyFromWhatWasPaidFor() {
        MemoryJournal journal = new MemoryJournal();
        try (Studio studio = Studio.open(imgeo -> imgeo.setJournal(journal))) {
            String uri = "imgeo:generate?model=" + CHEAP + "&chargeKey=${header.order}"
                    + "&creditBudget=10&creditBudgetWindow=1d&creditBudgetPer=header:customer";
            Map<String, Object> known = Map.of("customer", "acme", "order", "7");
            Generation paid = studio.send(uri, "a fox", known).getMessage().getBody(Generation.class);
            claim(journal, MOST_TENANTS - 1, DAY);

            Exchange refused = studio.send(uri, "a hare", Map.of("customer", "one too many", "order", "7"));
            Exchange again = studio.send(uri, "a fox", known);
            Exchange another = studio.send(uri, "an owl", Map.of("customer", "acme", "order", "8"));

            assertThat(refused.getException(BudgetExceededException.class))
                    .returns(CreditOutcome.NOT_CHARGED, BudgetExceededException::creditOutcome)
                    .hasMessageContaining("creditBudgetPer: ")
                    .hasMessageContaining("100000 tenants")
                    .hasMessageContaining("'one too many'")
                    .hasMessageContaining("creditBudgetWindow");
            assertThat(studio.ledger().calls("a hare")).isZero();
            assertThat(again.getMessage().getBody(Generation.class).images()).isEqualTo(paid.images());
            assertThat(another.isFailed()).isFalse();
        }
    }
}
