package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.JournalException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of jobs against a database that fails when the test wants it to. */
class TransactionsTest {
    private final FakeDatabase shared = new FakeDatabase(true);
    private final FakeDatabase own = new FakeDatabase(false);
    private final Transactions ours = new Transactions(own, Runnable::run);
    private final Transactions theirs = new Transactions(shared, Runnable::run);

    @AfterEach
    void disconnect() {
        ours.disconnect();
        theirs.disconnect();
    }

    private static Job<Claim> claim(Intent intent, Cap... caps) {
        return change(intent.key(), books -> Protocol.claim(books, intent, List.of(caps), InDoubtPolicy.QUARANTINE));
    }

    private static <T> Job<T> change(String key, Transition<T> step) {
        return new Job<>(key, draft -> draft.make(key, step));
    }

    private static Job<List<Charge>> find(String key) {
        return new Job<>(key, draft -> draft.charges(key));
    }

    private static SQLException fault(String state) {
        return new SQLException("on purpose", state);
    }

    private static void work(Transactions transactions, Job<?>... jobs) {
        transactions.work(Arrays.asList(jobs));
    }

    private static void assertGranted(Job<Claim> claim) {
        assertThat(claim.answer).isCompletedWithValueMatching(Claim.Granted.class::isInstance);
    }

    private static void assertFails(CompletableFuture<?> answer, String message) {
        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(JournalException.class)
                .withMessageContaining(message);
    }

    @Test
    void commitsAGroupTogetherAndAnswersAfterwards() {
        Job<Claim> fox = claim(intent("a fox"));
        Job<Claim> hare = claim(intent("a hare"));
        own.beforeCommit = () -> own.done.add(fox.answer.isDone() ? "too early" : "commit");

        work(ours, fox, hare);

        assertGranted(fox);
        assertGranted(hare);
        assertThat(own.done).containsExactly("connect", "commit", "committed");
        assertThat(own.select("SELECT charge_key FROM imgeo_charge")).containsExactlyInAnyOrder("a fox", "a hare");
    }

    @Test
    void forcesToTheDiskWhatWasWrittenAndNoMore() {
        work(ours, claim(intent("a fox")));
        own.done.clear();

        work(ours, find("a fox"));
        assertThat(own.done).isEmpty();

        work(ours, claim(intent("a hare")));
        assertThat(own.done).containsExactly("committed");
    }

    @Test
    void seesWhatEarlierJobsOfItsGroupDid() {
        Job<Claim> first = claim(intent("a fox"));
        Job<Claim> second = claim(intent("a fox"));
        Job<List<Charge>> found = find("a fox");

        work(ours, first, second, found);

        assertGranted(first);
        assertThat(second.answer).isCompletedWithValueMatching(Claim.Taken.class::isInstance);
        assertThat(found.answer).isCompletedWithValueMatching(charges -> charges.size() == 1);
    }

    @Test
    void failsOnlyTheJobWhoseStepFails() {
        Job<String> failing = change("a fox", books -> {
            throw new IllegalStateException("on purpose");
        });
        Job<Claim> other = claim(intent("a hare"));

        work(ours, failing, other);

        assertThat(failing.answer).isCompletedExceptionally();
        assertGranted(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "58030"})
    void triesAgainOnAnotherConnection(String state) {
        Job<Claim> claim = claim(intent("a fox"));
        own.atCommit.add(fault(state));

        work(ours, claim);

        assertGranted(claim);
        assertThat(own.done).containsExactly("connect", "disconnect", "connect", "committed");
        assertThat(own.select("SELECT attempt FROM imgeo_charge")).containsExactly("1");
    }

    @Test
    void triesAgainWhenTheDriverBreaks() {
        Job<Claim> claim = claim(intent("a fox"));
        own.atCommit.add(new IllegalStateException("on purpose"));

        work(ours, claim);

        assertGranted(claim);
    }

    @Test
    void failsWhenTheSecondConnectionIsNoBetterAndGoesOnWithTheNextJob() {
        Job<Claim> failing = claim(intent("a fox"));
        Job<Claim> next = claim(intent("a fox"));
        own.atCommit.add(fault("08006"));
        own.atCommit.add(fault("08006"));

        work(ours, failing);
        assertFails(failing.answer, "the fake cannot be read or written: the database cannot be reached");
        work(ours, next);

        assertGranted(next);
        assertThat(own.done).containsExactly("connect", "disconnect", "connect", "disconnect", "connect", "committed");
    }

    @Test
    void doesNotTryAgainWhereTheDatabaseSaysWhy() {
        Job<Claim> claim = claim(intent("a fox"));
        own.atConnecting.add(JournalException.of("is in use", null));

        work(ours, claim);

        assertFails(claim.answer, "is in use");
        assertThat(own.done).isEmpty();
    }

    @Test
    void connectsLater() {
        Job<Claim> claim = claim(intent("a fox"));
        own.atConnecting.add(fault("08001"));

        work(ours, claim);

        assertGranted(claim);
    }

