package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class RebalanceTest {
    @Test
    void goesOnWithPartitionsThatWerePausedWhenTheyWereTakenAway() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.max.in.flight", "1")
                .with("imgeo.shutdown.timeout.ms", "20000")
                .start()) {
            pipeline.produce("a fox sandbox: slow 6s");
            await().atMost(Pipeline.SOON).until(() -> pipeline.sandbox.ledger().net() > 0);

            joinAndLeave(pipeline); // which ends when the fox is drawn
            pipeline.produce("a hare");

            assertThat(pipeline.results(2)).hasSize(2);
            assertThat(pipeline.sandbox.ledger().net()).isEqualTo(2);
        }
    }

    /** Of the connector's own group. */
    private static void joinAndLeave(Pipeline pipeline) {
        try (KafkaConsumer<byte[], byte[]> rival = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        Cluster.bootstrapServers(),
                        "group.id",
                        "connect-" + pipeline.name,
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            rival.subscribe(List.of(pipeline.prompts));
            await().atMost(Pipeline.SOON).until(() -> {
                rival.poll(Duration.ofMillis(100));
                return !rival.assignment().isEmpty();
            });
        }
    }
}
