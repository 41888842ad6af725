package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.JournalException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A journal in memory that may be away, may answer too late, and can be made to wait for the test. */
final class FakeJournal extends Passing {
    /** Whether what is asked fails, and nothing is done. */
    boolean isAway;
    /** Whether changes are made and the answers are lost. */
    boolean isMute;
    /** Whether changes wait for {@link #next}. */
    boolean isHeld;

    int looks;
    private final Queue<Operation<?>> held = new ArrayDeque<>();

    FakeJournal() {
        super(new MemoryJournal());
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        return reached(() -> super.change(key, step));
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        looks++;
        return reached(() -> super.find(key));
    }

    private <T> CompletableFuture<T> reached(Supplier<CompletableFuture<T>> action) {
        Operation<T> operation = new Operation<>(action);
        if (isHeld) {
            held.add(operation);
            return operation.reply();
        }
        if (isAway) {
            return CompletableFuture.failedFuture(away());
        }
        T made = operation.make();
        return isMute ? CompletableFuture.failedFuture(away()) : CompletableFuture.completedFuture(made);
    }

    private static JournalException away() {
        return JournalException.of("the journal is away", null);
    }

    /** What waits longest. */
    Operation<?> next() {
        return requireNonNull(held.poll(), "nothing is asked of the journal");
    }

    /** The charges of a key, whatever becomes of others who ask. */
    List<Charge> charges(String key) {
        return super.find(key).join();
    }

    Charge charge(String key) {
        List<Charge> charges = charges(key);
        return charges.get(charges.size() - 1);
    }
}
