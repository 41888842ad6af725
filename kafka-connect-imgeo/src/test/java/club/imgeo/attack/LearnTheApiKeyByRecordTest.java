package club.imgeo.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.kafka.Pipeline;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A producer of records puts an API key into what the sink repeats: reasons in reports, charge keys, prompts. */
class LearnTheApiKeyByRecordTest {
    @Test
    void failsInEachFieldOfAValue() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(
                    "a poster that says " + pipeline.key,
                    "{\"prompt\":\"a fox\",\"model\":\"" + pipeline.key + "\"}",
                    "{\"prompt\":\"a fox\",\"count\":\"" + pipeline.key + "\"}",
                    "{\"prompt\":\"a fox\",\"aspect_ratio\":\"" + pipeline.key + "\"}",
                    "{\"prompt\":\"a fox\",\"" + pipeline.key + "\":1}");

            List<ConsumerRecord<byte[], byte[]>> reports = pipeline.reports(5);

            assertThat(reports).allSatisfy(report -> assertThat(headers(report))
                    .contains("imgeo.credit.outcome=NOT_CHARGED")
                    .doesNotContain(pipeline.key));
            assertThat(reports.stream().map(LearnTheApiKeyByRecordTest::headers))
                    .filteredOn(report -> report.contains("contains an API key"))
                    .hasSize(4);
            assertThat(pipeline.sandbox.ledger().net()).isZero();
        }
    }

    @Test
    void failsAsAChargeKey() {
        try (Pipeline pipeline = new Pipeline().with("imgeo.charge.key", "key").start()) {
            pipeline.produce(0, "order-" + pipeline.key, "a fox");

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(headers(report))
                    .contains("imgeo.charge.key: the record's charge key contains an API key")
                    .doesNotContain(pipeline.key);
            assertThat(pipeline.sandbox.ledger().net()).isZero();
        }
    }

    private static String headers(ConsumerRecord<byte[], byte[]> report) {
        return Arrays.stream(report.headers().toArray())
                .map(header -> header.key() + "=" + (header.value() == null ? "" : new String(header.value(), UTF_8)))
                .collect(Collectors.joining("\n"));
    }
}
