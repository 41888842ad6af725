package club.imgeo.camel;

import club.imgeo.client.AuthenticationException;
import club.imgeo.client.Balance;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the balance as often as news of it are worth a call, however often somebody wants to know. Safe for use by
 * many threads.
 */
final class BalanceProbe {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration FRESH_AFTER_AN_ERROR = Duration.ofSeconds(10);
    /** No single call that takes long or fails is to make a check fail as long as the answer before will do. */
    private static final Duration WILL_DO = Duration.ofMinutes(2);

    private final Supplier<CompletableFuture<Balance>> server;
    private final Duration patience;
    private final LongSupplier nanos;
    private @Nullable Asked last;
    /** The last that was answered, unless the key was refused since. */
    private @Nullable Asked before;

    private record Asked(CompletableFuture<Balance> answer, long at) {
        boolean failed() {
            return answer.isCompletedExceptionally();
        }

        boolean refused() {
            return answer.handle((balance, thrown) -> isRefusal(thrown)).getNow(false);
        }
    }

    /**
     * @param patience counts from the call, so that those who come later to one that hangs hardly wait at all
     * @param nanos a clock that never jumps
     */
    BalanceProbe(Supplier<CompletableFuture<Balance>> server, Duration patience, LongSupplier nanos) {
        this.server = server;
        this.patience = patience;
        this.nanos = nanos;
    }

    /**
     * The balance: half a minute old at the most, or two while a newer one is on its way or cannot be had.
     *
     * @throws ExecutionException with what the call failed with, ten seconds ago at the most; at once where the key is not
     *     accepted
     * @throws TimeoutException where the answer takes long; it is not given up, and may be there next time
     */
    Balance balance() throws ExecutionException, TimeoutException, InterruptedException {
        Asked asked = asked();
        long left = patience.toNanos() - age(asked);
        try {
            return asked.answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Balance old = before();
            if (old == null) {
                throw e;
            }
            return old;
        } catch (ExecutionException e) {
            Balance old = isRefusal(e.getCause()) ? null : before();
            if (old == null) {
                throw e;
            }
            return old;
        }
    }

    private static boolean isRefusal(@Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof AuthenticationException;
    }

    private synchronized Asked asked() {
        Asked known = last;
        if (known != null && isFresh(known)) {
            return known;
        }
        Asked anew = new Asked(server.get(), nanos.getAsLong());
        if (known != null && (!known.failed() || known.refused())) {
            before = known;
        }
        last = anew;
        return anew;
    }

    private synchronized @Nullable Balance before() {
        Asked old = before;
        return old == null || old.failed() || age(old) > WILL_DO.toNanos() ? null : old.answer.join();
    }

    private boolean isFresh(Asked asked) {
        if (!asked.answer.isDone()) {
            return true; // it ends by the client's own deadline
        }
        Duration fresh = asked.failed() ? FRESH_AFTER_AN_ERROR : FRESH;
        return age(asked) < fresh.toNanos();
    }

    private long age(Asked asked) {
        return nanos.getAsLong() - asked.at;
    }
}
