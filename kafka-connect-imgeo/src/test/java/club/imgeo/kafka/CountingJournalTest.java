package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Charge;
import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.charge.Intent;
import club.imgeo.charge.MemoryJournal;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Scope;
import club.imgeo.client.CreditOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountingJournalTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Counts counts = new Counts();
    private final CountingJournal journal = new CountingJournal(new MemoryJournal(), counts);

    @Test
    void countsARefundOnceHoweverOftenItIsWritten() {
        Charge charge = claimed();

        var unused = journal.record(charge, outcome(CreditOutcome.REFUNDED, null), NOW);
        unused = journal.record(charge, outcome(CreditOutcome.REFUNDED, null), NOW);

        assertThat(counts.creditsRefunded()).isEqualTo("4");
    }

    @Test
    void countsTheRefundOfEachAttempt() {
        var unused = journal.record(claimed(), outcome(CreditOutcome.REFUNDED, null), NOW);
        unused = journal.record(claimed(), outcome(CreditOutcome.REFUNDED, null), NOW);

        assertThat(counts.creditsRefunded()).isEqualTo("8");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUNDED")
    void countsNothingElse(CreditOutcome outcome) {
        var unused = journal.record(claimed(), outcome(outcome, null), NOW);

        assertThat(counts.creditsRefunded()).isZero();
    }

    @Test
    void countsNoRefundOnSomebodysWord() {
        var unused = journal.record(claimed(), outcome(CreditOutcome.REFUNDED, "Anna"), NOW);

        assertThat(counts.creditsRefunded()).isZero();
    }

    private Charge claimed() {
        Intent intent = new Intent(
                "prompts/0/7",
                "hash",
                "google/imagen-4",
                new BigDecimal("4"),
                new Scope("imgeo", null, null),
                "claimant " + counts.creditsRefunded(),
                NOW,
                NOW.plusSeconds(60));
        var unused = journal.claim(intent, List.of(), InDoubtPolicy.QUARANTINE);
        List<Charge> charges = journal.find("prompts/0/7").join();
        return charges.get(charges.size() - 1);
    }

    private static Outcome outcome(CreditOutcome outcome, @Nullable String resolvedBy) {
        return new Outcome(outcome, null, null, "failed", resolvedBy);
    }
}
