package club.imgeo.charge;

import club.imgeo.client.CreditOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes down that it is in doubt what it finds overdue. */
class MarksDoubts extends Passing {
    private static final Outcome DOUBT = new Outcome(CreditOutcome.UNKNOWN, null, null, "no outcome in time", null);

    private final InstantSource clock;

    MarksDoubts(ChargeJournal next, InstantSource clock) {
        super(next);
        this.clock = clock;
    }

    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        return super.find(key).thenCompose(charges -> charges.stream()
                .filter(charge -> charge.state() == ChargeState.INTENT && charge.isOverdue(clock.instant()))
                .findFirst()
                .map(overdue -> mark(overdue).thenCompose(marked -> super.find(key)))
                .orElseGet(() -> CompletableFuture.completedFuture(charges)));
    }

    private CompletableFuture<Charge> mark(Charge overdue) {
        return record(overdue, DOUBT, clock.instant());
    }

    /** The same without a look at what became of it meanwhile. */
    static final class Blindly extends MarksDoubts {
        Blindly(ChargeJournal next, InstantSource clock) {
            super(next, clock);
        }

        @Override
        public CompletableFuture<Charge> record(Charge charge, Outcome outcome, Instant at) {
            Charge changed = charge.with(outcome, at);
            return outcome.isFact()
                    ? super.record(charge, outcome, at)
                    : change(charge.key(), books -> Change.put(changed, changed));
        }
    }
}
