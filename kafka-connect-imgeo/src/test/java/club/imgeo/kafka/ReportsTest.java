package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Where it is said what became of a record that gave no images. */
class ReportsTest {
    private static final String REFUSED = "{\"prompt\":\"a fox\",\"colour\":\"red\"}";
    private static final String LOST = "a fox sandbox: charge then reset";

    @Test
    void takesTheDeadLetterQueueOverTheErrorTopic() {
        try (Pipeline pipeline = withDeadLetters(new Pipeline()).start()) {
            ProducerRecord<String, String> record = new ProducerRecord<>(pipeline.prompts, 0, "k", REFUSED);
            record.headers().add("trace", new byte[] {'7'});
            pipeline.produce(record);

            ConsumerRecord<byte[], byte[]> report =
                    pipeline.read(deadLetters(pipeline), 1).get(0);

            assertThat(ReadCommitted.key(report)).isEqualTo("k");
            assertThat(ReadCommitted.value(report)).isEqualTo(REFUSED);
            assertThat(ReadCommitted.header(report, "trace")).isEqualTo("7");
            assertThat(ReadCommitted.header(report, "imgeo.reason")).contains("colour");
            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("NOT_CHARGED");
            assertThat(ReadCommitted.header(report, "__connect.errors.topic")).isEqualTo(pipeline.prompts);
            pipeline.awaitCommitted(0, 1);
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
            pipeline.paidOnceFor();
        }
    }

    @Test
    void putsADoubtIntoTheDeadLetterQueueWithItsCredits() {
        try (Pipeline pipeline = withDeadLetters(new Pipeline()).start()) {
            pipeline.produce(LOST, "a hare");

            ConsumerRecord<byte[], byte[]> report =
                    pipeline.read(deadLetters(pipeline), 1).get(0);

            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("UNKNOWN");
            assertThat(ReadCommitted.header(report, "imgeo.credits")).isEqualTo("1");
            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor(LOST, "a hare");
            assertThat(pipeline.sandbox.ledger().calls(LOST)).isOne();
        }
    }

    @Test
    void stopsWhereThereIsNowhereToReportToAndGoesOnOnceThereIs() {
        try (Pipeline pipeline = new Pipeline().without("imgeo.error.topic").start()) {
            pipeline.produce("a hare", REFUSED, LOST);

            assertThat(pipeline.failure())
                    .contains("nowhere to report")
                    .contains("imgeo.error.topic")
                    .contains("errors.deadletterqueue.topic.name")
                    .contains("errors.tolerance=all");

            pipeline.with("imgeo.error.topic", pipeline.errors).startAgain();
            pipeline.reports(2);
            pipeline.results(1);
            pipeline.awaitCommitted(0, 3);
            pipeline.paidOnceFor("a hare", LOST);
            assertThat(pipeline.sandbox.ledger().calls(LOST)).isOne();
            assertThat(pipeline.accounted()).isEqualByComparingTo("2");
        }
    }

