package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.Balance;
import club.imgeo.client.CreditOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The journal against balances that the test gives, on a clock that it moves. */
class ReconciliationTest {
    private static final Scope SCOPE = new Scope("imgeo", null, null);
    private static final Duration RETENTION = Duration.ofDays(30);

    private final MemoryJournal journal = new MemoryJournal();
    private Instant now = Instant.parse("2026-01-01T12:00:00.123456789Z");
    private int balance = 100;
    private int calls;
    private final Reconciliation reconciliation = new Reconciliation(
            () -> CompletableFuture.completedFuture(new Balance(BigDecimal.valueOf(balance))), () -> now, RETENTION);

    /** What was known and unexplained at first, what is there now, what the journal says, and what remains. */
    @ParameterizedTest
    @CsvSource({
        "100, 0, 100,  0,  0", // nothing happened
        "100, 0,  90, 10,  0", // all of it is in the journal
        "100, 0,  90,  7,  3", // a doubt that was charged, or the website
        "100, 0, 140, 10, -50", // bought
        "100, 3,  90, 10,  3", // carried on
        "100, 0,  99.5, 0.25, 0.25",
    })
    void leavesUnexplainedWhatTheJournalDoesNotSay(
            BigDecimal then, BigDecimal carried, BigDecimal today, BigDecimal spent, BigDecimal unexplained) {
        Baseline baseline = new Baseline(then, now, carried);

        assertThat(baseline.unexplained(today, spent)).isEqualByComparingTo(unexplained);
    }

    @Test
    void replacesABaselineThatIsHalfAsOldAsTheJournalRemembers() {
        Baseline baseline = new Baseline(BigDecimal.TEN, Instant.EPOCH, BigDecimal.ZERO);

        assertThat(baseline.isOld(Instant.EPOCH.plus(Duration.ofDays(15)), RETENTION))
                .isFalse();
        assertThat(baseline.isOld(Instant.EPOCH.plus(Duration.ofDays(15)).plusMillis(1), RETENTION))
                .isTrue();
        assertThat(baseline.isOld(now, null)).isFalse();
    }

    @Test
    void countsChargesOfTheVeryMomentOfTheFirstBalance() {
        reconciliation.balance().join();

        spend("a", 7);

        assertThat(report().unexplained()).isZero();
    }

    @Test
    void countsNothingThatWasSpentBefore() {
        spend("before", 7);
        now = now.plusSeconds(1);
        reconciliation.balance().join();

        JournalReport report = report();

        assertThat(report.spent()).isEqualByComparingTo("7");
        assertThat(report.unexplained()).isZero();
    }

    @Test
    void explainsADoubtOfBeforeByNothingThatIsSaidAfterwards() {
        Charge before = claim("before", 7);
        journal.record(before, new Outcome(CreditOutcome.UNKNOWN, null, null, "lost", null), now)
                .join();
        balance -= 7;
        now = now.plusSeconds(1);
        reconciliation.balance().join();

        journal.resolve("before", new Outcome(CreditOutcome.CHARGED, null, null, "seen", "Ada"), now)
                .join();

        assertThat(report().unexplained()).isZero();
    }

    @Test
    void reportsAsInDoubtWhatNobodyWaitsForAnyMore() {
        claim("dead", 7);
        assertThat(report().inFlight()).isEqualByComparingTo("7");

        now = now.plus(Duration.ofHours(1));
        claim("alive", 2);

        JournalReport report = report();
        assertThat(report.inDoubt()).isEqualByComparingTo("7");
        assertThat(report.inFlight()).isEqualByComparingTo("2");
    }

    @Test
    void staysRightWhenTheJournalForgetsWhatWasSpent() {
        reconciliation.balance().join();
        spend("a", 7);
        balance -= 3; // by others
        for (int day = 0; day < 100; day++) {
            now = now.plus(Duration.ofDays(1));
            spend("on day " + day, 1);
            journal.forget(now.minus(RETENTION)).join();
            now = now.plusSeconds(1);

            assertThat(report().unexplained()).isEqualByComparingTo("3");
        }
        assertThat(report().spent()).isLessThan(BigDecimal.valueOf(40));
    }

    @Test
    void reportsWithoutABalance() {
        Reconciliation without =
                new Reconciliation(() -> CompletableFuture.failedFuture(new IllegalStateException()), () -> now, null);
        spend("a", 7);

        JournalReport report =
                without.report(SCOPE, journal, List.of(journal), 0).join();

        assertThat(report.spent()).isEqualByComparingTo("7");
        assertThat(report.balance()).isNull();
        assertThat(report.unexplained()).isNull();
    }

    private JournalReport report() {
        return reconciliation.report(SCOPE, journal, List.of(journal), 0).join();
    }

    private void spend(String key, int credits) {
        Charge charge = claim(key, credits);
        balance -= credits;
        journal.record(charge, new Outcome(CreditOutcome.CHARGED, null, null, null, null), now)
                .join();
    }

    private Charge claim(String key, int credits) {
        Intent intent = new Intent(
                key, "hash", "a/model", BigDecimal.valueOf(credits), SCOPE, "me:" + ++calls, now, now.plusSeconds(60));
        return ((Claim.Granted) journal.claim(intent, List.of(), InDoubtPolicy.QUARANTINE)
                        .join())
                .charge();
    }
}
