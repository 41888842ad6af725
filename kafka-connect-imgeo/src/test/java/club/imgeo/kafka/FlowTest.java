package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.LedgerEntry;
import club.imgeo.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Which records are on their way at a time, and when they are over. */
class FlowTest {
    @Test
    void movesNoOffsetPastARecordThatIsStillBeingDrawn() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("a fox sandbox: slow 4s", "a hare", "a mole");

            pipeline.results(2);

            assertThat(pipeline.committed(0)).isZero();
            pipeline.results(3);
            pipeline.awaitCommitted(0, 3);
            pipeline.paidOnceFor("a fox sandbox: slow 4s", "a hare", "a mole");
        }
    }

    @Test
    void hasNoMoreCallsOpenThanItMay() {
        Duration latency = Duration.ofMillis(300);
        try (Pipeline pipeline = new Pipeline(Sandbox.builder().latency(latency).start(), 2)
                .with("imgeo.max.in.flight", "1")
                .start()) {
            pipeline.produce("a fox", "a hare");
            pipeline.produce(1, null, "a mole");

            pipeline.results(3);

            List<Instant> charged = pipeline.sandbox.ledger().entries().stream()
                    .filter(entry -> entry.kind() == LedgerEntry.Kind.CHARGE)
                    .map(LedgerEntry::at)
                    .toList();
            assertThat(charged).hasSize(3);
            assertThat(charged.get(1)).isAfterOrEqualTo(charged.get(0).plus(latency));
            assertThat(charged.get(2)).isAfterOrEqualTo(charged.get(1).plus(latency));
            pipeline.paidOnceFor("a fox", "a hare", "a mole");
        }
    }

    @Test
    void knowsARecordByItsPlaceWhateverTransformationsDoToIt() {
        try (Pipeline pipeline = new Pipeline()
                .with("transforms", "route,drop")
                .with("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter")
                .with("transforms.route.regex", ".*")
                .with("transforms.route.replacement", "elsewhere")
                .with("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter")
                .with("transforms.drop.predicate", "empty")
                .with("predicates", "empty")
                .with("predicates.empty.type", "org.apache.kafka.connect.transforms.predicates.RecordIsTombstone")
                .start()) {
            pipeline.produce(0, null, "a fox");
            pipeline.produce(0, "k", null);

            assertThat(pipeline.results(1).get(0).get("topic").asText()).isEqualTo(pipeline.prompts);

            pipeline.awaitCommitted(0, 2);
            assertThat(ReadCommitted.all(pipeline.errors)).isEmpty();
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void drawsLongerThanAConsumerMayStayAway() {
        Sandbox slow = Sandbox.builder().latency(Duration.ofSeconds(5)).start();
        try (Pipeline pipeline = new Pipeline(slow, 1)
                .with("consumer.override.max.poll.interval.ms", "2000")
                .start()) {
            pipeline.produce("a fox", "a hare");
            await().atMost(Pipeline.SOON).until(() -> pipeline.sandbox.ledger().calls("a hare") == 1);
            List<String> before = members(pipeline);

            pipeline.results(2);

            assertThat(members(pipeline)).hasSize(1).isEqualTo(before); // who stays away too long comes back as another
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor("a fox", "a hare");
        }
    }

    private static List<String> members(Pipeline pipeline) {
        String group = "connect-" + pipeline.name;
        return Pipeline.answer(
                        pipeline.admin().describeConsumerGroups(List.of(group)).all())
                .values()
                .stream()
                .flatMap(found -> found.members().stream())
                .map(MemberDescription::consumerId)
                .toList();
    }

    @Test
    void drawsTheRecordsOfSeveralTopics() {
        try (Pipeline pipeline = new Pipeline()) {
            String more = pipeline.prompts + "-more";
            pipeline.topic(new NewTopic(more, 1, (short) 1));
            pipeline.without("topics")
                    .with("topics.regex", pipeline.prompts + ".*")
                    .start();
            pipeline.produce("a fox");
            pipeline.produce(new ProducerRecord<>(more, 0, null, "a hare"));

            assertThat(pipeline.results(2))
                    .extracting(result -> result.get("topic").asText())
                    .containsExactlyInAnyOrder(pipeline.prompts, more);

            pipeline.awaitCommitted(0, 1);
            pipeline.paidOnceFor("a fox", "a hare");
        }
    }
}
