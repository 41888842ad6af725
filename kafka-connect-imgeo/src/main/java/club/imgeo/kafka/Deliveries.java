package club.imgeo.kafka;

import club.imgeo.client.JournalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be delivered of one source partition, each together with its end. For the tasks of its journal alone. */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PartitionJournal journal;
    private final Map<String, List<Delivery>> waiting = new LinkedHashMap<>();
    private boolean held;

    Deliveries(PartitionJournal journal) {
        this.journal = journal;
    }

    void add(Delivery delivery) {
        waiting.computeIfAbsent(delivery.place(), place -> new ArrayList<>(1)).add(delivery);
    }

    boolean has(String place) {
        return waiting.containsKey(place);
    }

    /** All of them at once, or, where one would never be taken, one by one. */
    void make() {
        if (held || waiting.isEmpty()) {
            return;
        }
        List<Delivery> batch = waiting.values().stream().flatMap(List::stream).toList();
        waiting.clear();
        if (!make(batch)) {
            batch.forEach(delivery -> make(List.of(delivery)));
        }
    }

    void fail() {
        waiting.values()
                .forEach(deliveries -> deliveries.forEach(delivery -> delivery.done()
                        .completeExceptionally(
                                JournalException.of("the partition was taken away before the delivery", null))));
        waiting.clear();
    }

    /** False where nothing is done, since one of several would never be taken. */
    private boolean make(List<Delivery> batch) {
        Map<Delivery, End> due = new LinkedHashMap<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Set<String> places = new HashSet<>();
        Set<String> borne = new HashSet<>();
        for (Delivery delivery : batch) {
            if (hasEnded(delivery)) {
                delivery.done().complete(null);
            } else if (!places.add(delivery.place())) {
                add(delivery); // next time it will have ended
                journal.execute(() -> {});
            } else {
                draw(delivery, borne, due, records);
            }
        }
        if (due.isEmpty()) {
            return true;
        }
        try {
            journal.write(records);
            due.forEach((delivery, end) -> {
                journal.books().apply(delivery.place(), end);
                delivery.done().complete(null);
            });
        } catch (Transactions.Aborted e) {
            if (!e.isFinal()) {
                hold(due.keySet(), e.getMessage());
            } else if (batch.size() > 1) {
                return false;
            } else {
                due.keySet().forEach(delivery -> delivery.done().completeExceptionally(e));
            }
        } catch (Transactions.Uncertain e) {
            due.keySet().forEach(this::add); // when the journal is read again it says whether they are there
        }
        return true;
    }

    private void draw(
            Delivery delivery,
            Set<String> borne,
            Map<Delivery, End> due,
            List<ProducerRecord<byte[], byte[]>> records) {
        try {
            Delivery.Bill bill = bill(delivery, borne);
            End end = journal.books().billed(delivery.place(), delivery.end(), bill);
            records.addAll(delivery.records().of(bill));
            records.add(journal.entry(EntryKey.end(delivery.place()), end.toJson()));
            due.put(delivery, end);
        } catch (RetriableException e) { // as of a converter whose registry is away
            hold(Set.of(delivery), e.getMessage());
        } catch (RuntimeException e) {
            delivery.done().completeExceptionally(e);
        }
    }

    private void hold(Set<Delivery> undelivered, @Nullable String why) {
        LOG.warn(
                "{} results of {} cannot be delivered; they are kept, and nothing is sent again: {}",
                undelivered.size(),
                journal.source(),
                why);
        undelivered.forEach(this::add);
        held = true;
        journal.later(PAUSE, () -> journal.execute(() -> held = false));
    }

    /** What was reported in doubt may end once more, by the fact. */
    private boolean hasEnded(Delivery delivery) {
        End end = journal.books().end(delivery.place());
        return end != null
                && end.how() != End.How.REOPENED
                && !(end.how() == End.How.IN_DOUBT && delivery.end().how() != End.How.IN_DOUBT);
    }

    private Delivery.Bill bill(Delivery delivery, Set<String> borne) {
        String charge = delivery.end().charge();
        if (charge != null && borne.contains(charge)) {
            return Delivery.Bill.NOTHING;
        }
        Delivery.Bill bill = journal.books().bill(charge, delivery.end().how());
        if (charge != null && !bill.equals(Delivery.Bill.NOTHING)) {
            borne.add(charge);
        }
        return bill;
    }
}
