package club.imgeo.kafka;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other on threads of a pool, and, when none is left, what is to be done then. */
final class Serial {
    private static final Logger LOG = LoggerFactory.getLogger(Serial.class);

    private final Executor pool;
    private final Runnable whenIdle;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean held = true;
    private boolean running;
    private volatile @Nullable Thread runner;

    /**
     * Runs nothing before it is released.
     *
     * @param whenIdle may submit tasks, and is then called again after them
     */
    Serial(Executor pool, Runnable whenIdle) {
        this.pool = pool;
        this.whenIdle = whenIdle;
    }

    synchronized void execute(Runnable task) {
        tasks.add(task);
        startWhereNeeded();
    }

    /** Runs no further task from now on; for a task of its own to say. */
    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        startWhereNeeded();
    }

    /** Whether this is called by one of its tasks. */
    boolean isHere() {
        return Thread.currentThread() == runner;
    }

    private void startWhereNeeded() {
        if (!held && !running && !tasks.isEmpty()) {
            running = true;
            pool.execute(this::run);
        }
    }

    private void run() {
        runner = Thread.currentThread();
        for (Runnable task = next(); task != null; task = next()) {
            attempt(task);
            if (isIdle()) {
                attempt(whenIdle);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = held ? null : tasks.poll();
        if (task == null) {
            runner = null;
            running = false;
        }
        return task;
    }

    private synchronized boolean isIdle() {
        return tasks.isEmpty() && !held;
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // must not take the others with it
            LOG.error("A task failed that must not", e);
        }
    }
}
