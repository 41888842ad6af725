package club.imgeo.kafka;

import club.imgeo.client.JournalException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** The compacted topic that the journal of a connector is, and no other's. Safe for use by many threads. */
final class JournalTopic {
    /** The header of an entry that says who wrote it. */
    static final String WRITER = "imgeo.writer";

    private static final int PARTITIONS = 8;
    /** To write whose it is, while other tasks try the same. */
    private static final int ATTEMPTS = 20;

    private static final Map<String, String> SETTINGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            // Small ones, so that what is outdated goes soon, and a task that starts has less to read.
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(32 << 20),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofHours(6).toMillis()),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.2");

    private final String name;
    private final int partitions;
    private final Admin admin;

    private JournalTopic(String name, int partitions, Admin admin) {
        this.name = name;
        this.partitions = partitions;
        this.admin = admin;
    }

    /**
     * Creates the topic if it is missing, and makes sure that it belongs to the claimant. A claimant that is refused has
     * fenced no producer of the owner's.
     *
     * @throws ConnectException naming the option and the remedy
     */
    static JournalTopic claim(String name, JournalOwner.Claimant claimant, KafkaClients clients, Admin admin) {
        Topics topics = new Topics(admin);
        int partitions = topics.require(
                "imgeo.journal.topic", new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()).configs(SETTINGS));
        String policy = topics.setting(name, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy != null && !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new ConnectException("imgeo.journal.topic: " + name + " has cleanup.policy=" + policy
                    + ", by which entries vanish and records are paid for twice; set it to compact, as by: kafka-configs"
                    + " --alter --topic " + name + " --add-config cleanup.policy=compact");
        }
        JournalTopic topic = new JournalTopic(name, partitions, admin);
        topic.own(claimant, clients);
        return topic;
    }

    String name() {
        return name;
    }

    /** The same for whichever worker has the partition, so that the next fences the one before. */
    String transactionalId(TopicPartition source) {
        return name + "/" + source.topic() + "/" + source.partition(); // no topic has a slash
    }

    TopicPartition partition(TopicPartition source) {
        return new TopicPartition(name, Math.floorMod(31 * source.topic().hashCode() + source.partition(), partitions));
    }

    ProducerRecord<byte[], byte[]> entry(TopicPartition source, EntryKey key, byte @Nullable [] value, String writer) {
        RecordHeaders headers =
                new RecordHeaders(List.of(new RecordHeader(WRITER, writer.getBytes(StandardCharsets.UTF_8))));
        return new ProducerRecord<>(name, partition(source).partition(), key.bytes(), value, headers);
    }

    /** Behind everything that is written, open transactions included. */
    long end(TopicPartition partition) {
        return Topics.answer(admin.listOffsets(
                                Map.of(partition, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .partitionResult(partition))
                .offset();
    }

    /**
     * Writes the claimant as the owner if there is none, or one that it may replace. Of several claimants at once one
     * writes, and the others read what it wrote: the producer of owners is fenced before the entry is read again.
     */
    private void own(JournalOwner.Claimant claimant, KafkaClients clients) {
        JournalOwner owner = owner(clients);
        for (int attempt = 1; owner == null || owner.isReplacedBy(claimant, partitions); attempt++) {
            try (Transactions fenced = Transactions.begin(clients.fencing(name + "/owner"))) {
                owner = owner(clients);
                if (owner == null || owner.isReplacedBy(claimant, partitions)) {
                    owner = claimant.owner(partitions);
                    fenced.write(List.of(new ProducerRecord<>(name, 0, EntryKey.OWNER.bytes(), owner.toJson())));
                }
            } catch (Transactions.Aborted | Transactions.Uncertain e) {
                if (attempt == ATTEMPTS) {
                    throw new ConnectException(
                            "imgeo.journal.topic: it cannot be written whose " + name + " is: " + e.getMessage(), e);
                }
                // Random, so that several do not fence each other for ever. A task may block while it starts.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(100, 1_000)));
                owner = owner(clients);
            }
        }
        owner.check(name, partitions, claimant);
    }

    /**
     * Returns the last owner in the first partition; null if there is none. Reads the partition to its end, since a later
     * entry replaces an earlier one.
     */
    private @Nullable JournalOwner owner(KafkaClients clients) {
        TopicPartition first = new TopicPartition(name, 0);
        Owner owner = new Owner();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.reader(name)) {
            PartitionScan.toTheEnd(consumer, first, end(first), clients.patience(), owner::read);
            return owner.last;
        } catch (JournalException e) {
            throw new ConnectException("imgeo.journal.topic: " + e.getMessage(), e);
        }
    }

    /** The owner by the entries read so far. */
    private final class Owner {
        private @Nullable JournalOwner last;

        void read(ConsumerRecord<byte[], byte[]> record) {
            try {
                if (isOwner(record)) {
                    last = record.value() == null ? null : JournalOwner.parse(record.value());
                }
            } catch (JournalException | IllegalArgumentException e) {
                throw new ConnectException(
                        "imgeo.journal.topic: " + name + " is used by something else; give a topic of its own", e);
            }
        }

        /** @throws JournalException for a key that is not the journal's, unless an owner has been read */
        private boolean isOwner(ConsumerRecord<byte[], byte[]> record) {
            try {
                return record.key() != null && EntryKey.parse(record.key()).equals(EntryKey.OWNER);
            } catch (JournalException e) {
                if (last == null) {
                    throw e;
                }
                return false; // whoever reads the entries objects to it
            }
        }
    }
}
