package club.imgeo.kafka;

import static java.util.Objects.requireNonNull;

import club.imgeo.charge.Change;
import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Scope;
import club.imgeo.charge.Totals;
import club.imgeo.charge.Transition;
import club.imgeo.client.CreditOutcome;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts what was refunded where it becomes a fact: many may wait for one call, and each would count it, but it is
 * written once.
 */
record CountingJournal(ChargeJournal journal, Counts counts) implements ChargeJournal {
    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        AtomicReference<List<Charge>> refunds = new AtomicReference<>(List.of());
        CompletableFuture<T> changed = journal.change(key, books -> {
            Change<T> change = step.from(books);
            refunds.set(change.put().stream().filter(CountingJournal::isRefund).toList());
            return change;
        });
        var unused = changed.thenRun(() -> requireNonNull(refunds.get())
                .forEach(charge -> counts.refunded(charge.intent().credits())));
        return changed;
    }

    private static boolean isRefund(Charge charge) {
        Outcome outcome = charge.outcome();
        return charge.state() == ChargeState.REFUSED
                && outcome != null
                && outcome.isFact()
                && outcome.creditOutcome() == CreditOutcome.REFUNDED;
    }

    @Override
    public void open() {
        journal.open();
    }

    @Override
    public boolean isShared() {
        return journal.isShared();
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return journal.find(key);
    }

    @Override
    public CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        return journal.inDoubt(most, now);
    }

    @Override
    public CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return journal.totals(scope, since);
    }

    @Override
    public CompletableFuture<Integer> forget(Instant before) {
        return journal.forget(before);
    }

    @Override
    public void close() {
        journal.close();
    }
}
