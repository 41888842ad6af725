package club.imgeo.kafka;

import club.imgeo.charge.Cap;
import club.imgeo.charge.Change;
import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Transition;
import club.imgeo.client.JournalException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one source partition, as long as a task has it: fenced, read to its end, and then written.
 *
 * <p>An intent is committed by the fenced producer, so that it fails where another worker has taken over. What became of
 * a call is a fact, and is written by whoever knows it, fenced or not. All that is waiting when a transaction begins goes
 * into it.
 */
final class PartitionJournal {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionJournal.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** After it was fenced: long enough for a task that lost its partition to be told so. */
    private static final Duration PAUSE_FENCED = Duration.ofSeconds(5);

    private final TopicPartition source;
    private final Shared shared;
    private final Serial serial;
    private final List<Step<?>> steps = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    private Books books;
    /** Tells what is read back from what another wrote. */
    private String incarnation = "";

    private @Nullable Transactions transactions;
    private @Nullable JournalReader reader;
    private boolean deliveriesHeld;
    private volatile boolean closed;
    private volatile @Nullable String trouble = "it is being read";

    /** What all of a task's have in common. */
    interface Shared {
        KafkaClients clients();

        JournalTopic topic();

        Facts facts();

        Tallies tallies();

        ScheduledExecutorService pool();

        InstantSource clock();

        /** A fact has come of a charge that was reported in doubt. */
        void late(TopicPartition source, Map<String, Charge> byPlace);
    }

    PartitionJournal(TopicPartition source, Shared shared) {
        this.source = source;
        this.shared = shared;
        books = new Books(Place.prefix(source.topic(), source.partition()));
        serial = new Serial(shared.pool(), this::flush);
    }

    TopicPartition source() {
        return source;
    }

    /** Fences and reads, again and again until that succeeds; everything else waits for it. */
    void open() {
        later(Duration.ZERO, this::tryToOpen);
    }

