package club.imgeo.charge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** What {@link CompletableFuture} lacks. */
final class Futures {
    private Futures() {}

    /** What {@code call} gives; a failed future where it throws, since whoever waits for it would wait for ever. */
    static <T> CompletableFuture<T> calling(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The exception itself, and not the wrapper that a dependent stage puts around it. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
