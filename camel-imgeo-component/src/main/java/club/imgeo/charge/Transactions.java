package club.imgeo.charge;

import club.imgeo.client.JournalException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off groups of jobs, each group in one transaction of its own connection. Steps are pure, so a group that cannot be
 * committed is worked off again: when another node was faster, on another connection when the first was lost, and job by
 * job when one has a value that the database does not take. To be used by one thread.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    /** Each time somebody else got on, so this is only reached where something is wrong. */
    private static final int MOST_OVERTAKEN = 20;

    private final Database database;
    private final Executor answers;
    /** Kept where nobody else writes. */
    private Sums sums = new Sums();
    /** Read by whoever gives up on this thread. */
    private volatile @Nullable Tables tables;

    /** Whether something is committed that the database has not made as safe as it can be. */
    private boolean isUnsafe;

    private boolean isInTrouble;

    Transactions(Database database, Executor answers) {
        this.database = database;
        this.answers = answers;
    }

    /** Gives every job its answer, in the end. */
    void work(List<Job<?>> group) {
        int overtaken = 0;
        boolean again = false;
        while (true) {
            Throwable why;
            try {
                if (committed(group)) {
                    recovered();
                    return;
                }
                why = new SQLException("others write the same charges all the time");
                if (++overtaken <= MOST_OVERTAKEN && rolledBack()) {
                    continue;
                }
            } catch (SQLException e) {
                why = e;
            } catch (RuntimeException | Error e) { // of a driver
                why = e;
            }
            if (why instanceof SQLException e && Trouble.isAboutAValue(e) && rolledBack()) {
                singly(group, e);
                return;
            }
            disconnect();
            if (again || why instanceof JournalException) {
                fail(group, why);
                return;
            }
            again = true;
        }
    }

    private void singly(List<Job<?>> group, SQLException why) {
        if (group.size() == 1) {
            fail(group, why);
        } else {
            group.forEach(job -> work(List.of(job)));
        }
    }

    /** Whether it was; if not, another node was faster. */
    private boolean committed(List<Job<?>> group) throws SQLException {
        Tables used = connect();
        Set<String> keys = new HashSet<>();
        for (Job<?> job : group) {
            if (job.key != null) {
                keys.add(job.key);
                keys.addAll(job.alsoReads);
            }
        }
        if (database.isShared() || keys.isEmpty()) {
            sums = new Sums(); // what is asked of all charges may change any
        }
        Draft draft = new Draft(used, keys, sums, database.isShared());
        for (Job<?> job : group) {
            job.work(draft);
            if (job.isQuestion && job.key != null && !isUnsafe && draft.isAsRead(job.key)) {
                answers.execute(job::settle); // waits for no commit, since it tells of none that is not made
            }
        }
        if (!draft.write()) {
            return false;
        }
        isUnsafe |= draft.hasWritten();
        used.commit();
        sums.add(draft.differences());
        if (isUnsafe) {
            database.committed(used.connection());
            isUnsafe = false;
        }
        group.forEach(job -> answers.execute(job::settle));
        return true;
    }

    Tables connect() throws SQLException {
        Tables known = tables;
        if (known != null) {
            return known;
        }
        Tables made = database.connect();
        made.connection().setAutoCommit(false);
        tables = made;
        isUnsafe = true; // what was committed before the last one was lost may still have to reach the disk
        return made;
    }

    private boolean rolledBack() {
        sums = new Sums();
        Tables used = tables;
        try {
            if (used != null) {
                used.rollback();
            }
            return used != null;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    void disconnect() {
        sums = new Sums();
        Tables used = tables;
        tables = null;
        if (used != null) {
            database.disconnect(used.connection());
        }
    }

    /** From any thread, for one that hangs. */
    void abort() {
        Tables used = tables;
        if (used != null && database.isShared()) {
            try {
                used.connection().abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("{} was not aborted", database.name(), e);
            }
        }
    }

    private void fail(List<Job<?>> group, Throwable why) {
        JournalException failure = Trouble.of(database.name(), why);
        if (!isInTrouble) {
            isInTrouble = true;
            LOG.error("{}: {}", failure.getMessage(), Trouble.brief(why));
            LOG.debug("It is", failure);
        }
        group.forEach(job -> answers.execute(() -> job.fail(failure)));
    }

    private void recovered() {
        if (isInTrouble) {
            isInTrouble = false;
            LOG.info("{} can be written again", database.name());
        }
    }
}
