package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that end while calls are in flight, and the ones that go on. */
class RestartTest {
    private static final int RECORDS = 20;

    @ParameterizedTest
    @ValueSource(strings = {"0", "4000"})
    void paysOnceForWhatWasInFlightWhenItsTaskWasStartedAgain(String patience) {
        try (Pipeline pipeline =
                slow(1).with("imgeo.shutdown.timeout.ms", patience).start()) {
            produce(pipeline, 0, "fox", RECORDS);
            awaitCalls(pipeline, 0);

            pipeline.restartTask();

            eachOnce(pipeline, RECORDS);
            pipeline.awaitCommitted(0, RECORDS);
        }
    }

    @Test
    void paysOnceForWhatWasInFlightThroughSeveralTasks() {
        try (Pipeline pipeline = slow(1).with("imgeo.shutdown.timeout.ms", "0").start()) {
            for (int round = 1; round <= 3; round++) {
                produce(pipeline, 0, "round " + round, RECORDS);
                awaitCalls(pipeline, (round - 1) * RECORDS);
                pipeline.restartTask();
            }

            eachOnce(pipeline, 3 * RECORDS);
            pipeline.awaitCommitted(0, 3 * RECORDS);
        }
    }

    @Test
    void paysOnceForWhatWasInFlightWhenTheConnectorWasStopped() {
        try (Pipeline pipeline = slow(1).with("imgeo.shutdown.timeout.ms", "0").start()) {
            produce(pipeline, 0, "fox", RECORDS);
            awaitCalls(pipeline, 0);

            pipeline.stopConnector();
            pipeline.resumeConnector();

            eachOnce(pipeline, RECORDS);
            pipeline.awaitCommitted(0, RECORDS);
        }
    }

    @Test
    void paysOnceForWhatWasInFlightWhenMoreTasksTookPartitionsOver() {
        try (Pipeline pipeline = slow(4).with("imgeo.shutdown.timeout.ms", "0").start()) {
            IntStream.range(0, 4).forEach(partition -> produce(pipeline, partition, "fox", RECORDS / 4));
            awaitCalls(pipeline, 0);

            pipeline.with("tasks.max", "2").start();

            eachOnce(pipeline, RECORDS);
            IntStream.range(0, 4).forEach(partition -> pipeline.awaitCommitted(partition, RECORDS / 4));
            assertThat(pipeline.tasks()).hasSize(2);
        }
    }

    @Test
    void paysAndDeliversNothingAgainWhereTheOffsetsAreLost() {
        try (Pipeline pipeline = new Pipeline().start()) {
            produce(pipeline, 0, "fox", RECORDS);
            pipeline.produce("a fox sandbox: charge then reset", "{\"prompt\":7}");
            pipeline.results(RECORDS);
            pipeline.reports(2);
            pipeline.awaitCommitted(0, RECORDS + 2);

            pipeline.deleteConnector();
            deleteOffsets(pipeline);
            pipeline.start();

            pipeline.awaitCommitted(0, RECORDS + 2);
            pipeline.reports(2);
            pipeline.produce("a hare");
            pipeline.results(RECORDS + 1);
            assertThat(pipeline.sandbox.ledger().callsByPrompt().values()).containsOnly(1L);
            assertThat(pipeline.accounted())
                    .isEqualByComparingTo(
                            Long.toString(pipeline.sandbox.ledger().net()));
        }
    }

    @Test
    void paysOnceWhereItIsDeletedAndMadeAnewWhileCallsAreInFlight() {
        try (Pipeline pipeline = slow(1).with("imgeo.shutdown.timeout.ms", "0").start()) {
            produce(pipeline, 0, "fox", RECORDS);
            awaitCalls(pipeline, 0);

            pipeline.deleteConnector();
            pipeline.start();

            eachOnce(pipeline, RECORDS);
            pipeline.awaitCommitted(0, RECORDS);
        }
    }

    private static Pipeline slow(int partitions) {
        return new Pipeline(Sandbox.builder().latency(Duration.ofSeconds(1)).start(), partitions);
    }

    private static void produce(Pipeline pipeline, int partition, String what, int count) {
        IntStream.range(0, count)
                .forEach(number -> pipeline.produce(partition, null, what + " " + number + " of " + partition));
    }

    private static void awaitCalls(Pipeline pipeline, int before) {
        await().atMost(Pipeline.SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> pipeline.sandbox.ledger().requests("/api/v1/generate") > before);
    }

    private static void eachOnce(Pipeline pipeline, int count) {
        assertThat(pipeline.results(count))
                .extracting(result -> result.get("partition").asText() + "/"
                        + result.get("offset").asText())
                .doesNotHaveDuplicates();
        assertThat(pipeline.sandbox.ledger().callsByPrompt().values())
                .hasSize(count)
                .containsOnly(1L);
        assertThat(pipeline.sandbox.ledger().net()).isEqualTo(count);
        assertThat(pipeline.accounted()).isEqualByComparingTo(Integer.toString(count));
        assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
    }

    /** As soon as nobody is left in the group; Connect itself keeps them. */
    private static void deleteOffsets(Pipeline pipeline) {
        await().atMost(Pipeline.SOON).untilAsserted(() -> assertThat(pipeline.admin()
                        .deleteConsumerGroups(List.of("connect-" + pipeline.name))
                        .all()
                        .toCompletionStage())
                .succeedsWithin(Duration.ofSeconds(10)));
    }
}
