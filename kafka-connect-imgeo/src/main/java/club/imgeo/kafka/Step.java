package club.imgeo.kafka;

import club.imgeo.charge.Cap;
import club.imgeo.charge.Change;
import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Transition;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.JournalException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** One step of a key, and who waits for what it comes to. For the tasks of its journal alone. */
final class Step<T> implements Transition.Books {
    private final String key;
    private final Transition<T> transition;
    private final PartitionJournal journal;
    private final PartitionJournal.Shared shared;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Step(String key, Transition<T> transition, PartitionJournal journal, PartitionJournal.Shared shared) {
        this.key = key;
        this.transition = transition;
        this.journal = journal;
        this.shared = shared;
    }

    String key() {
        return key;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    @Override
    public List<Charge> charges() {
        return journal.books().charges(key);
    }

    @Override
    public List<Charge> charges(String other) {
        return journal.books().charges(other);
    }

    @Override
    public BigDecimal counted(Cap cap, Instant now) {
        return shared.counted(cap, now);
    }

    /** Null where nothing is to be committed with others. A fact is on its way then, or the answer is given. */
    @Nullable
    Draft take() {
        try {
            // Whole, so that two partitions cannot both see the last room of a budget.
            return shared.tallies().whole(this::decided);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            return null;
        }
    }

    private @Nullable Draft decided() {
        Change<T> change = transition.from(this);
        if (change.put().stream().anyMatch(charge -> charge.state() == ChargeState.INTENT)) {
            return new Draft(change);
        }
        if (change.put().isEmpty()) {
            answer.complete(change.answer());
        } else {
            write(change);
        }
        return null;
    }

    private void write(Change<T> facts) {
        CompletableFuture<?>[] sent = facts.put().stream()
                .map(charge -> shared.facts().write(entry(charge)))
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(sent)
                .whenComplete((all, thrown) -> journal.execute(() -> {
                    if (thrown == null) {
                        facts.put().forEach(this::apply);
                        answer.complete(facts.answer());
                    } else {
                        answer.completeExceptionally(journal.failure(thrown));
                    }
                }));
    }

    private void apply(Charge charge) {
        Charge before = before(charge);
        journal.books().apply(charge);
        shared.tallies().changed(before, charge);
        if (isRefund(charge) && (before == null || !isRefund(before))) {
            shared.refunded(charge);
        }
    }

    private static boolean isRefund(Charge charge) {
        Outcome outcome = charge.outcome();
        return charge.state() == ChargeState.REFUSED
                && outcome != null
                && outcome.isFact()
                && outcome.creditOutcome() == CreditOutcome.REFUNDED;
    }

    private @Nullable Charge before(Charge charge) {
        return charges().stream()
                .filter(each -> each.attempt() == charge.attempt())
                .findFirst()
                .orElse(null);
    }

    private ProducerRecord<byte[], byte[]> entry(Charge charge) {
        return journal.entry(Books.keyOf(charge), ChargeJson.write(charge));
    }

    /** A change that holds an intent, on its way into the journal. */
    final class Draft {
        private final Change<T> change;

        Draft(Change<T> change) {
            this.change = change;
            change.put().forEach(charge -> shared.tallies().drafted(before(charge), charge));
        }

        String key() {
            return key;
        }

        List<ProducerRecord<byte[], byte[]>> entries() {
            List<ProducerRecord<byte[], byte[]>> entries = new ArrayList<>();
            change.put().forEach(charge -> entries.add(entry(charge)));
            dropped().forEach(dropped -> entries.add(journal.entry(dropped, null)));
            return entries;
        }

        /** What was thought of a charge goes with it. */
        private List<EntryKey> dropped() {
            List<EntryKey> dropped = new ArrayList<>();
            for (Charge charge : change.drop()) {
                dropped.add(new EntryKey(EntryKey.Kind.CHARGE, charge.attempt(), key));
                dropped.add(new EntryKey(EntryKey.Kind.DOUBT, charge.attempt(), key));
            }
            return dropped;
        }

        void committed() {
            change.put().forEach(charge -> shared.tallies()
                    .committed(charge, () -> journal.books().apply(charge)));
            dropped().forEach(dropped -> journal.books().apply(dropped, null));
            answer.complete(change.answer());
        }

        void failed(JournalException why) {
            change.put().forEach(shared.tallies()::aborted);
            answer.completeExceptionally(why);
        }
    }
}
