package club.imgeo.quickstart.kafka.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sees all that is committed to the topics of results and reports, each of one partition, and forgets nothing. */
final class Witness implements AutoCloseable {
    private final TopicPartition results;
    private final List<TopicPartition> both;
    private final Function<Place, String> prompts;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Ending> endings = new ArrayList<>();

    Witness(String bootstrapServers, String results, String reports, Function<Place, String> prompts) {
        this.results = new TopicPartition(results, 0);
        this.prompts = prompts;
        both = List.of(this.results, new TopicPartition(reports, 0));
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("isolation.level", "read_committed");
        config.put("reconnect.backoff.max.ms", 500);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(both);
        consumer.seekToBeginning(both);
    }

    /** Up to what is committed by now. */
    List<Ending> endings() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(both);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                endings.add(
                        record.topic().equals(results.topic())
                                ? Ending.result(record, prompts)
                                : Ending.report(record));
            }
        }
        return List.copyOf(endings);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
