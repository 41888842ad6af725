package club.imgeo.quickstart.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the result topic and the error topic from their beginnings, as whoever takes the images would. */
final class Ends implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final String results;
    private final KafkaConsumer<byte[], byte[]> consumer;

    Ends(String bootstrapServers, String results, String errors) {
        this.results = results;
        // What an aborted transaction left behind never happened.
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(results, 0), new TopicPartition(errors, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What came meanwhile; returns soon where nothing did. */
    void take(Account account, Console console) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
            if (each.topic().equals(results)) {
                Drawn drawn = Drawn.read(each.value());
                account.add(drawn);
                console.show(drawn);
            } else {
                NotDrawn notDrawn = NotDrawn.read(each.headers(), each.value());
                account.add(notDrawn);
                console.show(notDrawn);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
