package club.imgeo.charge;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a database. It has one connection, and transactions of its own, whatever those of a route do. Safe for use
 * by many threads, none of which it blocks but in {@link #open} and {@link #close}; what they ask at the same time is
 * committed together.
 *
 * <p>When a future completes, what it says is committed: in a directory it is forced to the disk, in PostgreSQL it is as
 * safe as the server makes it. A connection that is lost is made again. Where that does not help, futures fail with
 * {@link club.imgeo.client.JournalException}, which names the remedy, and each later call tries to connect again. A key
 * that a database could not give back as it was fails with {@link club.imgeo.client.InvalidRequestException}.
 *
 * <p>Moments are kept in microseconds, credits with at most 20 places and without zeros at the end; what is no character
 * in other texts becomes U+FFFD. The tables are made where they are missing and that is allowed; they hold neither prompts
 * nor API keys.
 */
public final class JdbcJournal implements ChargeJournal {
    private static final Duration MOST_FOR_CONNECTING = Duration.ofSeconds(30);
    private static final Duration MOST_FOR_CLOSING = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource clock;
    private final Duration mostForClosing;
    private int users;
    private @Nullable volatile JournalThread thread;

    JdbcJournal(Database database, InstantSource clock, Duration mostForClosing) {
        this.database = database;
        this.clock = clock;
        this.mostForClosing = mostForClosing;
    }

    /**
     * In the file {@code imgeo-charges.mv.db} of a directory, which is made if need be. It needs
     * {@code com.h2database:h2}, and belongs to the one object that has it open: to open it elsewhere meanwhile fails.
     * Charges whose process ended before their outcome are in doubt as soon as it is opened.
     */
    public static JdbcJournal inDirectory(Path directory) {
        return new JdbcJournal(new H2Files(directory), InstantSource.system(), MOST_FOR_CLOSING);
    }

    /**
     * In a database that several nodes may share. Tested with PostgreSQL; what is sent to it is plain SQL, so others may
     * do, with tables made by hand after {@code docs/charge-journal.sql}.
     *
     * @param database gives plain connections, which no transaction manager takes part in; one of them is kept until the
     *     journal is closed
     */
    public static JdbcJournal in(DataSource database) {
        return new JdbcJournal(
                new DatabaseServer(database, null, MOST_FOR_CONNECTING), InstantSource.system(), MOST_FOR_CLOSING);
    }

    /**
     * The same, with the tables in this schema of a PostgreSQL. Its owner is trusted, and so is each role to which the
     * right to create tables in it was granted, unless that is everyone. Without a schema, the tables are found by the
     * search path, and must belong to the user of the connection, a role of this user, the owner of the database, or a
     * superuser.
     */
    public static JdbcJournal in(DataSource database, String schema) {
        return new JdbcJournal(
                new DatabaseServer(database, schema, MOST_FOR_CONNECTING), InstantSource.system(), MOST_FOR_CLOSING);
    }

    @Override
    public synchronized void open() {
        if (users == 0) {
            JournalThread made = new JournalThread(database, mostForClosing);
            made.start(clock);
            thread = made;
        }
        users++;
    }

    @Override
    public boolean isShared() {
        return database.isShared();
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        return ask(key, step.alsoReads(), false, draft -> draft.make(key, step));
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return ask(key, Set.of(), true, draft -> draft.charges(key));
    }

    @Override
    public CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        return ask(null, Set.of(), false, draft -> Reports.inDoubt(draft.tables(), most, now));
    }

    @Override
    public CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return ask(null, Set.of(), false, draft -> Reports.totals(draft.tables(), scope, since));
    }

    /** Goes about it in pieces, between which others get their turn. */
    @Override
    public CompletableFuture<Integer> forget(Instant before) {
        return forget("", before, 0);
    }

    private CompletableFuture<Integer> forget(String last, Instant before, int sofar) {
        CompletableFuture<List<String>> some =
                ask(null, Set.of(), false, draft -> Reports.forget(draft.tablesToWrite(), last, before));
        return some.thenCompose(keys -> keys.isEmpty()
                ? CompletableFuture.completedFuture(sofar)
                : forget(keys.get(keys.size() - 1), before, sofar + keys.size()));
    }

    private <T> CompletableFuture<T> ask(
            @Nullable String key, Set<String> alsoReads, boolean isQuestion, Job.Work<T> work) {
        JournalThread running = thread;
        if (running == null) {
            return CompletableFuture.failedFuture(JournalThread.closed(database));
        }
        try {
            alsoReads.forEach(Storable::key);
            return running.ask(new Job<>(key == null ? null : Storable.key(key), alsoReads, isQuestion, work));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The last who closes it waits until what was asked before is committed, but not for more than 5 s. */
    @Override
    public synchronized void close() {
        JournalThread running = thread;
        if (running != null && --users == 0) {
            thread = null;
            running.stop();
        }
    }
}
