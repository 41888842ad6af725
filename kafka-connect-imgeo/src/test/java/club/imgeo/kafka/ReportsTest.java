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
