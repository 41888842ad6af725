package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is on the result topic, and that it says what was spent. */
class ResultsTest {
    @Test
    void hasTheKeyAndTheHeadersOfItsRecordAndSaysWhichThatWas() {
        try (Pipeline pipeline = new Pipeline().start()) {
            ProducerRecord<String, String> record = new ProducerRecord<>(pipeline.prompts, 1, 42L, "k", "a fox");
            record.headers().add("trace", new byte[] {'7'}).add("empty", null);
            pipeline.produce(record);

            ConsumerRecord<byte[], byte[]> read =
                    pipeline.read(pipeline.results, 1).get(0);

            assertThat(ReadCommitted.key(read)).isEqualTo("k");
            assertThat(ReadCommitted.header(read, "trace")).isEqualTo("7");
            assertThat(read.headers().lastHeader("empty").value()).isNull();
            JsonNode result = ReadCommitted.json(read);
            assertThat(result.get("images").get(0).asText())
                    .startsWith(pipeline.sandbox.baseUrl().toString());
            assertThat(List.of("topic", "partition", "offset", "timestamp", "credit_outcome", "partial", "replayed"))
                    .extracting(field -> result.get(field).asText())
                    .containsExactly(pipeline.prompts, "1", "0", "42", "CHARGED", "false", "false");
            pipeline.awaitCommitted(1, 1);
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void isWrittenByTheConverterThatTheUserNames() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.result.converter.schemas.enable", "true")
                .with("imgeo.result.key.converter", "org.apache.kafka.connect.json.JsonConverter")
                .with("imgeo.result.key.converter.schemas.enable", "false")
                .start()) {
            pipeline.produce(0, "k", "a fox");

            ConsumerRecord<byte[], byte[]> read =
                    pipeline.read(pipeline.results, 1).get(0);

            assertThat(ReadCommitted.key(read)).isEqualTo("\"k\"");
            assertThat(ReadCommitted.json(read).at("/schema/name").asText()).isEqualTo("club.imgeo.kafka.Result");
            assertThat(ReadCommitted.json(read).at("/payload/prompt").asText()).isEqualTo("a fox");
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void waitsInTheJournalForAConverterThatCanWriteIt() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.result.converter", "org.apache.kafka.connect.converters.LongConverter")
                .start()) {
            pipeline.produce("a fox");
            assertThat(pipeline.failure()).contains("imgeo.result.converter").contains("LongConverter");
            assertThat(pipeline.committed(0)).isZero();

            pipeline.without("imgeo.result.converter").startAgain();

            assertThat(pipeline.results(1).get(0).get("credits_used").asInt()).isOne();
            pipeline.awaitCommitted(0, 1);
            assertThat(pipeline.sandbox.ledger().calls("a fox")).isOne();
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void comesOncePerRecordAndIsPaidForOncePerKey() {
        try (Pipeline pipeline = new Pipeline().with("imgeo.charge.key", "key").start()) {
            pipeline.produce(0, "k", "a fox");
            pipeline.produce(0, "k", "a fox");
            pipeline.results(2);
            pipeline.produce(0, "k", "a fox");
            pipeline.produce(0, "k", "a hare");
            pipeline.produce(0, null, "a mole");

            List<JsonNode> results = pipeline.results(3);

            assertThat(results)
                    .extracting(result -> result.get("replayed").asBoolean())
                    .containsExactlyInAnyOrder(false, true, true);
            assertThat(results)
                    .extracting(result -> result.get("images").toString())
                    .containsOnly(results.get(0).get("images").toString());
            assertThat(pipeline.reports(2))
                    .extracting(report -> ReadCommitted.header(report, "imgeo.reason"))
                    .anySatisfy(reason -> assertThat(reason).contains("another request"))
                    .anySatisfy(reason -> assertThat(reason).contains("imgeo.charge.key"));
            pipeline.awaitCommitted(0, 5);
            pipeline.paidOnceFor("a fox");
            assertThat(pipeline.accounted()).isEqualByComparingTo("1");
        }
    }

    @Test
    void isPaidForOncePerValueOfAField() {
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.charge.key", "field:order").start()) {
            pipeline.produce(
                    "{\"prompt\":\"a fox\",\"order\":7}",
                    "{\"prompt\":\"a fox\",\"order\":7}",
                    "{\"prompt\":\"a fox\",\"order\":8}",
                    "{\"prompt\":\"a fox\"}");

            pipeline.results(3);

            assertThat(ReadCommitted.header(pipeline.reports(1).get(0), "imgeo.reason"))
                    .contains("order");
            pipeline.awaitCommitted(0, 4);
            assertThat(pipeline.sandbox.ledger().netCharges("a fox")).isEqualTo(2);
            assertThat(pipeline.accounted()).isEqualByComparingTo("2");
        }
    }

    @Test
    void addsUpWithTheReportsToWhatTheAccountWasCharged() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(
                    "{\"prompt\":\"a fox\",\"count\":3}",
                    "{\"prompt\":\"a hare sandbox: partial\",\"count\":3}",
                    "{\"prompt\":\"a mole sandbox: charge then eof\",\"count\":2}",
                    "a newt sandbox: cut",
                    "an owl sandbox: 500 once",
                    "a pike sandbox: 400",
                    "{\"prompt\":\"a rook\",\"count\":100}");

            pipeline.results(3);
            pipeline.reports(4);

            pipeline.awaitCommitted(0, 7);
            assertThat(pipeline.sandbox.ledger().net()).isPositive();
            assertThat(pipeline.accounted())
                    .isEqualByComparingTo(
                            Long.toString(pipeline.sandbox.ledger().net()));
        }
    }

    @Test
    void bearsItsCreditsThoughAReportOfTheSameKeyCameFirst() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.charge.key", "key")
                .with("imgeo.result.converter", "org.apache.kafka.connect.converters.LongConverter")
                .start()) {
            pipeline.produce(0, "k", "a fox");
            assertThat(pipeline.failure()).contains("imgeo.result.converter");
            pipeline.produce(0, "k", "{\"prompt\":\"a fox\",\"colour\":\"red\"}");
            pipeline.connect().restartTask(pipeline.name, 0);
            await().atMost(Pipeline.SOON)
                    .until(() -> ReadCommitted.all(pipeline.errors).size() == 1);
            assertThat(pipeline.failure()).contains("imgeo.result.converter");

            pipeline.without("imgeo.result.converter").startAgain();

            assertThat(pipeline.results(1).get(0).get("credits_used").asInt()).isOne();
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor("a fox");
            assertThat(pipeline.accounted()).isEqualByComparingTo("1");
        }
    }
}
