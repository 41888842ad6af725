package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Offsets that somebody sets back by Connect's own API. */
class OffsetsTest {
    @Test
    void deliversWhatIsReadAgainOnPurposeForNothing() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("a fox", "a hare", "a stoat");
            pipeline.results(3);
            pipeline.awaitCommitted(0, 3);
            pipeline.stopConnector();

            pipeline.connect().alterSinkConnectorOffset(pipeline.name, new TopicPartition(pipeline.prompts, 0), 1L);
            pipeline.connect().resumeConnector(pipeline.name);

            List<JsonNode> results = pipeline.results(5);
            pipeline.awaitCommitted(0, 3);
            assertThat(results.subList(3, 5))
                    .allMatch(result -> result.get("replayed").asBoolean())
                    .allMatch(result -> result.get("credits_used").asInt() == 0)
                    .extracting(result -> result.get("prompt").asText())
                    .containsExactly("a hare", "a stoat");
            assertThat(pipeline.sandbox.ledger().net()).isEqualTo(3);
        }
    }

    @Test
    void bearsTheCreditsOnceHoweverOftenItIsReadAgain() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("a fox");
            for (int times = 1; times <= 3; times++) {
                List<JsonNode> results = pipeline.results(times);
                assertThat(results.stream()
                                .mapToInt(result -> result.get("credits_used").asInt())
                                .sum())
                        .isOne();
                pipeline.awaitCommitted(0, 1);
                pipeline.stopConnector();
                pipeline.connect().resetConnectorOffsets(pipeline.name);
                pipeline.connect().resumeConnector(pipeline.name);
            }
        }
    }

    @Test
    void triesAgainWhatWasRefusedAndIsReadAgainOnPurpose() {
        try (Pipeline pipeline = new Pipeline().with("imgeo.max.retries", "0").start()) {
            pipeline.produce("a fox sandbox: 500 once");
            pipeline.read(pipeline.errors, 1);
            pipeline.awaitCommitted(0, 1);
            pipeline.stopConnector();

            pipeline.connect().resetConnectorOffsets(pipeline.name);
            pipeline.connect().resumeConnector(pipeline.name);

            assertThat(pipeline.results(1)).hasSize(1);
            assertThat(pipeline.sandbox.ledger().netCharges("a fox sandbox: 500 once"))
                    .isOne();
        }
    }
}
