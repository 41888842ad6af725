package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.JournalException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known, and a journal that does not always take it. */
class BookkeeperTest {
    private final FakeJournal journal = new FakeJournal();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private Instant now = NOON;
    private final Bookkeeper books = new Bookkeeper(journal, () -> now, (delay, task) -> {
        pauses.add(delay);
        later.add(task);
    });

    private CompletableFuture<Claim> claim(Intent intent) {
        return books.claim(intent, null, List.of(), InDoubtPolicy.QUARANTINE);
    }

    /** An outcome that the journal does not take. */
    private CompletableFuture<Charge> owed(Charge charge) {
        journal.isAway = true;
        CompletableFuture<Charge> written = books.record(charge, DRAWN);
        assertThat(written).isNotDone();
        return written;
    }

    private void goOn() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void passesOnWhatTheJournalSays() {
        Intent intent = intent("a fox");

        CompletableFuture<Claim> claim = claim(intent);

        assertThat(claim).isCompletedWithValueMatching(Claim.Granted.class::isInstance);
        assertThat(claim(intent("a fox"))).isCompletedWithValueMatching(Claim.Taken.class::isInstance);
        assertThat(books.find("a fox"))
                .isCompletedWithValueMatching(found -> found.equals(journal.charges("a fox")) && found.size() == 1);
        assertThat(books.trouble()).isEmpty();
    }

    @Test
    void passesOnTheBudgetsAndThePolicy() {
        granted(journal, intent("a fox"));
        Intent overdue = intent("a fox", NOON.plusSeconds(120));

        CompletableFuture<Claim> beyond = books.claim(overdue, null, List.of(Journals.cap("7")), InDoubtPolicy.RETRY);
        CompletableFuture<Claim> within = books.claim(overdue, null, List.of(Journals.cap("8")), InDoubtPolicy.RETRY);

        assertThat(beyond).isCompletedWithValueMatching(Claim.OverBudget.class::isInstance);
        assertThat(within).isCompletedWithValueMatching(Claim.Granted.class::isInstance);
    }

    @Test
    void writesAnOutcomeDownAtItsMoment() {
        Charge charge = granted(journal, intent("a fox"));
        now = NOON.plusSeconds(5);

        CompletableFuture<Charge> written = books.record(charge, DRAWN);

        assertThat(written).isCompletedWithValue(charge.with(DRAWN, NOON.plusSeconds(5)));
        assertThat(journal.charge("a fox")).isEqualTo(charge.with(DRAWN, NOON.plusSeconds(5)));
        assertThat(later).isEmpty();
    }

    @Test
    void triesAgainEachSecondUntilAnOutcomeIsWritten() {
        CompletableFuture<Charge> written = owed(granted(journal, intent("a fox")));

        goOn();
        goOn();
        assertThat(written).isNotDone();
        journal.isAway = false;
        goOn();

        assertThat(written).isCompleted();
        assertThat(journal.charge("a fox").state()).isEqualTo(ChargeState.DONE);
        assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(1));
        assertThat(later).isEmpty();
    }

    @Test
    void takesNoNewWorkWhileOutcomesWait() {
        Charge fox = granted(journal, intent("a fox"));
        Charge hare = granted(journal, intent("a hare"));
        var unused = List.of(owed(fox), owed(hare));
        journal.isAway = false;

        CompletableFuture<Claim> claim = claim(intent("an owl"));

        assertThat(claim)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(JournalException.class)
                .withMessageContaining(
                        "the charge journal takes no outcomes, and 2 wait; nothing is sent until it does");
        assertThat(books.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).contains("and 2 wait"));
        assertThat(journal.charges("an owl")).isEmpty();
        goOn();
        assertThat(books.trouble()).isEmpty();
        assertThat(claim(intent("an owl"))).isCompletedWithValueMatching(Claim.Granted.class::isInstance);
    }

    @Test
    void tellsOfAJournalThatFailsUntilItAnswers() {
        journal.isAway = true;

        CompletableFuture<List<Charge>> found = books.find("a fox");

        assertThat(found).isCompletedExceptionally();
        assertThat(books.trouble()).hasValueSatisfying(trouble -> assertThat(trouble)
                .startsWith("the charge journal fails, so nothing is sent: ")
                .contains("the journal is away"));
        assertThat(claim(intent("a fox"))).isCompletedExceptionally();
        journal.isAway = false;
        assertThat(claim(intent("a fox"))).isCompleted();
        assertThat(books.trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotTakeABadKeyForAJournalThatFails(boolean isWrapped) {
        CompletableFuture<List<Charge>> refused =
                CompletableFuture.failedFuture(InvalidRequestException.before(List.of("chargeKey: is too long")));
        Bookkeeper strict = new Bookkeeper(
                new Passing(journal) {
                    @Override
                    public CompletableFuture<List<Charge>> find(String key) {
                        return isWrapped ? refused.thenApply(List::copyOf) : refused;
                    }
                },
                () -> now,
                (delay, task) -> later.add(task));

        assertThat(strict.find("a fox")).isCompletedExceptionally();

        assertThat(strict.trouble()).isEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void takesBackAnIntentThatMayBeWritten() {
        Intent intent = intent("a fox");
        granted(journal, intent);
        journal.isAway = true;

        books.withdraw(intent);

        assertThat(books.trouble()).isPresent();
        journal.isAway = false;
        now = NOON.plusSeconds(5);
        goOn();
        assertThat(books.trouble()).isEmpty();
        assertThat(journal.charge("a fox")).satisfies(charge -> {
            assertThat(charge.state()).isEqualTo(ChargeState.REFUSED);
            assertThat(charge.changedAt()).isEqualTo(NOON.plusSeconds(5));
        });
    }

    @Test
    void givesUpWhatCannotBeWrittenWhenItIsClosed() {
        Charge charge = granted(journal, intent("a fox"));
        CompletableFuture<Charge> written = owed(charge);

        books.close();

        assertThat(written).isCompletedWithValue(charge.with(DRAWN, NOON));
        assertThat(books.trouble()).isEmpty();
    }

    @Test
    void writesNothingThatItGaveUp() {
        var unused = owed(granted(journal, intent("a fox")));
        books.close();
        journal.isAway = false;

        goOn();

        assertThat(journal.charge("a fox").state()).isEqualTo(ChargeState.INTENT);
    }

    @Test
    void givesUpAtOnceWhatCannotBeWrittenWhenItIsClosedAlready() {
        Charge charge = granted(journal, intent("a fox"));
        journal.isAway = true;
        books.close();

        CompletableFuture<Charge> written = books.record(charge, REFUSED);

        assertThat(written).isCompletedWithValue(charge.with(REFUSED, NOON));
        assertThat(books.trouble()).isEmpty();
    }

    @Test
    void stillWritesWhatCanBeWrittenWhenItIsClosed() {
        Charge charge = granted(journal, intent("a fox"));
        books.close();

        assertThat(books.record(charge, DRAWN)).isCompleted();

        assertThat(journal.charge("a fox").state()).isEqualTo(ChargeState.DONE);
    }
}
