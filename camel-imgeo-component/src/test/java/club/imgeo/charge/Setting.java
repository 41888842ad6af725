package club.imgeo.charge;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Explorer} is to explore.
 *
 * @param incarnations how many a worker has, one begun after the other
 * @param again when the same incarnation is given the same order once more
 * @param policy for what is in doubt
 * @param faults how often the journal fails, at most
 * @param store what all incarnations share
 * @param journal what each of them has in front of it
 * @param answer what each of them makes of an answer; null is neither images nor a report
 */
record Setting(
        int incarnations,
        Again again,
        InDoubtPolicy policy,
        int faults,
        Supplier<ChargeJournal> store,
        BiFunction<ChargeJournal, InstantSource, ChargeJournal> journal,
        UnaryOperator<CompletableFuture<@Nullable Paid>> answer) {

    /** When an incarnation gets the order a second time. */
    enum Again {
        NEVER,
        MEANWHILE,
        AFTER_A_FAILURE
    }

    /** The real thing, whose store survives. */
    static Setting of(int incarnations) {
        return new Setting(
                incarnations,
                Again.NEVER,
                InDoubtPolicy.QUARANTINE,
                0,
                MemoryJournal::new,
                (journal, clock) -> journal,
                UnaryOperator.identity());
    }

    Setting with(Again when) {
        return new Setting(incarnations, when, policy, faults, store, journal, answer);
    }

    Setting with(InDoubtPolicy other) {
        return new Setting(incarnations, again, other, faults, store, journal, answer);
    }

    Setting withFaults(int most) {
        return new Setting(incarnations, again, policy, most, store, journal, answer);
    }

    Setting withStore(Supplier<ChargeJournal> other) {
        return new Setting(incarnations, again, policy, faults, other, journal, answer);
    }

    Setting withJournal(BiFunction<ChargeJournal, InstantSource, ChargeJournal> wrapper) {
        return new Setting(incarnations, again, policy, faults, store, wrapper, answer);
    }

    Setting withAnswer(UnaryOperator<CompletableFuture<@Nullable Paid>> reading) {
        return new Setting(incarnations, again, policy, faults, store, journal, reading);
    }
}
