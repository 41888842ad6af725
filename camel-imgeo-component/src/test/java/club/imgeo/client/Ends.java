package club.imgeo.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a future ended, waited for no longer than a hanging test may take. */
final class Ends {
    private static final int PATIENCE_SECONDS = 20;

    private Ends() {}

    static <T> T value(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("it failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("it hangs", e);
        }
    }

    /** All values together, so that a hanging one costs a test its patience once and not for each. */
    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }

    /** The failure, which is the client's own. */
    static ImgeoException failure(CompletableFuture<?> future) {
        Throwable thrown = thrown(future);
        assertThat(thrown).isInstanceOf(ImgeoException.class);
        return (ImgeoException) thrown;
    }

    /** The value, or the failure. */
    static Object either(CompletableFuture<?> future) {
        return future.handle((value, thrown) -> thrown == null ? value : Futures.unwrapped(thrown))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static Throwable thrown(CompletableFuture<?> future) {
        try {
            Object value = future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("it did not fail, and gave " + value);
        } catch (ExecutionException e) {
            return Futures.unwrapped(requireNonNull(e.getCause()));
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("it hangs", e);
        }
    }
}
