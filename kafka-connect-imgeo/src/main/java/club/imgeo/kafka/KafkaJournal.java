package club.imgeo.kafka;

import club.imgeo.charge.Cap;
import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.Scope;
import club.imgeo.charge.Totals;
import club.imgeo.charge.Transition;
import club.imgeo.client.JournalException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The charge journal of one task, in a compacted topic. A key begins with its source partition, by
 * {@link Place#prefix}; only those of partitions that the task has can be claimed, while what became of a call can be
 * written as long as this is open.
 */
final class KafkaJournal implements ChargeJournal, PartitionJournal.Shared {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaJournal.class);
    /** Longer than any call takes. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final KafkaClients clients;
    private final JournalTopic topic;
    private final Facts facts;
    private final Committed committed;
    private final ScheduledExecutorService pool;
    private final Listener listener;
    private final Tallies tallies = new Tallies(this::charges);
    private final Map<String, PartitionJournal> partitions = new ConcurrentHashMap<>();

    /** Is told of what nobody waits for. */
    interface Listener {
        /**
         * A partition cannot be written, until somebody sets something right.
         *
         * @param message with the remedy
         */
        default void failed(String message, Throwable cause) {
            LOG.error(message, cause);
        }

        /** A call has been refunded: once, however many wait for it. */
        default void refunded(Charge charge) {}

        /**
         * Facts have come after a doubt was reported.
         *
         * @param byPlace of the record that was reported
         */
        void late(PartitionJournal journal, Map<String, Charge> byPlace);
    }

    /** @param pool for a few threads that the brokers may keep waiting */
    KafkaJournal(
            KafkaClients clients,
            JournalTopic topic,
            Committed committed,
            ScheduledExecutorService pool,
            Listener listener) {
        this.clients = clients;
        this.topic = topic;
        this.committed = committed;
        this.pool = pool;
        this.listener = listener;
        facts = new Facts(clients.plain());
    }

    /** Takes a source partition over from whoever had it. What is asked of it waits until it is read. */
    PartitionJournal assign(TopicPartition source) {
        PartitionJournal taken = new PartitionJournal(source, this);
        partitions.put(Place.prefix(source.topic(), source.partition()), taken);
        taken.open();
        return taken;
    }

    /** Leaves a source partition to others. Its books are kept for what calls in flight come to. */
    void release(PartitionJournal journal) {
        journal.release();
        var unused = pool.schedule(
                () -> {
                    if (partitions.values().remove(journal)) {
                        tallies.recount();
                    }
                },
                KEPT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void open() {
        // each partition is, when it is assigned
    }

    /** Others have other partitions; no key is claimed by two. */
    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public <T> CompletableFuture<T> change(String key, Transition<T> step) {
        PartitionJournal of = partitions.get(prefix(key));
        return of == null
                ? CompletableFuture.failedFuture(
                        JournalException.of("no journal of this task has the key's partition", null))
                : of.change(key, step);
    }

    /** Of no key, nothing, and fails where a partition cannot be read or written. */
    @Override
    public CompletableFuture<List<Charge>> find(String key) {
        PartitionJournal of = partitions.get(prefix(key));
        if (of != null) {
            return of.ask(books -> books.charges(key));
        }
        return trouble().isPresent()
                ? CompletableFuture.failedFuture(JournalException.of(trouble().orElse(""), null))
                : CompletableFuture.completedFuture(List.of());
    }

    private Optional<String> trouble() {
        return partitions.values().stream()
                .filter(PartitionJournal::isOpen)
                .map(PartitionJournal::trouble)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String prefix(String key) {
        int topic = key.indexOf('/');
        return key.substring(0, key.indexOf('/', topic + 1) + 1);
    }

    @Override
    public CompletableFuture<List<Charge>> inDoubt(int most, Instant now) {
        List<Charge> doubts = charges()
                .filter(charge -> charge.isInDoubt(now))
                .sorted(Comparator.comparing(charge -> charge.intent().at()))
                .limit(most)
                .toList();
        return CompletableFuture.completedFuture(doubts);
    }

    @Override
    public CompletableFuture<Totals> totals(Scope scope, Instant since) {
        return CompletableFuture.completedFuture(Totals.of(charges()
                .filter(charge -> scope.includes(charge.intent().scope())
                        && !charge.intent().at().isBefore(since))
                .toList()));
    }

    private Stream<Charge> charges() {
        return partitions.values().stream().flatMap(partition -> partition.books().all().stream());
    }

    @Override
    public CompletableFuture<Integer> forget(Instant before) {
        List<CompletableFuture<Integer>> forgotten = new ArrayList<>();
        partitions.values().stream()
                .filter(PartitionJournal::isOpen)
                .forEach(partition -> forgotten.add(committed
                        .of(partition.source())
                        .thenCompose(offset -> partition.forget(before, each -> each < offset))));
        return CompletableFuture.allOf(forgotten.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        forgotten.stream().mapToInt(CompletableFuture::join).sum());
    }

    @Override
    public void close() {
        partitions.values().forEach(PartitionJournal::release);
        facts.close();
    }

    @Override
    public KafkaClients clients() {
        return clients;
    }

    @Override
    public JournalTopic topic() {
        return topic;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public Tallies tallies() {
        return tallies;
    }

    @Override
    public ScheduledExecutorService pool() {
        return pool;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public BigDecimal counted(Cap cap, Instant now) {
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            throw JournalException.of("a budget counts what all partitions spent, and " + trouble.get(), null);
        }
        return tallies.counted(cap, now);
    }

    @Override
    public void failed(String message, Throwable cause) {
        listener.failed(message, cause);
    }

    @Override
    public void refunded(Charge charge) {
        listener.refunded(charge);
    }

    @Override
    public void late(TopicPartition source, Map<String, Charge> byPlace) {
        PartitionJournal journal = partitions.get(Place.prefix(source.topic(), source.partition()));
        if (journal != null) {
            listener.late(journal, byPlace);
        }
    }
}
