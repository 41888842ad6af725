package club.imgeo.camel;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The threads that routes go on with after an answer. A step that blocks there stops others that wait for a thread, but
 * never the client's own few, which see to deadlines and answers.
 */
final class Workers {
    private static final int COUNT = 10;
    private static final int SHUTDOWN_SECONDS = 5;

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
                                // Camel's default, CallerRuns, drops what comes after the shutdown without a word.
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
    }

    /**
     * Lets the answers that are there go on in their routes. Those that get no thread in time, because steps block them
     * all, go on in a last one: a task that is dropped is an exchange that hangs for ever.
     */
    static void close(ImgeoComponent component, ExecutorService workers) throws InterruptedException {
        ExecutorServiceManager threads = component.getCamelContext().getExecutorServiceManager();
        workers.shutdown();
        List<Runnable> waiting =
                workers.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS) ? List.of() : workers.shutdownNow();
        threads.shutdown(workers); // only takes it off Camel's list by now
        if (!waiting.isEmpty()) {
            threads.newThread("ImgeoLastWorker", () -> waiting.forEach(Runnable::run))
                    .start();
        }
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
