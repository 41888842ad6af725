package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.Balance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the journal against the balance. Others spend from the same account, so nothing is ever decided by it. Safe for
 * use by many threads; blocks none.
 */
public final class Reconciliation {
    private final Supplier<CompletableFuture<Balance>> server;
    private final InstantSource clock;
    private final @Nullable Duration retention;

    private @Nullable Baseline baseline;
    private @Nullable KnownBalance latest;

    /** @param retention how long journals remember what has ended; null for ever */
    public Reconciliation(
            Supplier<CompletableFuture<Balance>> server, InstantSource clock, @Nullable Duration retention) {
        this.server = server;
        this.clock = clock;
        this.retention = retention;
    }

    /** Asks for the balance. The first that comes is what later ones are held against. */
    public CompletableFuture<Balance> balance() {
        CompletableFuture<Balance> answer = new CompletableFuture<>();
        var unused = server.get().whenComplete((balance, thrown) -> {
            if (thrown == null) {
                remember(balance); // before anybody spends of it
                answer.complete(balance);
            } else {
                answer.completeExceptionally(thrown);
            }
        });
        return answer;
    }

    /**
     * What {@code journal} says of {@code scope}, and what none of {@code all} explains.
     *
     * @param all the journals that the account is spent by
     */
    public CompletableFuture<JournalReport> report(
            Scope scope, ChargeJournal journal, Collection<ChargeJournal> all, long replayed) {
        return balance()
                .thenApply(balance -> Optional.of(balance.credits()))
                .exceptionally(unknown -> Optional.empty())
                .thenCompose(balance -> totals(scope, journal).thenCompose(totals -> unexplained(scope, all, balance)
                        .thenApply(unexplained -> new JournalReport(
                                totals.spent(),
                                totals.refunded(),
                                totals.inDoubt(),
                                totals.inFlight(),
                                replayed,
                                balance.orElse(null),
                                unexplained.orElse(null)))));
    }

    /** The balance as it was when somebody last asked; null before that. To know it costs no call. */
    public synchronized @Nullable KnownBalance latest() {
        return latest;
    }

    /**
     * What none of {@code all} explains, as {@link JournalReport} has it. Asks for the balance, and has each journal add
     * up what was charged since the first one that came.
     *
     * @return null where the balance cannot be had
     */
    public CompletableFuture<@Nullable BigDecimal> unexplained(Scope scope, Collection<ChargeJournal> all) {
        return balance()
                .thenApply(balance -> Optional.of(balance.credits()))
                .exceptionally(unknown -> Optional.empty())
                .thenCompose(balance -> unexplained(scope, all, balance))
                .thenApply(unexplained -> unexplained.orElse(null));
    }

    private synchronized void remember(Balance balance) {
        latest = new KnownBalance(balance.credits(), clock.instant());
        if (baseline == null) {
            baseline = new Baseline(balance.credits(), clock.instant(), BigDecimal.ZERO);
        }
    }

    private synchronized Baseline baseline() {
        return requireNonNull(baseline, "a balance came before");
    }

    private synchronized void replace(Baseline old, Baseline next) {
        baseline = old.equals(baseline) ? next : baseline;
    }

    /** With what nobody waits for any more among what is in doubt, as in the list. */
    private CompletableFuture<Totals> totals(Scope scope, ChargeJournal journal) {
        return journal.totals(scope, Instant.EPOCH)
                .thenCompose(totals -> journal.inDoubt(Integer.MAX_VALUE, clock.instant())
                        .thenApply(doubts -> overdue(totals, scope, doubts)));
    }

    static Totals overdue(Totals totals, Scope scope, List<Charge> doubts) {
        BigDecimal overdue = BigDecimal.ZERO;
        for (Charge doubt : doubts) {
            BigDecimal credits = doubt.credits();
            if (doubt.state() == ChargeState.INTENT
                    && credits != null
                    && scope.includes(doubt.intent().scope())) {
                overdue = overdue.add(credits);
            }
        }
        return new Totals(
                totals.spent(),
                totals.refunded(),
                totals.inDoubt().add(overdue),
                totals.inFlight().subtract(overdue));
    }

    private CompletableFuture<Optional<BigDecimal>> unexplained(
            Scope scope, Collection<ChargeJournal> all, Optional<BigDecimal> balance) {
        if (balance.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        BigDecimal now = balance.get();
        Instant at = clock.instant();
        Baseline then = baseline();
        CompletableFuture<Totals> since = CompletableFuture.completedFuture(Totals.NONE);
        for (ChargeJournal each : all) {
            since = since.thenCombine(each.totals(scope, then.at()), Totals::plus);
        }
        return since.thenApply(totals -> {
            BigDecimal unexplained = then.unexplained(now, totals.spent());
            if (then.isOld(at, retention) && totals.inFlight().signum() == 0) {
                replace(then, new Baseline(now, at, unexplained));
            }
            return Optional.of(unexplained);
        });
    }
}
