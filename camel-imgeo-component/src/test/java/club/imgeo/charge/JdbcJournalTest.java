package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.MINUTE;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.JournalException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening and closing, on a database in memory. */
class JdbcJournalTest {
    private final FakeDatabase database = new FakeDatabase(false);
    private final JdbcJournal journal = journal(database);

    private static JdbcJournal journal(FakeDatabase database) {
        return new JdbcJournal(database, () -> NOON, Duration.ofMillis(200));
    }

    @Test
    void letsGoOfEverythingWhenItIsClosed() {
        journal.open();
        granted(journal, intent("a fox"));

        journal.close();

        assertThat(database.done).endsWith("disconnect", "stop");
        assertThatThrownBy(() -> get(journal.find("a fox")))
                .hasCauseInstanceOf(JournalException.class)
                .hasMessageContaining("the fake is closed; open it before it is used");
    }

    @Test
    void letsGoOfEverythingWhereItCannotBeOpened() {
        database.execute("ALTER TABLE imgeo_charge DROP COLUMN reason");

        assertThatThrownBy(journal::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(
                        "the fake cannot be used: its table imgeo_charge lacks reason; see docs/charge-journal.sql");

        assertThat(database.done).containsExactly("connect", "disconnect", "stop");
    }

    @Test
    void failsToOpenWithTheRemedy() {
        database.atConnecting.add(new SQLException("on purpose", "08001"));

        assertThatThrownBy(journal::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the fake cannot be read or written: the database cannot be reached");
    }

    @Test
    void refusesTablesOfAnotherVersion() {
        journal.open();
        granted(journal, intent("a fox"));
        journal.close();
        database.execute("UPDATE imgeo_charge SET version = 2");

        assertThatThrownBy(() -> journal(database).open())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the fake cannot be used: the charge 'a fox' is of version 2");
    }

    @Test
    void makesTheTablesWhereTheyAreMissing() {
        database.execute("DROP TABLE imgeo_charge", "DROP TABLE imgeo_journal");

        journal.open();
        granted(journal, intent("a fox"));
        journal.close();

        assertThat(database.select("SELECT charge_key FROM imgeo_charge")).containsExactly("a fox");
    }

    /** Whether others may write it, and what becomes of an INTENT when it is opened. */
    @ParameterizedTest
    @CsvSource({"false, IN_DOUBT", "true, INTENT"})
    void leavesInDoubtWhatNobodyCanEndAnyMore(boolean isShared, ChargeState state) {
        FakeDatabase reopened = new FakeDatabase(isShared);
        JdbcJournal before = journal(reopened);
        before.open();
        granted(before, intent("a fox"));
        before.close();
        JdbcJournal after = journal(reopened);

        after.open();

        assertThat(get(after.find("a fox"))).extracting(Charge::state).containsExactly(state);
        assertThat(after.isShared()).isEqualTo(isShared);
        after.close();
    }

    @Test
    void refusesKeysThatADatabaseWouldChange() {
        journal.open();

        assertThatThrownBy(() -> get(journal.find("a\u0000b"))).hasCauseInstanceOf(InvalidRequestException.class);

        journal.close();
    }

    @Test
    void forgetsInPieces() {
        journal.open();
        List<CompletableFuture<Claim>> claims = java.util.stream.IntStream.range(0, 501)
                .mapToObj(i -> journal.claim(intent("key " + i), List.of(), InDoubtPolicy.QUARANTINE))
                .toList();
        claims.forEach(claim -> get(journal.record(((Claim.Granted) get(claim)).charge(), DRAWN, NOON)));
        ended(journal, intent("new", NOON.plus(MINUTE)), DRAWN);

        assertThat(get(journal.forget(NOON.plusSeconds(1)))).isEqualTo(501);

        assertThat(get(journal.find("new"))).hasSize(1);
        journal.close();
    }

    @Test
    void givesUpWhatHangsWhenItIsClosed() {
        FakeDatabase hanging = new FakeDatabase(true);
        JdbcJournal hung = journal(hanging);
        hung.open();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        hanging.beforeCommit = () -> {
            begun.complete(null);
            release.join();
        };
        CompletableFuture<List<Charge>> stuck = hung.find("a fox");
        get(begun);
        CompletableFuture<List<Charge>> queued = hung.find("a hare");

        hung.close();

        assertThat(stuck).isCompletedExceptionally();
        assertThat(queued).isCompletedExceptionally();
        assertThat(hanging.done).contains("abort");
        release.complete(null);
    }

    @Test
    void doesNotHangWhereItIsClosedByWhoGotAnAnswer() {
        journal.open();

        CompletableFuture<Void> closed = journal.find("a fox").thenAccept(found -> journal.close());

        get(closed);
        assertThat(database.done).endsWith("disconnect", "stop");
    }
}
