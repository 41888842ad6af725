package club.imgeo.camel;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.MemoryJournal;
import club.imgeo.charge.Scope;
import club.imgeo.charge.Totals;
import club.imgeo.charge.Transition;
import club.imgeo.client.JournalException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A journal that can be broken and mended while it is in use. */
final class LentJournal implements ChargeJournal {
    private final MemoryJournal kept = new MemoryJournal();
    private volatile boolean broken;
    private volatile boolean throwing;
    private volatile Runnable closing = () -> {};

    void breakDown() {
        broken = true;
    }

    /** As a journal does that somebody wrote without much care. */
    void throwFromNowOn() {
        throwing = true;
    }

    void mend() {
        throwing = false;
        broken = false;
    }

    /** To be done before it is closed. */
    void whenClosed(Runnable task) {
        closing = task;
    }

    List<Charge> under(String key) {
        return kept.find(key).join();
    }

    private <T> CompletableFuture<T> unlessBroken(Supplier<CompletableFuture<T>> work) {
        if (throwing) {
            throw new IllegalStateException("not foreseen");
        }
        return broken ? CompletableFuture.failedFuture(JournalException.of("the disk is full", null)) : work.get();
    }

    @Override
    public void open() {
        kept.open();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        return unlessBroken(() -> kept.change(key, step));
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return unlessBroken(() -> kept.find(key));
    }

    @Override
    public CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        return unlessBroken(() -> kept.inDoubt(most, now));
    }

    @Override
    public CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return unlessBroken(() -> kept.totals(scope, since));
    }

    @Override
    public CompletableFuture<Integer> forget(Instant before) {
        return unlessBroken(() -> kept.forget(before));
    }

    @Override
    public void close() {
        closing.run();
        kept.close();
    }
}
