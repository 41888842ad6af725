package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink in a real worker, on a real broker. */
class SinkTest {
    @Test
    void drawsWhatATopicAsksForAndPutsTheUrlsOnAnother() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("a fox", "{\"prompt\":\"a hare\",\"count\":2,\"aspect_ratio\":\"16:9\"}");

            List<JsonNode> results = pipeline.results(2);

            assertThat(results)
                    .extracting(result -> result.get("prompt").asText())
                    .containsExactlyInAnyOrder("a fox", "a hare");
            assertThat(results)
                    .extracting(result -> result.get("credits_used").asInt())
                    .containsExactlyInAnyOrder(1, 2);
            assertThat(pipeline.sandbox.ledger().netCharges("a fox")).isOne();
            assertThat(pipeline.sandbox.ledger().netCharges("a hare")).isOne();
            pipeline.awaitCommitted(0, 2);
        }
    }

    /** In both, a partition has one owner. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void paysOnceInAGroupOfEitherProtocol(String protocol) {
        try (Pipeline pipeline = new Pipeline()
                .with("consumer.override.group.protocol", protocol)
                .start()) {
            pipeline.produce("a fox", "a hare");

            assertThat(pipeline.results(2)).hasSize(2);
            pipeline.paidOnceFor("a fox", "a hare");
            pipeline.awaitCommitted(0, 2);
        }
    }

    @Test
    void reportsWhatIsRefusedAndGoesOn() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("{\"prompt\":\"a fox\",\"colour\":\"red\"}", "a hare");

            List<ConsumerRecord<byte[], byte[]>> reports = pipeline.reports(1);

            assertThat(ReadCommitted.header(reports.get(0), "imgeo.credit.outcome"))
                    .isEqualTo("NOT_CHARGED");
            assertThat(ReadCommitted.header(reports.get(0), "imgeo.reason")).contains("colour");
            assertThat(pipeline.results(1)).hasSize(1);
            pipeline.awaitCommitted(0, 2);
        }
    }
}
