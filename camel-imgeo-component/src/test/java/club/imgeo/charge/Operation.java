package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.JournalException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A read or a change of the journal on its way: asked for, made, answered. */
final class Operation<T> {
    private final Supplier<CompletableFuture<T>> action;
    private final CompletableFuture<T> reply = new CompletableFuture<>();
    private @Nullable T made;

    Operation(Supplier<CompletableFuture<T>> action) {
        this.action = action;
    }

    CompletableFuture<T> reply() {
        return reply;
    }

    T make() {
        T result = action.get().join();
        made = result;
        return result;
    }

    void answer() {
        reply.complete(requireNonNull(made));
    }

    void fail() {
        reply.completeExceptionally(JournalException.of("the journal is away", null));
    }
}
