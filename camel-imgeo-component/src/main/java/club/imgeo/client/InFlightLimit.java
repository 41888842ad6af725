package club.imgeo.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many calls run at a time and the others wait, first come, first served. No thread waits with them. */
final class InFlightLimit {
    private final Queue<Waiting<?>> queue = new ArrayDeque<>();
    private int free;
    private boolean draining;
    private @Nullable Supplier<? extends Throwable> closed;

    InFlightLimit(int most) {
        free = most;
    }

    private record Waiting<T>(Supplier<CompletableFuture<T>> call, CompletableFuture<T> result) {}

    /** Makes {@code call} when its turn comes. */
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        enqueue(new Waiting<>(call, result));
        drain();
        return result;
    }

    /** Fails all that wait, and all that come, with {@code why}. What runs goes on. */
    void close(Supplier<? extends Throwable> why) {
        synchronized (this) {
            closed = why;
        }
        drain();
    }

    private synchronized void enqueue(Waiting<?> waiting) {
        queue.add(waiting);
    }

    private synchronized void release() {
        free++;
    }

    /** One thread at a time takes from the queue, so that calls that end at once pile up no stack. */
    private void drain() {
        if (begin()) {
            for (Waiting<?> waiting = next(); waiting != null; waiting = next()) {
                start(waiting);
            }
        }
    }

    private synchronized boolean begin() {
        boolean mine = !draining;
        draining = true;
        return mine;
    }

    private synchronized @Nullable Waiting<?> next() {
        if (queue.isEmpty() || (closed == null && free == 0)) {
            draining = false;
            return null;
        }
        if (closed == null) {
            free--;
        }
        return queue.remove();
    }

    private synchronized @Nullable Supplier<? extends Throwable> closed() {
        return closed;
    }

    private <T> void start(Waiting<T> waiting) {
        Supplier<? extends Throwable> why = closed();
        if (why != null) {
            waiting.result.completeExceptionally(why.get());
            return;
        }
        var unused = Futures.calling(waiting.call).whenComplete((value, thrown) -> {
            release(); // before the caller hears of it, who may take his time
            drain();
            Futures.complete(waiting.result, value, thrown);
        });
    }
}
