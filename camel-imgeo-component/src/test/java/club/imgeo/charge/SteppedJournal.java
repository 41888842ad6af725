package club.imgeo.charge;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The store as one incarnation reaches it: whatever it asks for happens when the explorer says so. */
final class SteppedJournal extends Passing {
    private final Incarnation owner;

    SteppedJournal(ChargeJournal store, Incarnation owner) {
        super(store);
        this.owner = owner;
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        return owner.begin(() -> super.change(key, step));
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return owner.begin(() -> super.find(key));
    }
}
