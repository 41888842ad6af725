package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Calls that may have been paid for, and nobody knows. */
class DoubtsTest {
    private static final String LOST = "a fox sandbox: charge then reset";
    private static final String GATEWAY = "a fox sandbox: charge then 504";
    private static final String SLOW = "a fox sandbox: slow 3s";

    @Test
    void reportsADoubtOnceAndNeverSendsItAgain() {
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.request.timeout.ms", "1000").start()) {
            pipeline.produce(LOST, GATEWAY, SLOW, "a hare");

            List<ConsumerRecord<byte[], byte[]>> reports = pipeline.reports(3);

            assertThat(reports).allSatisfy(report -> {
                assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("UNKNOWN");
                assertThat(ReadCommitted.header(report, "imgeo.credits")).isEqualTo("1");
            });
            pipeline.results(1);
            pipeline.awaitCommitted(0, 4);
            pipeline.restartTask();
            pipeline.produce("a mole");
            pipeline.results(2);
            pipeline.awaitCommitted(0, 5);
            pipeline.reports(3);
            assertThat(List.of(LOST, GATEWAY, SLOW))
                    .allSatisfy(prompt ->
                            assertThat(pipeline.sandbox.ledger().calls(prompt)).isOne());
            await().untilAsserted(() -> pipeline.paidOnceFor(LOST, GATEWAY, SLOW, "a hare", "a mole"));
            assertThat(pipeline.accounted())
                    .isEqualByComparingTo(
                            Long.toString(pipeline.sandbox.ledger().net()));
        }
    }

    @Test
    void stopsAtADoubtWhereThePolicySaysSo() {
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.in.doubt.policy", "stop").start()) {
            pipeline.produce(LOST);

            assertThat(pipeline.failure())
                    .contains("imgeo.in.doubt.policy=stop")
                    .contains("may have been paid for");

            assertThat(pipeline.committed(0)).isZero();
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
            pipeline.with("imgeo.in.doubt.policy", "quarantine").startAgain();
            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);
            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("UNKNOWN");
            assertThat(ReadCommitted.header(report, "imgeo.credits")).isEqualTo("1");
            pipeline.awaitCommitted(0, 1);
            assertThat(pipeline.sandbox.ledger().calls(LOST)).isOne();
        }
    }

    @Test
    void stopsAtADoubtThoughItsRecordIsRefusedNow() {
        String value = "{\"prompt\":\"" + LOST + "\",\"count\":2}";
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.in.doubt.policy", "stop").start()) {
            pipeline.produce(value);
            assertThat(pipeline.failure()).contains("may have been paid for");

            pipeline.with("camel.component.imgeo.maxCount", "1").start();

            await().atMost(Pipeline.SOON).untilAsserted(() -> assertThat(pipeline.failure())
                    .contains("imgeo.in.doubt.policy=stop", "and now"));
            assertThat(pipeline.committed(0)).isZero();
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
            pipeline.with("imgeo.in.doubt.policy", "quarantine").startAgain();
            assertThat(ReadCommitted.header(pipeline.reports(1).get(0), "imgeo.credits"))
                    .isEqualTo("2");
            assertThat(pipeline.sandbox.ledger().calls(LOST)).isOne();
        }
    }

    @Test
    void sendsADoubtAgainWhereThePolicySaysSo() {
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.in.doubt.policy", "retry").start()) {
            pipeline.produce(LOST + " once");

            pipeline.results(1);

            pipeline.awaitCommitted(0, 1);
            assertThat(pipeline.sandbox.ledger().calls(LOST + " once")).isEqualTo(2);
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
        }
    }

    @Test
    void keepsADoubtUntilItsKeyCanBeWrittenForAResultThatMayComeLate() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.result.key.converter", "org.apache.kafka.connect.converters.LongConverter")
                .start()) {
            pipeline.produce(0, "k", LOST);
            assertThat(pipeline.failure()).contains("imgeo.result.key.converter");
            assertThat(pipeline.committed(0)).isZero();

            pipeline.without("imgeo.result.key.converter").startAgain();

            assertThat(ReadCommitted.header(pipeline.reports(1).get(0), "imgeo.credit.outcome"))
                    .isEqualTo("UNKNOWN");
            pipeline.awaitCommitted(0, 1);
            assertThat(pipeline.sandbox.ledger().calls(LOST)).isOne();
        }
    }

    @Test
    void reportsWhatWasPaidForAndIsOfNoUseWithItsCredits() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("a fox sandbox: garbage", "a hare sandbox: partial");

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("CHARGED");
            assertThat(ReadCommitted.header(report, "imgeo.credits")).isEqualTo("1");
            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor("a fox sandbox: garbage", "a hare sandbox: partial");
            assertThat(pipeline.accounted())
                    .isEqualByComparingTo(
                            Long.toString(pipeline.sandbox.ledger().net()));
        }
    }

    @Test
    void namesTheCreditsOfADoubtOnceThoughSeveralRecordsStandOnIt() {
        try (Pipeline pipeline = new Pipeline().with("imgeo.charge.key", "key").start()) {
            pipeline.produce(0, "k", LOST);
            pipeline.produce(0, "k", LOST);
            pipeline.reports(2);
            pipeline.produce(0, "k", LOST);

            assertThat(pipeline.reports(3))
                    .extracting(report -> ReadCommitted.header(report, "imgeo.credit.outcome"))
                    .containsOnly("UNKNOWN");

            pipeline.awaitCommitted(0, 3);
            assertThat(pipeline.sandbox.ledger().calls(LOST)).isOne();
            assertThat(pipeline.accounted()).isEqualByComparingTo("1");
        }
    }

    @Test
    void isNoneForARecordThatAsksForSomethingElseUnderItsKey() {
        try (Pipeline pipeline = new Pipeline().with("imgeo.charge.key", "key").start()) {
            pipeline.produce(0, "k", LOST);
            pipeline.reports(1);
            pipeline.produce(0, "k", "a hare");

            assertThat(pipeline.reports(2))
                    .extracting(report -> ReadCommitted.header(report, "imgeo.credit.outcome"))
                    .containsExactly("UNKNOWN", "NOT_CHARGED");

            pipeline.awaitCommitted(0, 2);
            assertThat(pipeline.sandbox.ledger().calls("a hare")).isZero();
        }
    }
}
