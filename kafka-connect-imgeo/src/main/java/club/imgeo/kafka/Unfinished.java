package club.imgeo.kafka;

import java.util.TreeSet;

/**
 * The records of a source partition that have not ended yet, by offset. What is before all of them can be committed: of
 * the records that never come here, such as those a predicate filters, the worker knows. Safe for use by many threads.
 */
final class Unfinished {
    private final TreeSet<Long> offsets = new TreeSet<>();

    /** False where it has begun already: Connect may bring a record once more. */
    synchronized boolean begin(long offset) {
        return offsets.add(offset);
    }

    synchronized boolean end(long offset) {
        return offsets.remove(offset);
    }

    /** @param consumed where the worker would begin after all that it has handed over */
    synchronized long committable(long consumed) {
        return offsets.isEmpty() ? consumed : Math.min(consumed, offsets.first());
    }

    synchronized int size() {
        return offsets.size();
    }
}
