package club.imgeo.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source partition, as long as the task has it. Safe for use by many threads. */
final class Assignment {
    private final PartitionJournal journal;
    private final Unfinished unfinished = new Unfinished();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger awaiting = new AtomicInteger();
    private final CompletableFuture<@Nullable Void> idle = new CompletableFuture<>();
    private volatile boolean closed;

    Assignment(PartitionJournal journal) {
        this.journal = journal;
    }

    PartitionJournal journal() {
        return journal;
    }

    Unfinished unfinished() {
        return unfinished;
    }

    /** How many records wait for what another worker's call came to. */
    int awaiting() {
        return awaiting.get();
    }

    void awaitingMore(int more) {
        awaiting.addAndGet(more);
    }

    /** Whether the partition is another's, or nobody's, by now. */
    boolean isClosed() {
        return closed;
    }

    /** A record of it is on its way. */
    void begin() {
        active.incrementAndGet();
    }

    /** A record of it has come to its end, or waits. */
    void rest() {
        if (active.decrementAndGet() == 0 && closed) {
            idle.complete(null);
        }
    }

    /** Begins nothing new; completes when what is being drawn or delivered has come to its end. */
    CompletableFuture<@Nullable Void> close() {
        closed = true;
        if (active.get() == 0) {
            idle.complete(null);
        }
        return idle;
    }
}
