package club.imgeo.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record on its way to its end. */
final class Job {
    private final SinkRecord record;
    private final Place place;
    private final Assignment assignment;
    private final long begun = System.nanoTime();
    private final AtomicBoolean awaits = new AtomicBoolean();
    private volatile String key = "";
    private final AtomicInteger retries = new AtomicInteger();

    Job(SinkRecord record, Place place, Assignment assignment) {
        this.record = record;
        this.place = place;
        this.assignment = assignment;
    }

    SinkRecord record() {
        return record;
    }

    Place place() {
        return place;
    }

    Assignment assignment() {
        return assignment;
    }

    /** Of its charge; empty before it is known, or where there is none. */
    String key() {
        return key;
    }

    void chargedTo(String chargeKey) {
        key = chargeKey;
    }

    int retries() {
        return retries.get();
    }

    void retried() {
        retries.incrementAndGet();
    }

    /** Whether it waits for what another worker's call came to. */
    void awaits(boolean now) {
        if (awaits.compareAndSet(!now, now)) {
            assignment.awaitingMore(now ? 1 : -1);
        }
    }

    long nanos() {
        return System.nanoTime() - begun;
    }
}
