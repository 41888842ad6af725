package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The topics that the sink writes, and what is wrong with some. */
class TopicsTest {
    @Test
    void makesItsJournalSoThatNothingOfItVanishes() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("a fox");
            pipeline.results(1);

            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, journal(pipeline));
            String policy = Pipeline.answer(
                            pipeline.admin().describeConfigs(List.of(topic)).all())
                    .getOrDefault(topic, new Config(List.of()))
                    .get("cleanup.policy")
                    .value();

            assertThat(policy).isEqualTo("compact");
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void refusesAJournalThatForgets() {
        try (Pipeline pipeline = new Pipeline()) {
            pipeline.topic(new NewTopic(journal(pipeline), 1, (short) 1).configs(Map.of("cleanup.policy", "delete")));
            pipeline.start();
            pipeline.produce("a fox");

            assertThat(pipeline.failure()).contains("imgeo.journal.topic").contains("cleanup.policy=compact");

            pipeline.alter(journal(pipeline), "cleanup.policy", "compact");
            pipeline.restartTask();
            pipeline.results(1);
            pipeline.paidOnceFor("a fox");
        }
    }

    /** Validation compares only simple expressions. */
    @ParameterizedTest
    @ValueSource(strings = {"imgeo.result.topic", "imgeo.error.topic"})
    void refusesToReadWhatItWrites(String option) {
        try (Pipeline pipeline = new Pipeline()) {
            String written = pipeline.config.get(option);
            pipeline.without("topics")
                    .with("topics.regex", "(?:" + pipeline.prompts + "|" + written + ")")
                    .start();
            pipeline.produce("a fox");

            assertThat(pipeline.failure())
                    .contains(option + ": the topic " + written + " is one that the connector reads; name another");
        }
    }

    @Test
    void refusesTheJournalOfAnotherConnector() {
        try (Pipeline owner = new Pipeline().start();
                Pipeline other = new Pipeline().with("imgeo.journal.topic", journal(owner))) {
            owner.produce("a fox");
            owner.results(1);
            other.start();
            other.produce("a hare");

            assertThat(other.failure()).contains("imgeo.journal.topic").contains(owner.name);

            other.without("imgeo.journal.topic").startAgain();
            other.results(1);
            other.paidOnceFor("a hare");
            owner.paidOnceFor("a fox");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner | {\"version\":99,\"connector\":\"c\",\"partitions\":1} | version 99",
                "owner | me | used by something else",
                "user-7 | {\"name\":\"Ada\"} | used by something else"
            })
    void refusesAJournalThatItCannotRead(String key, String value, String reason) {
        try (Pipeline pipeline = new Pipeline()) {
            pipeline.topic(new NewTopic(journal(pipeline), 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
            pipeline.produce(new ProducerRecord<>(journal(pipeline), 0, key, value));
            pipeline.start();
            pipeline.produce("a fox");

            assertThat(pipeline.failure()).contains("imgeo.journal.topic").contains(reason);

            pipeline.with("imgeo.journal.topic", pipeline.name + "-own").startAgain();
            pipeline.results(1);
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void refusesAJournalThatHasGotMorePartitions() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce("a fox");
            pipeline.results(1);
            pipeline.awaitCommitted(0, 1);
            pipeline.stopConnector();
            Pipeline.answer(pipeline.admin()
                    .createPartitions(Map.of(journal(pipeline), NewPartitions.increaseTo(9)))
                    .all());

            pipeline.connect().resumeConnector(pipeline.name);

            assertThat(pipeline.failure())
                    .contains("imgeo.journal.topic")
                    .contains("begun with 8 partitions and has 9");
            pipeline.paidOnceFor("a fox");
        }
    }

    @Test
    void keepsResultsWhileTheirTopicIsGone() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.kafka.max.block.ms", "1000")
                .with("imgeo.kafka.request.timeout.ms", "1000")
                .with("imgeo.kafka.delivery.timeout.ms", "2000")
                .start()) {
            pipeline.produce("a fox");
            pipeline.results(1);
            pipeline.awaitCommitted(0, 1);
            Pipeline.answer(
                    pipeline.admin().deleteTopics(List.of(pipeline.results)).all());
            pipeline.produce("a hare");
            await().atMost(Pipeline.SOON).until(() -> pipeline.sandbox.ledger().calls("a hare") == 1);
            pipeline.produce("a mole");
            await().atMost(Pipeline.SOON).until(() -> pipeline.sandbox.ledger().calls("a mole") == 1);
            assertThat(pipeline.committed(0)).isOne();

            pipeline.topic(new NewTopic(pipeline.results, 1, (short) 1));

            assertThat(pipeline.results(2))
                    .extracting(result -> result.get("prompt").asText())
                    .containsExactlyInAnyOrder("a hare", "a mole");
            pipeline.awaitCommitted(0, 3);
            assertThat(pipeline.sandbox.ledger().callsByPrompt().values()).containsOnly(1L);
            pipeline.paidOnceFor("a fox", "a hare", "a mole");
        }
    }

    @Test
    void deliversWhatWasPaidForThoughItIsConfiguredInAnotherWayByNow() {
        try (Pipeline pipeline = new Pipeline()
                .with("imgeo.kafka.max.block.ms", "1000")
                .with("imgeo.kafka.request.timeout.ms", "1000")
                .with("imgeo.kafka.delivery.timeout.ms", "2000")
                .with("imgeo.shutdown.timeout.ms", "0")
                .start()) {
            pipeline.produce("a fox");
            pipeline.results(1);
            pipeline.awaitCommitted(0, 1);
            Pipeline.answer(
                    pipeline.admin().deleteTopics(List.of(pipeline.results)).all());
            pipeline.produce("a hare");
            await().atMost(Pipeline.SOON).until(() -> pipeline.sandbox.ledger().deliveries("a hare") == 1);
            pipeline.stopConnector();

            pipeline.topic(new NewTopic(pipeline.results, 1, (short) 1));
            pipeline.with("imgeo.model", "google/imagen-4")
                    .with("imgeo.count", "2")
                    .start();
            pipeline.resumeConnector();

            JsonNode result = pipeline.results(1).get(0);
            assertThat(result.get("model").asText()).isEqualTo("black-forest-labs/flux-schnell");
            assertThat(result.get("credits_used").asInt()).isOne();
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor("a fox", "a hare");
        }
    }

    @Test
    void reportsARecordOfMegabytesWithoutItsValueAndGoesOn() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.produce(0, "the key", "fox ".repeat(500_000));
            pipeline.produce("a hare");

            ConsumerRecord<byte[], byte[]> report = pipeline.reports(1).get(0);

            assertThat(report.value()).isNull();
            assertThat(ReadCommitted.key(report)).isEqualTo("the key");
            assertThat(ReadCommitted.header(report, "imgeo.offset")).isEqualTo("0");
            assertThat(ReadCommitted.header(report, "imgeo.credit.outcome")).isEqualTo("NOT_CHARGED");
            assertThat(ReadCommitted.header(report, "imgeo.reason"))
                    .contains("value: has 2000000 bytes; at most 65536 are allowed")
                    .doesNotContain("fox fox");
            pipeline.results(1);
            pipeline.awaitCommitted(0, 2);
            pipeline.paidOnceFor("a hare");
        }
    }

    private static String journal(Pipeline pipeline) {
        return "imgeo-journal-" + pipeline.name;
    }
}