    @Test
    void failsOnlyTheJobWithAValueThatTheDatabaseDoesNotTake() {
        Job<Claim> fox = claim(intent("a fox"));
        Job<Claim> hare = claim(intent("a hare"));
        own.atCommit.add(fault("22001")); // both
        own.atCommit.add(fault("22001")); // the fox

        work(ours, fox, hare);

        assertFails(fox.answer, "does not take, or give, one of the values");
        assertGranted(hare);
        assertThat(own.select("SELECT charge_key FROM imgeo_charge")).containsExactly("a hare");
        assertThat(own.done).containsExactly("connect", "committed");
    }

    @Test
    void takesAnotherConnectionWhereTheFirstTakesNothingBack() {
        Job<Claim> claim = claim(intent("a fox"));
        own.atCommit.add(fault("22001"));
        own.atRollback.add(fault("08006"));

        work(ours, claim);

        assertGranted(claim);
        assertThat(own.done).containsExactly("connect", "disconnect", "connect", "committed");
    }

    @Test
    void makesAStepAgainWhenAnotherNodeWasFaster() {
        Transactions other = new Transactions(shared, Runnable::run);
        Intent theirIntent = intent("a fox");
        Intent intent = intent("a fox");
        List<Job<Claim>> once = new java.util.ArrayList<>(List.of(claim(theirIntent)));
        Job<Claim> claim = change("a fox", books -> {
            once.forEach(faster -> other.work(List.of(faster)));
            once.clear();
            return Protocol.claim(books, intent, List.of(), InDoubtPolicy.QUARANTINE);
        });

        work(theirs, claim);

        assertThat(claim.answer)
                .isCompletedWithValueMatching(answer -> answer instanceof Claim.Taken taken
                        && taken.charge().intent().equals(theirIntent));
        assertThat(shared.select("SELECT attempt FROM imgeo_charge")).containsExactly("1");
        other.disconnect();
    }

    @Test
    void givesUpWhenOthersAreAlwaysFaster() {
        Job<Claim> first = claim(intent("a fox"));
        work(theirs, first);
        Charge charge = ((Claim.Granted) first.answer.join()).charge();
        int[] runs = {0};
        Job<Charge> record = change("a fox", books -> {
            shared.execute("UPDATE imgeo_charge SET changed_at = DATEADD(SECOND, " + ++runs[0] + ", changed_at)");
            return Protocol.record(books, charge, DRAWN, NOON);
        });

        work(theirs, record);

        assertFails(record.answer, "the fake cannot be read or written");
        assertThat(runs[0]).isEqualTo(22);
        assertThat(shared.select("SELECT state FROM imgeo_charge")).containsExactly("INTENT");
    }

    @Test
    void countsABudgetOnAcrossItsTransactions() {
        for (String key : List.of("1", "2", "3")) {
            Job<Claim> claim = claim(intent(key), cap("12"));
            work(ours, claim);
            assertGranted(claim);
        }
        Job<Claim> beyond = claim(intent("4"), cap("12"));

        work(ours, beyond);

        assertThat(beyond.answer).isCompletedWithValueMatching(Claim.OverBudget.class::isInstance);
    }

    @Test
    void countsNothingThatWasTakenBack() {
        work(ours, claim(intent("1"), cap("8")));
        own.atCommit.add(fault("22001"));
        work(ours, claim(intent("2"), cap("8")));
        own.atCommit.add(fault("08006"));
        Job<Claim> again = claim(intent("3"), cap("8"));

        work(ours, again);

        assertGranted(again);
        assertThat(own.select("SELECT charge_key FROM imgeo_charge ORDER BY 1")).containsExactly("1", "3");
    }

    @Test
    void countsWhatOtherNodesSpendMeanwhile() {
        Transactions other = new Transactions(shared, Runnable::run);
        work(theirs, claim(intent("1"), cap("8")));
        work(other, claim(intent("2"), cap("8")));
        Job<Claim> beyond = claim(intent("3"), cap("8"));

        work(theirs, beyond);

        assertThat(beyond.answer).isCompletedWithValueMatching(Claim.OverBudget.class::isInstance);
        other.disconnect();
    }

    @Test
    void failsWhereThereIsNothingToLock() {
        shared.execute("DELETE FROM imgeo_journal");
        Job<Claim> claim = claim(intent("a fox"), cap("8"));

        work(theirs, claim);

        assertThat(claim.answer)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingRootCause()
                .withMessageContaining("imgeo_journal has no row to lock; run docs/charge-journal.sql");
    }

    @Test
    void abortsOnlyWhatIsShared() {
        work(theirs, find("a fox"));
        work(ours, find("a fox"));

        theirs.abort();
        ours.abort();

        assertThat(shared.done).contains("abort");
        assertThat(own.done).doesNotContain("abort");
    }

    @Test
    void readsAndWritesManyKeysAtOnce() {
        List<Job<Claim>> claims = java.util.stream.IntStream.range(0, 37)
                .mapToObj(i -> claim(intent("key " + i)))
                .toList();

        ours.work(Collections.unmodifiableList(claims));

        assertThat(claims).allSatisfy(TransactionsTest::assertGranted);
        assertThat(own.select("SELECT COUNT(*) FROM imgeo_charge")).containsExactly("37");
    }
}
