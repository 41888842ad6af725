package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import club.imgeo.client.JournalException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
     * Makes the topic where there is none, and sees to it that it is the connector's own.
     *
     * @throws ConnectException naming the option and the remedy
     */
    static JournalTopic claim(String name, String connector, KafkaClients clients, Admin admin) {
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
        topic.own(connector, clients);
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

    /** Whoever comes first writes their name; of several at once, one is left over, and the others read it. */
    private void own(String connector, KafkaClients clients) {
        Owner owner = owner(clients);
        for (int attempt = 1; owner == null; attempt++) {
            try (Transactions fenced = Transactions.begin(clients.fencing(name + "/owner"))) {
                owner = owner(clients);
                if (owner == null) {
                    owner = new Owner(Charge.VERSION, connector, partitions);
                    fenced.write(List.of(new ProducerRecord<>(name, 0, EntryKey.OWNER.bytes(), owner.toJson())));
                }
            } catch (Transactions.Aborted | Transactions.Uncertain e) {
                if (attempt == ATTEMPTS) {
                    throw new ConnectException(
                            "imgeo.journal.topic: it cannot be written whose " + name + " is: " + e.getMessage(), e);
                }
                // By chance, so that they do not fence each other for ever. What a task does at its start may block.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(100, 1_000)));
                owner = owner(clients);
            }
        }
        owner.check(this, connector);
    }

    /** It is the first entry of the first partition, wherever it has ever been written. */
    private @Nullable Owner owner(KafkaClients clients) {
        TopicPartition first = new TopicPartition(name, 0);
        long end = end(first);
        try (KafkaConsumer<byte[], byte[]> consumer = clients.reader(name)) {
            consumer.assign(List.of(first));
            consumer.seekToBeginning(List.of(first));
            while (consumer.position(first) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key() != null && EntryKey.parse(record.key()).equals(EntryKey.OWNER)) {
                        return Owner.parse(name, record.value());
                    }
                }
            }
            return null;
        } catch (JournalException e) {
            throw usedByOthers(name, e);
        }
    }

    private static ConnectException usedByOthers(String topic, Exception e) {
        return new ConnectException(
                "imgeo.journal.topic: " + topic + " is used by something else; give a topic of its own", e);
    }

    private record Owner(int version, String connector, int partitions) {
        byte[] toJson() {
            ObjectNode json = Json.object();
            json.put("version", version).put("connector", connector).put("partitions", partitions);
            return Json.bytes(json);
        }

        static Owner parse(String topic, byte[] value) {
            try {
                JsonNode json = Json.read(value);
                return new Owner(
                        json.required("version").asInt(),
                        json.required("connector").asText(),
                        json.required("partitions").asInt());
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw usedByOthers(topic, e);
            }
        }

        void check(JournalTopic topic, String mine) {
            if (version != Charge.VERSION) {
                throw new ConnectException("imgeo.journal.topic: " + topic.name + " is a journal of version " + version
                        + ", and this connector knows version " + Charge.VERSION
                        + "; run the version of the connector that wrote it, or give another topic");
            }
            if (!connector.equals(mine)) {
                throw new ConnectException("imgeo.journal.topic: " + topic.name + " is the journal of the connector "
                        + connector + "; two must not share one, so give this one another");
            }
            if (partitions != topic.partitions) {
                throw new ConnectException("imgeo.journal.topic: " + topic.name + " was begun with " + partitions
                        + " partitions and has " + topic.partitions
                        + " now, so that what was paid for would not be found; give another topic, and let the old one"
                        + " finish what it has");
            }
        }
    }
}
