package club.imgeo.kafka;

import club.imgeo.charge.Cap;
import club.imgeo.charge.Charge;
import club.imgeo.charge.Transition;
import club.imgeo.client.JournalException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.apache.kafka.common.errors.AuthorizationException;
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
    private final Deliveries deliveries = new Deliveries(this);

    private volatile Books books;
    /** Tells what is read back from what another wrote. */
    private String incarnation = "";

    private @Nullable Transactions transactions;
    private @Nullable JournalReader reader;
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

        /** What a budget has taken up, of all partitions of the task. */
        BigDecimal counted(Cap cap, Instant now);

        /** Nothing more can be done for a partition, until somebody sets something right. */
        void failed(String message, Throwable cause);

        /** A call has been refunded, and that is in the journal now. */
        void refunded(Charge charge);

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
        try {
            if (!closed) {
                read();
            }
            serial.release();
        } catch (AuthorizationException e) {
            shared.failed(
                    "The journal of " + source + " may not be written: " + e.getMessage()
                            + "; allow the user of imgeo.kafka.* to write "
                            + shared.topic().name()
                            + ", and transactions whose id begins with "
                            + shared.topic().name() + "/",
                    e);
            letGo();
        } catch (RuntimeException e) {
            trouble = "the journal of " + source + " cannot be read: " + e.getMessage();
            letGo();
            if (!closed) {
                LOG.error(
                        "The journal of {} cannot be read; nothing of that partition is sent until it can", source, e);
            }
            later(PAUSE, this::tryToOpen);
        }
    }

    private void read() {
        long begun = System.nanoTime();
        letGo();
        incarnation = UUID.randomUUID().toString();
        transactions =
                Transactions.begin(shared.clients().fencing(shared.topic().transactionalId(source)));
        Books read = new Books(Place.prefix(source.topic(), source.partition()));
        JournalReader reading = JournalReader.toTheEnd(shared.clients(), shared.topic(), source, read, incarnation);
        reader = reading;
        books = read;
        shared.tallies().recount();
        trouble = null;
        LOG.info(
                "The journal of {} is read: {} keys in {} ms",
                source,
                read.size(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
        serial.execute(closed ? this::letGo : () -> heed(reading));
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
        Step<T> step = new Step<>(key, transition, this, shared);
        if (serial.isHere()) {
            steps.add(step);
        } else {
            serial.execute(() -> steps.add(step));
        }
        return step.answer();
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
        while (!steps.isEmpty()) {
            takeSteps();
        }
        if (closed) {
            deliveries.fail();
        } else if (trouble == null) {
            deliveries.make();
        }
    }

    private void takeSteps() {
        List<Step<?>> batch = List.copyOf(steps);
        steps.clear();
        List<Step<?>.Draft> drafts = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        for (Step<?> step : batch) {
            if (touched.contains(step.key())) {
                steps.add(step); // it has to see what the one before it comes to
            } else {
                Step<?>.Draft draft = step.take();
                if (draft != null) {
                    touched.add(step.key());
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

    ProducerRecord<byte[], byte[]> entry(EntryKey key, byte @Nullable [] value) {
        return shared.topic().entry(source, key, value, incarnation);
    }

    /** All or nothing. Where nobody knows which, the journal is fenced and read once more. */
    void write(List<ProducerRecord<byte[], byte[]>> records) throws Transactions.Aborted, Transactions.Uncertain {
        Transactions fenced = transactions;
        if (fenced == null || trouble != null) {
            throw new Transactions.Aborted(
                    JournalException.of(closed ? "the partition " + source + " was taken away" : trouble + "", null));
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

    JournalException failure(Throwable e) {
        return JournalException.of(
                "the journal topic " + shared.topic().name() + " did not take it: " + e.getMessage()
                        + "; look whether the brokers at imgeo.kafka.bootstrap.servers are well",
                e);
    }

    /** Looks for facts from workers that had the partition before, as long as some may come, and none reads anew. */
    private void heed(JournalReader reading) {
        if (closed || reading != reader) {
            return;
        }
        Map<String, Charge> late = books.late();
        late.keySet().removeIf(deliveries::has);
        if (!late.isEmpty()) {
            shared.late(source, late);
        }
        try {
            boolean more = reading.mayBringNews(books, shared.clock().instant());
            if (more) {
                reading.read(books);
            }
            if (more || !books.late().isEmpty()) { // one may have come with the last news, or not be delivered yet
                later(JournalReader.PAUSE, () -> serial.execute(() -> heed(reading)));
            } else {
                reading.close();
                reader = null;
            }
        } catch (KafkaException | JournalException e) {
            LOG.warn("The journal of {} cannot be read on: {}", source, e.getMessage());
            later(PAUSE, () -> serial.execute(() -> heed(reading)));
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

    void later(Duration delay, Runnable task) {
        var unused = shared.pool().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
