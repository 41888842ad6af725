package club.imgeo.charge;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Passes everything on. */
abstract class Passing implements ChargeJournal {
    private final ChargeJournal next;

    Passing(ChargeJournal next) {
        this.next = next;
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        return next.change(key, step);
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return next.find(key);
    }

    @Override
    public void open() {
        next.open();
    }

    @Override
    public boolean isShared() {
        return next.isShared();
    }

    @Override
    public CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        return next.inDoubt(most, now);
    }

    @Override
    public CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return next.totals(scope, since);
    }

    @Override
    public CompletableFuture<Integer> forget(Instant before) {
        return next.forget(before);
    }

    @Override
    public void close() {
        next.close();
    }
}
