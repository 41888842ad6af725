package club.imgeo.kafka;

import club.imgeo.client.JournalException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the journal of one source partition into its books. Not safe for threads. */
final class JournalReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    /** Between two looks for news. */
    static final Duration PAUSE = Duration.ofMillis(250);
    /** So long after its deadline the outcome of a call may come from a worker that had been stopped meanwhile. */
    private static final Duration AFTERMATH = Duration.ofMinutes(15);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final byte[] own;
    /** What had no outcome when the journal was read, by deadline: others may still write one. */
    private final Map<String, Instant> awaited;

    private JournalReader(KafkaConsumer<byte[], byte[]> consumer, byte[] own, Map<String, Instant> awaited) {
        this.consumer = consumer;
        this.own = own;
        this.awaited = awaited;
    }

    /**
     * Reads all that was written before this call: call it after fencing.
     *
     * @param incarnation what is marked by it is not read again, since it is in the books already
     */
    static JournalReader toTheEnd(
            KafkaClients clients, JournalTopic topic, TopicPartition source, Books books, String incarnation) {
        TopicPartition partition = topic.partition(source);
        // Not the end that a reader of committed records is told, which an open transaction of others holds back.
        long end = topic.end(partition);
        KafkaConsumer<byte[], byte[]> consumer = clients.reader(source.toString());
        try {
            PartitionScan.toTheEnd(consumer, partition, end, clients.patience(), record -> take(record, books));
            return new JournalReader(consumer, incarnation.getBytes(StandardCharsets.UTF_8), books.open());
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Whether others may still write what is not known here. */
    boolean mayBringNews(Books books, Instant now) {
        awaited.entrySet()
                .removeIf(entry -> now.isAfter(entry.getValue().plus(AFTERMATH))
                        || books.charges(entry.getKey()).stream().allMatch(charge -> charge.isSettled()));
        return !awaited.isEmpty();
    }

    /** Takes what has come; does not wait. */
    void read(Books books) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
            Header by = record.headers().lastHeader(JournalTopic.WRITER);
            if (by == null || !Arrays.equals(by.value(), own)) {
                takeOrPassOver(record, books);
            }
        }
    }

    /** The facts behind an entry of somebody else's are worth more than to stop at it. */
    private static void takeOrPassOver(ConsumerRecord<byte[], byte[]> record, Books books) {
        try {
            take(record, books);
        } catch (JournalException e) {
            LOG.warn("Offset {} of the journal is passed over: {}", record.offset(), e.getMessage());
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Books books) {
        if (record.key() != null) {
            books.apply(EntryKey.parse(record.key()), record.value());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