    private void tryToOpen() {
        if (closed) {
            serial.release();
            return;
        }
        try {
            long begun = System.nanoTime();
            letGo();
            incarnation = UUID.randomUUID().toString();
            transactions =
                    Transactions.begin(shared.clients().fencing(shared.topic().transactionalId(source)));
            Books read = new Books(Place.prefix(source.topic(), source.partition()));
            reader = JournalReader.toTheEnd(shared.clients(), shared.topic(), source, read, incarnation);
            books = read;
            shared.tallies().recount();
            trouble = null;
            LOG.info(
                    "The journal of {} is read: {} keys in {} ms",
                    source,
                    read.size(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            serial.release();
            serial.execute(this::heed);
        } catch (KafkaException | JournalException e) {
            trouble = "the journal of " + source + " cannot be read: " + e.getMessage();
            LOG.error("The journal of {} cannot be read; nothing of that partition is sent until it can", source, e);
            letGo();
            later(PAUSE, this::tryToOpen);
        }
    }

    /** Runs {@code task} when the journal is read, apart from all else that has to do with the partition. */
    void execute(Runnable task) {
        serial.execute(task);
    }

    /** For a task of {@link #execute}. */
    Books books() {
        return books;
    }

    /** Why nothing can be sent, where it cannot. */
    @Nullable
    String trouble() {
        return trouble;
    }

    <T> CompletableFuture<T> ask(Function<Books, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (serial.isHere()) {
            answer(question, answer);
        } else {
            serial.execute(() -> answer(question, answer));
        }
        return answer;
    }

    private <T> void answer(Function<Books, T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.apply(books));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    <T> CompletableFuture<T> change(String key, Transition<T> transition) {
        Step<T> step = new Step<>(key, transition);
        if (serial.isHere()) {
            steps.add(step);
        } else {
            serial.execute(() -> steps.add(step));
        }
        return step.answer;
    }

    void deliver(Delivery delivery) {
        if (serial.isHere()) {
            deliveries.add(delivery);
        } else {
            serial.execute(() -> deliveries.add(delivery));
        }
    }

    boolean isOpen() {
        return !closed;
    }

    /** Claims nothing and delivers nothing from now on, and leaves the partition to others. Facts are still written. */
    void release() {
        closed = true;
        serial.execute(this::letGo);
    }

    /** Forgets what nobody needs, and tells how many keys that were. */
    CompletableFuture<Integer> forget(Instant before, LongPredicate committed) {
        CompletableFuture<Integer> forgotten = new CompletableFuture<>();
        serial.execute(() -> {
            List<EntryKey> old = books.forgettable(before, committed);
            Set<String> keys = new HashSet<>();
            try {
                for (int from = 0; from < old.size(); from += 1_000) {
                    List<EntryKey> some = old.subList(from, Math.min(old.size(), from + 1_000));
                    write(some.stream().map(key -> entry(key, null)).toList());
                    some.forEach(key -> books.apply(key, null));
                    some.forEach(key -> keys.add(key.of()));
                }
                forgotten.complete(keys.size());
            } catch (Transactions.Aborted | Transactions.Uncertain e) {
                forgotten.completeExceptionally(failure(e));
            }
        });
        return forgotten;
    }

    private void flush() {
        if (!steps.isEmpty()) {
            takeSteps();
        }
        if (closed) {
            fail(deliveries);
        } else if (!deliveries.isEmpty() && !deliveriesHeld && transactions != null) {
            takeDeliveries();
        }
    }

    private void takeSteps() {
        List<Step<?>> batch = List.copyOf(steps);
        steps.clear();
        List<Step<?>.Draft> drafts = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        for (Step<?> step : batch) {
            if (touched.contains(step.key)) {
                serial.execute(() -> steps.add(step)); // it has to see what the one before it comes to
            } else {
                Step<?>.Draft draft = step.take();
                if (draft != null) {
                    touched.add(step.key);
                    drafts.add(draft);
                }
            }
        }
        if (!drafts.isEmpty()) {
            commit(drafts);
        }
    }

    private void commit(List<Step<?>.Draft> drafts) {
        try {
            write(drafts.stream().flatMap(draft -> draft.entries().stream()).toList());
            drafts.forEach(Step.Draft::committed);
        } catch (Transactions.Aborted | Transactions.Uncertain e) {
            drafts.forEach(draft -> draft.failed(failure(e)));
        }
    }

    private void takeDeliveries() {
        List<Delivery> batch = List.copyOf(deliveries);
        deliveries.clear();
        Map<Delivery, End> due = new LinkedHashMap<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Set<String> places = new HashSet<>();
        Set<String> borne = new HashSet<>();
        for (Delivery delivery : batch) {
            if (hasEnded(delivery)) {
                delivery.done().complete(null);
                continue;
            }
            if (!places.add(delivery.place())) {
                serial.execute(() -> deliveries.add(delivery)); // it will have ended
                continue;
            }
            try {
                Delivery.Bill bill = bill(delivery, borne);
                End end = books.billed(delivery.place(), delivery.end(), bill);
                records.addAll(delivery.records().of(bill));
                records.add(entry(EntryKey.end(delivery.place()), end.toJson()));
                due.put(delivery, end);
            } catch (RuntimeException e) {
                delivery.done().completeExceptionally(e);
            }
        }
        if (due.isEmpty()) {
            return;
        }
        try {
            write(records);
            due.forEach((delivery, end) -> {
                books.apply(delivery.place(), end);
                delivery.done().complete(null);
            });
        } catch (Transactions.Aborted e) {
            if (e.isFinal()) {
                due.keySet().forEach(delivery -> delivery.done().completeExceptionally(e));
                return;
            }
            LOG.warn(
                    "{} results of {} cannot be delivered; they are kept, and nothing is sent again: {}",
                    due.size(),
                    source,
                    e.getMessage());
            deliveries.addAll(due.keySet());
            deliveriesHeld = true;
            later(PAUSE, () -> serial.execute(() -> deliveriesHeld = false));
        } catch (Transactions.Uncertain e) {
            deliveries.addAll(due.keySet()); // when the journal is read again it says whether they are there
        }
    }

    private ProducerRecord<byte[], byte[]> entry(EntryKey key, byte @Nullable [] value) {
        return shared.topic().entry(source, key, value, incarnation);
    }

    private static void fail(List<Delivery> undelivered) {
        undelivered.forEach(delivery -> delivery.done()
                .completeExceptionally(JournalException.of("the partition was taken away before the delivery", null)));
        undelivered.clear();
    }

    /** What was reported in doubt may end once more, by the fact. */
    private boolean hasEnded(Delivery delivery) {
        End end = books.end(delivery.place());
        return end != null
                && end.how() != End.How.REOPENED
                && !(end.how() == End.How.IN_DOUBT && delivery.end().how() != End.How.IN_DOUBT);
    }

    private Delivery.Bill bill(Delivery delivery, Set<String> borne) {
        String charge = delivery.end().charge();
        if (charge != null && borne.contains(charge)) {
            return Delivery.Bill.NOTHING;
        }
        Delivery.Bill bill = books.bill(charge, delivery.end().how());
        if (charge != null && bill.bears()) {
            borne.add(charge);
        }
        return bill;
    }

    /** All or nothing. Where nobody knows which, the journal is fenced and read once more. */
    private void write(List<ProducerRecord<byte[], byte[]>> records)
            throws Transactions.Aborted, Transactions.Uncertain {
        Transactions fenced = transactions;
        if (fenced == null) {
            throw new Transactions.Aborted(JournalException.of("the partition " + source + " was taken away", null));
        }
        try {
            fenced.write(records);
        } catch (Transactions.Uncertain e) {
            LOG.warn(
                    e.isFenced()
                            ? "The journal of {} is fenced by another; read again where the partition is still ours: {}"
                            : "The journal of {} has not said whether it took {} entries; it is read again: {}",
                    source,
                    e.isFenced() ? e.getMessage() : records.size(),
                    e.getMessage());
            trouble = "the journal of " + source + " is read again: " + e.getMessage();
            serial.hold();
            letGo();
            later(e.isFenced() ? PAUSE_FENCED : PAUSE, this::tryToOpen);
            throw e;
        }
    }

    private JournalException failure(Exception e) {
        return JournalException.of(
                "the journal topic " + shared.topic().name() + " did not take it: " + e.getMessage()
                        + "; look whether the brokers at imgeo.kafka.bootstrap.servers are well",
                e);
    }

    /** Looks for facts from workers that had the partition before, as long as some may come. */
    private void heed() {
        JournalReader reading = reader;
        if (closed || reading == null) {
            return;
        }
        Map<String, Charge> late = books.late();
        if (!late.isEmpty()) {
            shared.late(source, late);
        }
        try {
            if (reading.mayBringNews(books, shared.clock().instant())) {
                reading.read(books);
                later(JournalReader.PAUSE, () -> serial.execute(this::heed));
            } else {
                reading.close();
                reader = null;
            }
        } catch (KafkaException e) {
            LOG.warn("The journal of {} cannot be read on: {}", source, e.getMessage());
            later(PAUSE, () -> serial.execute(this::heed));
        }
    }

    private void letGo() {
        if (transactions != null) {
            transactions.close();
            transactions = null;
        }
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private void later(Duration delay, Runnable task) {
        var unused = shared.pool().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One step of a key, and who waits for what it comes to. */
    private final class Step<T> implements Transition.Books {
        private final String key;
        private final Transition<T> transition;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Step(String key, Transition<T> transition) {
            this.key = key;
            this.transition = transition;
        }

        @Override
        public List<Charge> charges() {
            return books.charges(key);
        }

        @Override
        public BigDecimal counted(Cap cap, Instant now) {
            return shared.tallies().counted(cap, now);
        }

        /** Null where nothing is to be committed. */
        @Nullable
        Draft take() {
            try {
                Change<T> change = transition.from(this);
                if (change.put().isEmpty()) {
                    answer.complete(change.answer());
                } else if (change.put().stream().noneMatch(charge -> charge.state() == ChargeState.INTENT)) {
                    write(change);
                } else {
                    return new Draft(change);
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
            return null;
        }

        private void write(Change<T> fact) {
            CompletableFuture<?>[] sent = fact.put().stream()
                    .map(charge -> shared.facts().write(toEntry(charge)))
                    .toArray(CompletableFuture[]::new);
            var unused = CompletableFuture.allOf(sent)
                    .whenComplete((all, thrown) -> serial.execute(() -> {
                        if (thrown != null) {
                            answer.completeExceptionally(failure(new KafkaException(thrown.getMessage(), thrown)));
                            return;
                        }
                        for (Charge charge : fact.put()) {
                            Charge before = charges().stream()
                                    .filter(each -> each.attempt() == charge.attempt())
                                    .findFirst()
                                    .orElse(null);
                            books.apply(charge);
                            shared.tallies().changed(before, charge);
                        }
                        answer.complete(fact.answer());
                    }));
        }

        private ProducerRecord<byte[], byte[]> toEntry(Charge charge) {
            return entry(Books.keyOf(charge), ChargeJson.write(charge));
        }

        /** A change that holds an intent, on its way into the journal. */
        final class Draft {
            private final Change<T> change;

            Draft(Change<T> change) {
                this.change = change;
                change.put().forEach(shared.tallies()::drafted);
            }

            List<ProducerRecord<byte[], byte[]>> entries() {
                List<ProducerRecord<byte[], byte[]>> entries = new ArrayList<>();
                change.put().forEach(charge -> entries.add(toEntry(charge)));
                change.drop().forEach(charge -> entries.add(entry(Books.keyOf(charge), null)));
                return entries;
            }

            void committed() {
                change.put().forEach(charge -> shared.tallies().committed(charge, () -> books.apply(charge)));
                change.drop().forEach(charge -> books.apply(Books.keyOf(charge), null));
                answer.complete(change.answer());
            }

            void failed(JournalException why) {
                change.put().forEach(shared.tallies()::aborted);
                answer.completeExceptionally(why);
            }
        }
    }
}
