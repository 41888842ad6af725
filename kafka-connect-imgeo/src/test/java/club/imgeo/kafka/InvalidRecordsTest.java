package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Records that are no requests, or that the server refuses. */
class InvalidRecordsTest {
    @Test
    void reportsEachThatIsRefusedAndDrawsTheOthers() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(
                    "a fox sandbox: 400",
                    "{\"prompt\":\"a fox\",\"aspect_ratio\":\"7:5\",\"count\":99}",
                    "{\"prompt\":\"a fox\",\"negativePrompt\":\"rain\",\"colour\":\"red\"}",
                    "{\"prompt\":{\"text\":\"a fox\"},\"count\":\"many\"}",
                    "",
                    "a hare");

            List<ConsumerRecord<byte[], byte[]>> reports = pipeline.reports(5);

            pipeline.awaitCommitted(0, 6);
            pipeline.results(1);
            assertThat(reports).allSatisfy(report -> {
                assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("NOT_CHARGED");
                assertThat(ReadCommitted.header(report, "imgeo.credits")).isEqualTo("0");
            });
            assertThat(reasonAt(0, reports)).contains("HTTP 400");
            assertThat(reasonAt(1, reports)).contains("7:5").contains("99");
            assertThat(reasonAt(2, reports))
                    .contains("did you mean negative_prompt")
                    .contains("colour");
            assertThat(reasonAt(3, reports)).contains("prompt").contains("count");
            assertThat(reasonAt(4, reports)).contains("prompt");
            pipeline.paidOnceFor("a hare");
        }
    }

    @Test
    void getsPastWhateverARecordHolds() {
        String[] odd = {
            "{\"prompt\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
            "{\"prompt\":\"a fox\",}",
            "{\"prompt\":\"a fox\",\"count\":1e999999999}",
            "{\"prompt\":\"a fox\",\"count\":" + "9".repeat(2_000) + "}",
            "{\"prompt\":\"a fox\",\"prompt\":\"a hare\"}",
            "{\"prompt\":\"\\ud800\"}",
            "{\"prompt\":\"a fox\",\"model\":\"" + "x".repeat(100_000) + "\"}",
            "{\"prompt\":\"a fox\",\"image\":\"ftp://\\u0000\"}",
            "{}",
            "\u0000 ",
        };
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(odd);
            pipeline.produce("a mole");

            pipeline.awaitCommitted(0, odd.length + 1);

            int ends = ReadCommitted.all(pipeline.results).size()
                    + ReadCommitted.all(pipeline.errors).size();
            assertThat(ends).isEqualTo(odd.length + 1);
            assertThat(pipeline.accounted())
                    .isEqualByComparingTo(
                            Long.toString(pipeline.sandbox.ledger().net()));
        }
    }

    @Test
    void takesTextThatIsNoObjectForAPrompt() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("[\"a fox\"]", "\"a hare\"", "{a fox", "7");

            pipeline.results(4);

            pipeline.awaitCommitted(0, 4);
            pipeline.paidOnceFor("[\"a fox\"]", "\"a hare\"", "{a fox", "7");
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
        }
    }

    @Test
    void namesTheConverterWhereAValueIsNeitherTextNorObject() {
        try (Pipeline pipeline = new Pipeline()
                .with("value.converter", "org.apache.kafka.connect.converters.LongConverter")
                .start()) {
            pipeline.produce("8 bytes.");

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(ReadCommitted.header(report, "imgeo.reason"))
                    .contains("java.lang.Long")
                    .contains("set value.converter");
            pipeline.awaitCommitted(0, 1);
            pipeline.paidOnceFor();
        }
    }

    private static String reasonAt(int offset, List<ConsumerRecord<byte[], byte[]>> reports) {
        return reports.stream()
                .filter(report -> ReadCommitted.header(report, "imgeo.offset").equals(Integer.toString(offset)))
                .map(report -> ReadCommitted.header(report, "imgeo.reason"))
                .findFirst()
                .orElseThrow();
    }
}
