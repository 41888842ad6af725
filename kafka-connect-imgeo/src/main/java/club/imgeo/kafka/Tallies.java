package club.imgeo.kafka;

import club.imgeo.charge.BudgetTallies;
import club.imgeo.charge.Cap;
import club.imgeo.charge.Charge;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What budgets have taken up, over all source partitions of a task. Safe for use by many threads. */
final class Tallies {
    private final Supplier<Stream<Charge>> committed;
    private final BudgetTallies tallies = new BudgetTallies();
    /** Claims whose transaction is not committed yet. */
    private final Set<Charge> drafts = new LinkedHashSet<>();

    /** @param committed all charges that the journal has */
    Tallies(Supplier<Stream<Charge>> committed) {
        this.committed = committed;
    }

    synchronized BigDecimal counted(Cap cap, Instant now) {
        return tallies.counted(cap, now, () -> Stream.concat(committed.get(), drafts.stream()));
    }

    /** Has nobody else count meanwhile. */
    synchronized <T extends @Nullable Object> T whole(Supplier<T> step) {
        try {
            return step.get();
        } finally {
            tallies.endStep();
        }
    }

    synchronized void drafted(@Nullable Charge before, Charge charge) {
        drafts.add(charge);
        changed(before, charge);
    }

    /** @param apply puts it where {@code committed} finds it */
    synchronized void committed(Charge draft, Runnable apply) {
        apply.run();
        drafts.remove(draft);
    }

    synchronized void aborted(Charge draft) {
        drafts.remove(draft);
        recount();
    }

    synchronized void changed(@Nullable Charge before, Charge charge) {
        tallies.replace(before, charge);
    }

    /** When other partitions came or went. */
    synchronized void recount() {
        tallies.clear();
    }
}
