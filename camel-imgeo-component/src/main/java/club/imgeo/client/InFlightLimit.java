package club.imgeo.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many calls run at a time and the others wait, first come, first served. No thread waits with them. */
final class InFlightLimit {
    private final Queue<Waiting<?>> queue = new ArrayDeque<>();
    private final AtomicInteger toDrain = new AtomicInteger();
    private int free;
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

    private synchronized @Nullable Waiting<?> next() {
        if ((closed == null && free == 0) || queue.isEmpty()) {
            return null;
        }
        if (closed == null) {
            free--;
        }
        return queue.remove();
    }

    private synchronized void release() {
        free++;
    }

    private synchronized @Nullable Supplier<? extends Throwable> closed() {
        return closed;
    }

    /** One thread at a time takes from the queue, so that calls that end at once pile up no stack. */
    private void drain() {
        if (toDrain.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Waiting<?> waiting = next(); waiting != null; waiting = next()) {
                start(waiting);
            }
            seen = toDrain.addAndGet(-seen);
        } while (seen != 0);
    }

    private <T> void start(Waiting<T> waiting) {
        Supplier<? extends Throwable> why = closed();
        if (why != null) {
            waiting.result.completeExceptionally(why.get());
            return;
        }
        CompletableFuture<T> running;
        try {
            running = waiting.call.get();
        } catch (RuntimeException e) { // or its place would be taken for ever
            running = CompletableFuture.failedFuture(e);
        }
        var unused = running.whenComplete((value, thrown) -> {
            release(); // before the caller hears of it, who may take his time
            drain();
            Futures.complete(waiting.result, value, thrown);
        });
    }
}
