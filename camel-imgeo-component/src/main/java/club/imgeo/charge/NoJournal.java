package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps nothing, and so guards against nothing: every claim is granted. Budgets cannot be counted in it. */
public final class NoJournal implements ChargeJournal {
    private static final Transition.Books EMPTY = new Transition.Books() {
        @Override
        public List<Charge> charges() {
            return List.of();
        }

        @Override
        public List<Charge> charges(String key) {
            return List.of();
        }

        @Override
        public BigDecimal counted(Cap cap, Instant now) {
            throw new IllegalStateException("a budget needs a journal");
        }
    };

    @Override
    public void open() {
        // is ready
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        return CompletableFuture.completedFuture(step.from(EMPTY).answer());
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return CompletableFuture.completedFuture(Totals.NONE);
    }

    @Override
    public CompletableFuture<Integer> forget(Instant before) {
        return CompletableFuture.completedFuture(0);
    }

    @Override
    public void close() {
        // nothing to let go of
    }
}
