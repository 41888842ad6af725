package club.imgeo.charge;

import java.util.concurrent.CompletionException;

/** What {@link java.util.concurrent.CompletableFuture} lacks. */
final class Futures {
    private Futures() {}

    /** The exception itself, and not the wrapper that a dependent stage puts around it. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
