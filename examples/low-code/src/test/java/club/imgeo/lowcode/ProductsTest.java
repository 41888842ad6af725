package club.imgeo.lowcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code products}: records through a template to pictures, and back to a topic. */
class ProductsTest {
    private static final String CHAIR = "{\"sku\":\"4711\",\"name\":\"folding chair\",\"colour\":\"moss green\"}";
    private static final String FRAME = "{\"sku\":\"12\\\" frame\",\"name\":\"frame\",\"colour\":\"gold\"}";
    private static final String PROMPT =
            "A studio photograph of a folding chair in moss green, on a white background, soft light, no text";

    @Test
    void makesAPictureOfEachProductOnceAndPutsAsideWhatIsNone(@TempDir Path home) throws Exception {
        try (Broker broker = Broker.start("products", "pictures", "not-drawn");
                Stage stage = new Stage(home)) {
            stage.start("products", Map.of("camel.component.kafka.brokers", broker.bootstrapServers()));

            send(broker, CHAIR, "no JSON", FRAME, CHAIR);

            List<ConsumerRecord<String, String>> pictures = receive(broker, "pictures", 2);
            assertThat(pictures.get(0).value())
                    .startsWith("{\"sku\":\"4711\",\"picture\":\"http")
                    .endsWith("\"credits\":1}");
            assertThat(pictures.get(1).value()).endsWith("\"credits\":0}");
            List<ConsumerRecord<String, String>> refused = receive(broker, "not-drawn", 2);
            assertThat(refused).extracting(ConsumerRecord::value).containsExactly("no JSON", FRAME);
            assertThat(refused).allSatisfy(record -> assertThat(
                            new String(record.headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                    .isNotBlank());
            assertThat(stage.sandbox.ledger().net(PROMPT)).isEqualTo(1);
            assertThat(stage.sandbox.ledger().requests("/api/v1/generate")).isEqualTo(1);
        }
    }

    private static void send(Broker broker, String... records) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String each : records) {
                var unused = producer.send(new ProducerRecord<>("products", each));
            }
        }
    }

    private static List<ConsumerRecord<String, String>> receive(Broker broker, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                "test-" + topic,
                "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<String, String>> received = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int polls = 0; polls < 75 && received.size() < count; polls++) {
                consumer.poll(Duration.ofMillis(200)).forEach(received::add);
            }
        }
        assertThat(received).as(topic).hasSize(count);
        return received;
    }
}
