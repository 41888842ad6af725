package club.imgeo.charge;

import club.imgeo.client.JournalException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that works with the database, from {@link #start} to {@link #stop}. What comes while it commits, it does
 * together in the next transaction. Answers are given on a second thread, so that whoever goes on there does not hold it
 * up. Jobs may come from any thread.
 */
final class JournalThread {
    private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);
    private static final int MOST_TOGETHER = 256;
    private static final Job<?> END = new Job<>(null, draft -> 0);

    private final Database database;
    private final Duration patience;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final ExecutorService answers = Executors.newSingleThreadExecutor(this::answering);
    private final Transactions transactions;
    private final Thread thread;
    private volatile List<Job<?>> current = List.of();
    private volatile @Nullable Thread answering;
    private boolean stopped;

    /** @param patience with what is queued, at the end */
    JournalThread(Database database, Duration patience) {
        this.database = database;
        this.patience = patience;
        transactions = new Transactions(database, answers);
        thread = new Thread(this::run, "imgeo-journal");
        thread.setDaemon(true);
    }

    private Thread answering(Runnable task) {
        Thread made = new Thread(task, "imgeo-journal-answers");
        made.setDaemon(true);
        answering = made;
        return made;
    }

    /** @throws JournalException with the remedy, where the database cannot be used */
    void start(InstantSource clock) {
        try {
            Tables tables = transactions.connect();
            new Schema(tables, database.name()).prepare();
            int orphans = database.isShared() ? 0 : Orphans.doubt(tables, clock.instant());
            if (orphans > 0) {
                LOG.warn(
                        "{} has {} charges in doubt, since the process ended before their outcome",
                        database.name(),
                        orphans);
            }
        } catch (SQLException | RuntimeException e) {
            transactions.disconnect();
            database.stop();
            answers.shutdown();
            throw Trouble.of(database.name(), e);
        }
        thread.start();
    }

    <T> CompletableFuture<T> ask(Job<T> job) {
        synchronized (queue) {
            if (stopped) {
                job.fail(closed(database));
            } else {
                queue.add(job);
            }
        }
        return job.answer;
    }

    static JournalException closed(Database database) {
        return JournalException.of(database.name() + " is closed; open it before it is used", null);
    }

    private void run() {
        List<Job<?>> group = new ArrayList<>();
        do {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                LOG.debug("Nobody is meant to interrupt this thread", e);
                continue;
            }
            addWhatHasCome(group);
        } while (workedOff(group));
        transactions.disconnect();
        database.stop();
        answers.shutdown();
    }

    /** What is asked of all charges has a transaction of its own. */
    private void addWhatHasCome(List<Job<?>> group) {
        while (group.get(group.size() - 1).key != null && group.size() < MOST_TOGETHER) {
            Job<?> next = queue.peek();
            if (next == null || next.key == null) {
                return;
            }
            group.add(queue.remove());
        }
    }

    private boolean workedOff(List<Job<?>> group) {
        if (group.get(0) == END) {
            return false;
        }
        current = List.copyOf(group);
        try {
            transactions.work(current);
        } catch (RuntimeException | Error e) { // or nobody would ever be answered again
            LOG.error("{} failed in a way that is not foreseen", database.name(), e);
            JournalException failure = Trouble.of(database.name(), e);
            group.forEach(job -> answers.execute(() -> job.fail(failure)));
        }
        current = List.of();
        return true;
    }

    /** Works off what is queued, as long as that does not take for ever; gives up the rest. */
    void stop() {
        synchronized (queue) {
            stopped = true;
            queue.add(END);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                giveUp();
            } else if (Thread.currentThread() != answering) {
                long left = Math.max(0, deadline - System.nanoTime());
                if (!answers.awaitTermination(left, TimeUnit.NANOSECONDS)) {
                    LOG.warn("Who waited for {} has not gone on yet", database.name());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp();
        }
    }

    private void giveUp() {
        List<Job<?>> rest = new ArrayList<>(current);
        queue.drainTo(rest);
        rest.remove(END);
        queue.add(END);
        LOG.error("{} did not take {} changes in time, and is closed all the same", database.name(), rest.size());
        transactions.abort();
        rest.forEach(job -> job.fail(closed(database)));
    }
}
