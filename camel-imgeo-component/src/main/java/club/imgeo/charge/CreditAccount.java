package club.imgeo.charge;

import club.imgeo.client.Balance;
import club.imgeo.client.InsufficientCreditsException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The balance, less what calls in flight have reserved of it: a request that cannot be paid is refused without a call.
 * Safe for use by many threads; blocks none.
 *
 * <p>The website spends from the same account, so this is advice: it refuses only on a balance of this second, and where
 * it lets too much pass, the server refuses it for nothing.
 */
public final class CreditAccount {
    private static final Duration CACHED_FOR = Duration.ofSeconds(30);
    /** A refusal rests on news at most this old, so that credits just bought can be spent at once. */
    private static final Duration NEWS = Duration.ofSeconds(1);

    private final CreditCheck check;
    private final Supplier<CompletableFuture<Balance>> server;
    private final LongSupplier nanos;

    private @Nullable BigDecimal balance;
    private long asOf;
    private boolean asked;
    /** Reserved since the balance that is known was asked for, and so perhaps not in it. */
    private Held reserved = new Held();
    /** The same for the balance that is being asked for; null while none is. */
    private @Nullable Held reservedWhileAsking;

    /** Those who wait for the balance that is being asked for, first come, first served; empty while none is. */
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    /** @param nanos a clock that never jumps */
    public CreditAccount(CreditCheck check, Supplier<CompletableFuture<Balance>> server, LongSupplier nanos) {
        this.check = check;
        this.server = server;
        this.nanos = nanos;
    }

    /** Credits held back for one call in flight, until it is said what became of them. */
    public final class Reservation {
        private final Held held;
        private final BigDecimal credits;

        private Reservation(Held held, BigDecimal credits) {
            this.held = held;
            this.credits = credits;
        }

        /** They were taken: {@code used} where that is known, else as many as were reserved. */
        public void settle(@Nullable BigDecimal used) {
            hold(used == null ? BigDecimal.ZERO : used.subtract(credits));
        }

        /** They were not taken, or given back. */
        public void release() {
            hold(credits.negate());
        }

        /** Nobody knows: they are held back until a balance that was asked for later tells. */
        public void suspend() {
            // they stay as they are
        }

        private void hold(BigDecimal more) {
            synchronized (CreditAccount.this) {
                held.sum = held.sum.add(more);
            }
        }
    }

    private static final class Held {
        private BigDecimal sum = BigDecimal.ZERO;
    }

    /**
     * Holds back {@code credits}; null, a price that nobody knows, holds back nothing.
     *
     * @return fails with {@link InsufficientCreditsException} where the account cannot pay
     */
    public CompletableFuture<Reservation> reserve(@Nullable BigDecimal credits) {
        if (check == CreditCheck.OFF || credits == null) {
            return CompletableFuture.completedFuture(new Reservation(new Held(), BigDecimal.ZERO));
        }
        Duration maxAge = check == CreditCheck.LIVE ? Duration.ZERO : CACHED_FOR;
        return upToDate(maxAge).thenCompose(unused -> {
            Reservation reservation = tryReserve(credits);
            return reservation != null
                    ? CompletableFuture.completedFuture(reservation)
                    : upToDate(NEWS).thenCompose(news -> reserveOrRefuse(credits));
        });
    }

    /** Has the balance asked for again before the next call: the server just said that it was wrong. */
    public synchronized void distrust() {
        asked = false;
    }

    private CompletableFuture<Reservation> reserveOrRefuse(BigDecimal credits) {
        Reservation reservation = tryReserve(credits);
        return reservation != null
                ? CompletableFuture.completedFuture(reservation)
                : CompletableFuture.failedFuture(InsufficientCreditsException.known(credits, available()));
    }

    private synchronized BigDecimal available() {
        BigDecimal known = balance == null ? BigDecimal.ZERO : balance;
        BigDecimal left = known.subtract(reserved.sum);
        return reservedWhileAsking == null ? left : left.subtract(reservedWhileAsking.sum);
    }

    private synchronized @Nullable Reservation tryReserve(BigDecimal credits) {
        if (balance != null && available().compareTo(credits) < 0) {
            return null;
        }
        Held held = reservedWhileAsking == null ? reserved : reservedWhileAsking;
        held.sum = held.sum.add(credits);
        return new Reservation(held, credits);
    }

    /** Completes when the balance is known to be at most so old, or cannot be had; fails in that case where it is live. */
    private CompletableFuture<Void> upToDate(Duration maxAge) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        synchronized (this) {
            boolean asking = !waiting.isEmpty();
            if (!asking && asked && nanos.getAsLong() - asOf < maxAge.toNanos()) {
                return CompletableFuture.completedFuture(null);
            }
            waiting.add(answer); // not as a stage of one future: it would tell them in the reverse order
            if (asking) {
                return answer;
            }
            asked = true;
            asOf = nanos.getAsLong();
            reservedWhileAsking = new Held();
        }
        var unused = server.get().whenComplete((news, thrown) -> {
            for (CompletableFuture<Void> each : take(thrown == null ? news : null)) {
                if (thrown == null || check != CreditCheck.LIVE) {
                    each.complete(null);
                } else {
                    each.completeExceptionally(thrown);
                }
            }
        });
        return answer;
    }

    private synchronized List<CompletableFuture<Void>> take(@Nullable Balance news) {
        Held since = reservedWhileAsking == null ? new Held() : reservedWhileAsking;
        // Without news the old balance would refuse what may be payable by now.
        balance = news == null ? null : news.credits();
        reserved = since;
        reservedWhileAsking = null;
        List<CompletableFuture<Void>> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }
}
