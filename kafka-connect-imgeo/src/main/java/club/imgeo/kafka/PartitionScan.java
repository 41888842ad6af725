package club.imgeo.kafka;

import club.imgeo.client.JournalException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a partition of a journal from its beginning, and neither waits forever nor in silence. */
final class PartitionScan {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionScan.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOGS = Duration.ofSeconds(5);

    private PartitionScan() {}

    /**
     * Reads up to {@code end}, which is behind open transactions too. A consumer of committed records gets nothing behind
     * the first of these before it ends.
     *
     * @param patience how long nothing may come
     * @throws JournalException if nothing comes for that long
     */
    static void toTheEnd(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long end,
            Duration patience,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long position = consumer.position(partition);
        long progress = System.nanoTime();
        long logged = progress;
        while (position < end) {
            consumer.poll(POLL).forEach(reader);
            long now = System.nanoTime();
            if (consumer.position(partition) > position) {
                position = consumer.position(partition);
                progress = now;
            } else if (now - progress > patience.toNanos()) {
                throw JournalException.of(
                        "no entry came from " + partition + " for " + patience.toSeconds() + " s after offset "
                                + position
                                + ", though it goes on to " + end
                                + "; a broker does not answer, or a transaction is open"
                                + " there, which kafka-transactions find-hanging shows and abort ends. Then restart the"
                                + " task",
                        null);
            }
            if (now - logged > BETWEEN_LOGS.toNanos()) {
                LOG.info("Reading {}: at offset {} of {}", partition, position, end);
                logged = now;
            }
        }
    }
}
