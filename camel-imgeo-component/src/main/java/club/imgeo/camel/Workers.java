package club.imgeo.camel;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.builder.ThreadPoolProfileBuilder;

/**
 * The threads that routes go on with after an answer. A step that blocks there stops others that wait for a thread, but
 * never the client's own few, which see to deadlines and answers.
 */
final class Workers {
    private static final int COUNT = 10;

    private Workers() {}

    /** The queue has no bound of its own: no more can wait in it than there are exchanges in flight. */
    static ExecutorService open(ImgeoComponent component) {
        return component
                .getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(
                        component,
                        "ImgeoWorker",
                        new ThreadPoolProfileBuilder("imgeo")
                                .poolSize(COUNT)
                                .maxPoolSize(COUNT)
                                .maxQueueSize(Integer.MAX_VALUE)
                                .build());
    }

    /** One that never refuses: an exchange whose callback is not called hangs for ever. */
    static Executor unfailing(ExecutorService workers) {
        return task -> {
            try {
                workers.execute(task);
            } catch (RejectedExecutionException e) {
                task.run();
            }
        };
    }
}