    @Test
    void movesNoOffsetBeforeTheReportIsWritten() {
        try (Pipeline pipeline = new Pipeline()) {
            pipeline.topic(new NewTopic(pipeline.errors, 1, (short) 1).configs(Map.of("max.message.bytes", "100")));
            pipeline.start();
            pipeline.produce(LOST);

            assertThat(pipeline.failure()).contains("imgeo.error.topic");

            assertThat(pipeline.committed(0)).isZero();
            pipeline.alter(pipeline.errors, "max.message.bytes", "1000000");
            pipeline.restartTask();
            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);
            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("UNKNOWN");
            pipeline.awaitCommitted(0, 1);
            assertThat(pipeline.sandbox.ledger().calls(LOST)).isOne();
            assertThat(pipeline.accounted()).isEqualByComparingTo("1");
        }
    }

    @Test
    void leavesTheRecordOutOfAReportThatKafkaDoesNotTake() {
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.kafka.max.request.size", "20000").start()) {
            pipeline.produce(0, "k", REFUSED.replace("red", "r".repeat(30_000)));
            pipeline.produce(withALargeHeader(pipeline, LOST));
            pipeline.produce("a hare");

            List<ConsumerRecord<byte[], byte[]>> reports = pipeline.reports(2);

            assertHoldsOnlyWhereTheRecordIs(pipeline, 0, "NOT_CHARGED", reports.get(0));
            assertHoldsOnlyWhereTheRecordIs(pipeline, 1, "UNKNOWN", reports.get(1));
            pipeline.results(1);
            pipeline.awaitCommitted(0, 3);
            pipeline.paidOnceFor(LOST, "a hare");
        }
    }

    /** Connect writes dead letters with the schema, and stops a task if Kafka does not take one. */
    @Test
    void leavesARecordWithALargeSchemaOutOfADeadLetter() {
        try (Pipeline pipeline = withDeadLetters(new Pipeline())
                .with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .with("value.converter.schemas.enable", "true")
                .start()) {
            pipeline.produce(
                    "{\"schema\":{\"type\":\"int32\",\"doc\":\"" + "x".repeat(1_048_000) + "\"},\"payload\":7}",
                    "{\"schema\":{\"type\":\"string\"},\"payload\":\"a hare\"}");

            assertHoldsOnlyWhereTheRecordIs(
                    pipeline,
                    0,
                    "NOT_CHARGED",
                    pipeline.read(deadLetters(pipeline), 1).get(0));
            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
        }
    }

    /** The journal keeps the headers of a record in doubt, too. */
    @Test
    void goesOnIfTheJournalDoesNotTakeTheHeadersOfADeadLetter() {
        try (Pipeline pipeline = withDeadLetters(new Pipeline())
                .with("imgeo.kafka.max.request.size", "20000")
                .start()) {
            pipeline.produce(withALargeHeader(pipeline, LOST));
            pipeline.produce("a hare");

            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor(LOST, "a hare");
            assertThat(ReadCommitted.all(deadLetters(pipeline))).hasSize(1);
        }
    }

    /** Its keys are arrays, which no text is and every format of Connect can have. */
    @Test
    void reportsARecordThatIsAMapWithLargeKeys() {
        try (Pipeline pipeline = new Pipeline()
                .with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .with("value.converter.schemas.enable", "true")
                .start()) {
            pipeline.produce(
                    "{\"schema\":{\"type\":\"map\",\"keys\":{\"type\":\"array\",\"items\":{\"type\":\"double\"}},"
                            + "\"values\":{\"type\":\"int32\"}},\"payload\":[[[" + "1e9,".repeat(240_000) + "1],1]]}",
                    "{\"schema\":{\"type\":\"string\"},\"payload\":\"a hare\"}");

            assertHoldsOnlyWhereTheRecordIs(
                    pipeline, 0, "NOT_CHARGED", pipeline.reports(1).get(0));
            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
        }
    }

    private static ProducerRecord<String, String> withALargeHeader(Pipeline pipeline, String prompt) {
        ProducerRecord<String, String> record = new ProducerRecord<>(pipeline.prompts, 0, "k", prompt);
        record.headers().add("trace", new byte[30_000]);
        return record;
    }

    private static void assertHoldsOnlyWhereTheRecordIs(
            Pipeline pipeline, long offset, String outcome, ConsumerRecord<byte[], byte[]> report) {
        assertThat(report.value()).isNull();
        assertThat(report.key()).isNull();
        assertThat(report.headers().lastHeader("trace")).isNull();
        assertThat(ReadCommitted.header(report, "imgeo.topic")).isEqualTo(pipeline.prompts);
        assertThat(ReadCommitted.header(report, "imgeo.partition")).isEqualTo("0");
        assertThat(ReadCommitted.header(report, "imgeo.offset")).isEqualTo(Long.toString(offset));
        assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo(outcome);
    }

    @Test
    void reportsARecordWithoutAValue() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(0, "k", null);
            pipeline.produce("a hare");

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(report.value()).isNull();
            assertThat(ReadCommitted.key(report)).isEqualTo("k");
            assertThat(ReadCommitted.header(report, "imgeo.reason")).contains("imgeo.null.values=skip");
            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor("a hare");
        }
    }

    @Test
    void stopsAtARecordWithoutAValueOrPassesOverIt() {
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.null.values", "fail").start()) {
            pipeline.produce(0, "k", null);
            pipeline.produce("a hare");
            assertThat(pipeline.failure()).contains("imgeo.null.values=fail").contains(pipeline.prompts + "/0/0");
            assertThat(pipeline.committed(0)).isZero();

            pipeline.with("imgeo.null.values", "skip").startAgain();

            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
            pipeline.paidOnceFor("a hare");
        }
    }

    @Test
    void keepsWhatTheRecordWasInTheErrorTopic() {
        try (Pipeline pipeline = new Pipeline().start()) {
            ProducerRecord<String, String> record = new ProducerRecord<>(pipeline.prompts, 1, 42L, "k", REFUSED);
            record.headers().add("trace", new byte[] {'7'});
            pipeline.produce(record);

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(ReadCommitted.key(report)).isEqualTo("k");
            assertThat(ReadCommitted.value(report)).isEqualTo(REFUSED);
            assertThat(List.of("trace", "imgeo.topic", "imgeo.partition", "imgeo.offset", "imgeo.timestamp"))
                    .extracting(header -> ReadCommitted.header(report, header))
                    .containsExactly("7", pipeline.prompts, "1", "0", "42");
            pipeline.awaitCommitted(1, 1);
            pipeline.paidOnceFor();
        }
    }

    static String deadLetters(Pipeline pipeline) {
        return pipeline.name + "-dead";
    }

    static Pipeline withDeadLetters(Pipeline pipeline) {
        return pipeline.with("errors.tolerance", "all")
                .with("errors.deadletterqueue.topic.name", deadLetters(pipeline))
                .with("errors.deadletterqueue.topic.replication.factor", "1")
                .with("errors.deadletterqueue.context.headers.enable", "true");
    }
}
