package club.imgeo.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the records of a topic of one partition could be read by somebody who reads what is committed. */
final class Arrivals implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Instant> times = new ArrayList<>();

    Arrivals(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** @param meanwhile is called when nothing has come for a while */
    List<Instant> first(int count, Duration patience, Runnable meanwhile) {
        long end = System.nanoTime() + patience.toNanos();
        while (times.size() < count) {
            ConsumerRecords<byte[], byte[]> come = consumer.poll(POLL);
            Instant now = Instant.now();
            come.forEach(each -> times.add(now));
            if (come.isEmpty()) {
                meanwhile.run();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(times.size() + " results have come, and not " + count);
            }
        }
        return List.copyOf(times.subList(0, count));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
