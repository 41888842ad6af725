package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Journals that leave out one thing each of what the protocol rests on. */
final class Weakened {
    private Weakened() {}

    /** What was read, and may be true no more. */
    private record Read(List<Charge> charges) implements Transition.Books {
        @Override
        public List<Charge> charges(String key) {
            return List.of();
        }

        @Override
        public BigDecimal counted(Cap cap, Instant now) {
            return BigDecimal.ZERO;
        }

        /** Writes, whatever is there by now, what was right when it was read. */
        CompletableFuture<Claim> claim(ChargeJournal journal, Intent intent, List<Cap> caps, InDoubtPolicy policy) {
            Change<Claim> decided = Protocol.claim(this, intent, caps, policy);
            return journal.change(intent.key(), books -> decided);
        }
    }

    /** Reads and writes in two steps. */
    static final class ReadThenWritten extends Passing {
        ReadThenWritten(ChargeJournal next) {
            super(next);
        }

        @Override
        public CompletableFuture<Claim> claim(Intent intent, List<Cap> caps, InDoubtPolicy policy) {
            return find(intent.key()).thenCompose(charges -> new Read(charges).claim(this, intent, caps, policy));
        }
    }

    /** Decides by what was read before anything was claimed or fenced. */
    static final class ReadTooEarly extends Passing {
        private Read read = new Read(List.of());

        ReadTooEarly(ChargeJournal next) {
            super(next);
        }

        @Override
        public CompletableFuture<List<Charge>> find(String key) {
            return super.find(key).whenComplete((charges, thrown) -> read = new Read(charges));
        }

        @Override
        public CompletableFuture<Claim> claim(Intent intent, List<Cap> caps, InDoubtPolicy policy) {
            return read.claim(this, intent, caps, policy);
        }
    }

    /** Commits an intent not before its outcome, with which it vanishes in a crash. */
    static final class InOpenTransaction extends Passing {
        InOpenTransaction(ChargeJournal next) {
            super(next);
        }

        @Override
        public CompletableFuture<Claim> claim(Intent intent, List<Cap> caps, InDoubtPolicy policy) {
            return change(
                    intent.key(),
                    books -> Change.none(
                            Protocol.claim(books, intent, caps, policy).answer()));
        }
    }

    /** Removes a key whose call failed in whatever way: what counts as never sent is as free as what is not there. */
    static final class RemovedOnFailure extends Passing {
        RemovedOnFailure(ChargeJournal next) {
            super(next);
        }

        @Override
        public CompletableFuture<Charge> record(Charge charge, Outcome outcome, Instant at) {
            return super.record(charge, outcome.state().isPaid() ? outcome : Outcome.neverSent(), at);
        }
    }

    /** Does not see a doubt, and sends it again. */
    static final class DoubtRetried extends Passing {
        private final InstantSource clock;

        DoubtRetried(ChargeJournal next, InstantSource clock) {
            super(next);
            this.clock = clock;
        }

        @Override
        public CompletableFuture<List<Charge>> find(String key) {
            return super.find(key).thenApply(charges -> charges.stream()
                    .filter(charge -> !charge.isInDoubt(clock.instant()))
                    .toList());
        }

        @Override
        public CompletableFuture<Claim> claim(Intent intent, List<Cap> caps, InDoubtPolicy policy) {
            return super.claim(intent, caps, InDoubtPolicy.RETRY);
        }
    }

    /** Takes no fact of what is in doubt already. */
    static final class LateFactDropped extends Passing {
        LateFactDropped(ChargeJournal next) {
            super(next);
        }

        @Override
        public CompletableFuture<Charge> record(Charge charge, Outcome outcome, Instant at) {
            return change(
                    charge.key(),
                    books -> isInDoubt(books, charge, at)
                            ? Change.none(charge)
                            : Protocol.record(books, charge, outcome, at));
        }

        private static boolean isInDoubt(Transition.Books books, Charge made, Instant at) {
            return books.charges().stream()
                    .anyMatch(charge -> charge.attempt() == made.attempt() && charge.isInDoubt(at));
        }
    }
}
