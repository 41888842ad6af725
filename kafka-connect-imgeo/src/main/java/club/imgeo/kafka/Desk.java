package club.imgeo.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Where other threads leave what only the task's thread may do. Safe for use by many threads, but for {@link #work}. */
final class Desk {
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Waiting waiting = new Waiting();
    private final AtomicReference<@Nullable ConnectException> failure = new AtomicReference<>();

    /** Leaves a task. */
    void leave(Runnable task) {
        inbox.add(task);
    }

    /** Leaves a record that is to be tried again. */
    void again(Job job, Duration delay) {
        long due = System.nanoTime() + delay.toNanos();
        inbox.add(() -> {
            job.assignment().rest();
            if (!job.assignment().isClosed()) {
                waiting.add(job, due);
            }
        });
    }

    /** Has the task fail. */
    void fail(String message, @Nullable Throwable cause) {
        failure.compareAndSet(null, new ConnectException(message, cause));
    }

    /** @throws ConnectException where the task is to fail */
    void work() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            task.run();
        }
        ConnectException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    List<Job> due() {
        return waiting.due(System.nanoTime());
    }
}
