package club.imgeo.attack;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.attack.HostileServer.Answer;
import club.imgeo.kafka.ImgeoSinkConnector;
import club.imgeo.kafka.Pipeline;
import club.imgeo.kafka.ReadCommitted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By a record, a response or a configuration that takes much more time to look at than to send, or that stops the task. */
class StallOtherCallsTest {
    private static final String IMAGE = "{\"images\":[\"https://example.org/fox.png\"]}";
    /** What is too fast to be measured counts as this: Connect commits a few times a second. */
    private static final Duration MOMENT = Duration.ofMillis(500);
    /** Times as much work may take, with so many times the input, on a machine that has other things to do. */
    private static final int GENEROUS = 5;

    @Test
    void isNotPossibleByAnyRecord() {
        String[] hostile = {
            "{\"mode\":\"img2img\",\"image\":\"" + "/".repeat(200_000) + "\"}",
            "{\"prompt\":\"a fox\",\"negative_prompt\":\"" + "a ".repeat(100_000) + "\"}",
            "{\"prompt\":\"a fox\",\"" + "x".repeat(300) + "\":1}",
            "{\"id\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
            "x".repeat(3_000_000),
        };
        try (HostileServer server = HostileServer.answering(request -> new Answer(200, IMAGE));
                Pipeline pipeline =
                        new Pipeline().with("imgeo.base.url", server.baseUrl()).start()) {
            pipeline.produce(hostile);
            pipeline.produce(0, "k".repeat(100_000), "a mole");
            ProducerRecord<String, String> headed = new ProducerRecord<>(pipeline.prompts, 0, null, "a vole");
            headed.headers().add("h", "x".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
            pipeline.produce(headed);
            pipeline.produce("a hare");

            pipeline.awaitCommitted(0, hostile.length + 3);

            List<ConsumerRecord<byte[], byte[]>> reports = pipeline.reports(hostile.length + 2);
            assertThat(reports).allSatisfy(report -> {
                assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("NOT_CHARGED");
                assertThat(ReadCommitted.header(report, "imgeo.reason")).containsPattern("at most|not JSON within");
            });
            assertThat(pipeline.results(1)).hasSize(1);
        }
    }

    /** Some of these never look at the text, so that the steps of a comparison cannot be counted. */
    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @MethodSource("expressions")
    void isNotPossibleByTheExpressionForTopics(String expression) {
        Map<String, String> config = LoneTask.config("stalling", "imgeo_sk_0123456789abcdef", "https://www.imgeo.club");
        config.remove("topics");
        config.put("topics.regex", expression);

        assertThat(new ImgeoSinkConnector().validate(config).configValues()).isNotEmpty();
    }

    static Stream<String> expressions() {
        return Stream.of(
                "(?:(?:^){2000000000}){2000000000}a",
                "(?:){2000000000}".repeat(10) + "a",
                "(?:|)".repeat(60) + "(?!)",
                ".*(b?|b?)" + "(b?|b?)".repeat(60) + "c",
                "(.*a){40}b",
                "(".repeat(100_000),
                "a?".repeat(50_000) + "b",
                ".*".repeat(200) + "b");
    }

    @Test
    void isNotPossibleByTheLengthOfARecordAndTheResponseToIt() {
        try (HostileServer server = HostileServer.answering(StallOtherCallsTest::answer);
                Pipeline pipeline =
                        new Pipeline().with("imgeo.base.url", server.baseUrl()).start()) {
            pipeline.produce("a fox");
            pipeline.results(1);
            long little = nanos(pipeline, 1, 10_000);

            long much = nanos(pipeline, 1 + 12, 160_000);

            assertThat(much).isLessThan(16 * GENEROUS * little);
            assertThat(pipeline.results(1 + 2 * 4)).hasSize(9);
        }
    }

    /** How long four good records take among eight hostile ones. */
    private static long nanos(Pipeline pipeline, int offset, int length) {
        long begun = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            pipeline.produce(
                    "{\"mode\":\"img2img\",\"prompt\":\"hostile\",\"image\":\"" + "/".repeat(length) + "\"}",
                    "hostile " + "aaaaaaaaaaa ".repeat(Math.min(160, length / 12)),
                    "a fox");
        }
        pipeline.awaitCommitted(0, offset + 12);
        return Math.max(System.nanoTime() - begun, MOMENT.toNanos());
    }

    private static Answer answer(String request) {
        return request.contains("hostile")
                ? new Answer(413, "{\"error\":\"" + "aaaaaaaaaaab".repeat(80_000) + "\"}")
                : new Answer(200, IMAGE);
    }
}
