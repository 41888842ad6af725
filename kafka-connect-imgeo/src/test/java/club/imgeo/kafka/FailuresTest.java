package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.LedgerEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that fail for reasons that pass, or that any record would meet. */
class FailuresTest {
    @ParameterizedTest
    @CsvSource({"401, imgeo.api.key", "403, imgeo.api.key", "404, imgeo.base.url"})
    void stopsWhereAnyRecordWouldFailAndDrawsTheRecordOnceThatIsMended(int status, String remedy) {
        String prompt = "a fox sandbox: " + status + " once";
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(prompt);

            assertThat(pipeline.failure())
                    .contains("every record would fail alike")
                    .contains(remedy);

            assertThat(pipeline.committed(0)).isZero();
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
            pipeline.restartTask();
            pipeline.results(1);
            pipeline.awaitCommitted(0, 1);
            pipeline.paidOnceFor(prompt);
        }
    }

    @Test
    void refusesToStartWithAKeyThatNobodyHas() {
        try (Pipeline pipeline =
                new Pipeline().with("imgeo.api.key", "imgeo_sk_nobody").start()) {
            pipeline.produce("a fox");

            assertThat(pipeline.failure()).contains("imgeo.api.key").doesNotContain("imgeo_sk_nobody");

            pipeline.with("imgeo.api.key", pipeline.key).startAgain();
            pipeline.results(1);
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void waitsForCreditsAndGoesOnByItself() {
        try (Pipeline pipeline = new Pipeline()) {
            String dry = pipeline.sandbox.signUp(0);
            pipeline.with("imgeo.api.key", dry).start();
            pipeline.produce("a fox sandbox: 402 once", "a hare", "a mole");
            await().atMost(Pipeline.SOON).until(() -> pipeline.sandbox.ledger().requests("/api/v1/balance") > 1);
            assertThat(pipeline.committed(0)).isZero();

            pipeline.sandbox.buy(dry, 3);

            pipeline.results(3);
            pipeline.awaitCommitted(0, 3);
            pipeline.paidOnceFor("a fox sandbox: 402 once", "a hare", "a mole");
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
        }
    }

    @Test
    void sendsNothingForAsLongAsTheServerAsksForPatience() {
        String patience = "a fox sandbox: 429 after 2s once";
        try (Pipeline pipeline = new Pipeline().start()) {
            Instant begun = Instant.now();
            pipeline.produce(patience);
            // The sandbox has the call before the sink has the answer, and until then it may send others.
            await().ignoreExceptionsInstanceOf(javax.management.InstanceNotFoundException.class)
                    .atMost(Pipeline.SOON)
                    .until(() -> SinkMetricsTest.number(
                                    SinkMetricsTest.name(pipeline, ",reason=rate-limit"), "time-paused-ms-total")
                            > 0);

            pipeline.produce("a hare");

            pipeline.results(2);
            pipeline.awaitCommitted(0, 2);
            assertThat(pipeline.sandbox.ledger().entries().stream()
                            .filter(entry -> entry.kind() == LedgerEntry.Kind.CHARGE))
                    .hasSize(2)
                    .allSatisfy(charge -> assertThat(charge.at()).isAfterOrEqualTo(begun.plusSeconds(2)));
            assertThat(pipeline.sandbox.ledger().calls(patience)).isEqualTo(2);
            pipeline.paidOnceFor(patience, "a hare");
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
        }
    }

    @Test
    void drawsAgainWhatWasRefunded() {
        String prompt = "a fox sandbox: 500 the first 2 times";
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(prompt);

            assertThat(pipeline.results(1).get(0).get("credits_used").asInt()).isOne();

            pipeline.awaitCommitted(0, 1);
            assertThat(pipeline.sandbox.ledger().calls(prompt)).isEqualTo(3);
            pipeline.paidOnceFor(prompt);
        }
    }

    @Test
    void reportsWhatIsRefundedAgainAndAgain() {
        String prompt = "a fox sandbox: 500";
        try (Pipeline pipeline = new Pipeline().with("imgeo.max.retries", "1").start()) {
            pipeline.produce(prompt);

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("REFUNDED");
            assertThat(ReadCommitted.header(report, "imgeo.credits")).isEqualTo("0");
            pipeline.awaitCommitted(0, 1);
            assertThat(pipeline.sandbox.ledger().calls(prompt)).isEqualTo(2);
            assertThat(pipeline.sandbox.ledger().net()).isZero();
        }
    }

    @Test
    void reportsWhatCouldNotBeSentAgainAndAgain() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.base.url", "http://127.0.0.1:" + closed)
                .with("imgeo.max.retries", "1")
                .start()) {
            pipeline.produce("a fox");

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("NOT_CHARGED");
            pipeline.awaitCommitted(0, 1);
            pipeline.paidOnceFor();
        }
    }
}
