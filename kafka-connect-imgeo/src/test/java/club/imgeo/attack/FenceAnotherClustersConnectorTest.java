package club.imgeo.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import club.imgeo.kafka.Cluster;
import club.imgeo.kafka.ImgeoSinkConnector;
import club.imgeo.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Staging and production are two Connect clusters on one Kafka cluster, and both have a connector of the same name. The
 * attacker, or the mistake, is the second one.
 */
class FenceAnotherClustersConnectorTest {
    private static final Pattern TAKEOVER = Pattern.compile("imgeo\\.journal\\.takeover=([0-9a-f-]{36})");

    private final String connector = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final String journal = "imgeo-journal-" + connector;
    private final Sandbox production = Sandbox.start();
    private final Sandbox staging = Sandbox.start();
    private final Map<String, String> ours = config(production);

    @AfterEach
    void close() {
        production.close();
        staging.close();
    }

    private Map<String, String> config(Sandbox sandbox, String... more) {
        return LoneTask.config(connector, sandbox.signUp(100), sandbox.baseUrl().toString(), more);
    }

    @Test
    void isRefusedAtAnotherAddressAndFencesNobody() {
        try (LoneTask first = LoneTask.start(ours)) {
            first.draw("prompts", 0, "a fox");

            assertThatThrownBy(() -> LoneTask.start(config(staging)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("imgeo.journal.topic: " + journal + " is the journal of another connector")
                    .hasMessageContaining("its imgeo.base.url is " + production.baseUrl())
                    .hasMessageContaining("here it is " + staging.baseUrl())
                    .hasMessageContaining("set imgeo.journal.topic to a topic of its own");

            first.draw("prompts", 1, "a hare");
        }
        assertThat(production.ledger().prompts()).containsExactlyInAnyOrder("a fox", "a hare");
        assertThat(staging.ledger().requests("/api/v1/generate")).isZero();
    }

    @Test
    void isRefusedInAnotherGroupThatReadsTheSameTopics() {
        try (LoneTask first = LoneTask.start(ours)) {
            first.draw("prompts", 0, "a fox");

            assertThatThrownBy(() -> LoneTask.start(config(production, "consumer.override.group.id", "others")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("its consumer group is connect-" + connector + ", and here it is others");

            first.draw("prompts", 1, "a hare");
        }
    }

    @Test
    void isNotHelpedByOffsetsThatItSetsBack() {
        try (LoneTask first = LoneTask.start(ours)) {
            first.draw("prompts", 0, "a fox");

            assertThatThrownBy(() -> new ImgeoSinkConnector()
                            .alterOffsets(config(staging), Map.of(new TopicPartition("prompts", 0), 0L)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("is the journal of another connector");

            first.draw("prompts", 1, "a hare");
        }
    }

    @Test
    void doesNoHarmInTheSameGroupWithTopicsOfItsOwn() {
        try (LoneTask first = LoneTask.start(ours);
                LoneTask second = LoneTask.start(config(production))) {
            for (int offset = 0; offset < 4; offset++) {
                first.draw("prompts", offset, "production " + offset);
                second.draw("prompts-staging", offset, "staging " + offset);
            }
        }
        assertThat(production.ledger().prompts()).hasSize(8).allSatisfy(prompt -> assertThat(
                        production.ledger().netCharges(prompt))
                .isOne());
    }

    @Test
    void isRefusedByAJournalWhoseOwnerWasWrittenByAnEarlierVersionAndClaimedSince() throws Exception {
        writeOwnerOfAnEarlierVersion();
        LoneTask.start(ours).close();
        LoneTask.start(ours).close();

        assertThatThrownBy(() -> LoneTask.start(config(staging)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("its imgeo.base.url is " + production.baseUrl());
    }

    @Test
    void winsTheJournalOnlyIfTheOtherDoesNot() throws Exception {
        for (boolean claimedBefore : new boolean[] {true, false}) {
            if (claimedBefore) {
                writeOwnerOfAnEarlierVersion();
            } else {
                delete(journal);
            }
            ExecutorService workers = Executors.newFixedThreadPool(2);
            List<CompletableFuture<Boolean>> claims = Stream.of(ours, config(staging))
                    .map(config -> CompletableFuture.runAsync(
                                    () -> LoneTask.start(config).close(), workers)
                            .handle((started, refused) -> refused == null))
                    .toList();

            assertThat(claims.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
            workers.shutdown();
        }
    }

    @Test
    void takesOverWhatItIsGivenOnPurposeOnce() {
        LoneTask.start(ours).close();
        String id = takeover(config(staging));
        Map<String, String> moved = config(staging, "imgeo.journal.takeover", id);

        LoneTask.start(moved).close();
        LoneTask.start(moved).close();
        String back = takeover(ours);
        ours.put("imgeo.journal.takeover", back);
        LoneTask.start(ours).close();

        assertThat(takeover(moved)).isNotEqualTo(id).isNotEqualTo(back);
    }

    /** Returns the id that the refusal of a task names. */
    private static String takeover(Map<String, String> refused) {
        Throwable thrown = catchThrowable(() -> LoneTask.start(refused).close());
        assertThat(thrown).isInstanceOf(ConnectException.class);
        Matcher matcher = TAKEOVER.matcher(String.valueOf(thrown.getMessage()));
        assertThat(matcher.find()).as(thrown.getMessage()).isTrue();
        return matcher.group(1);
    }

    private void writeOwnerOfAnEarlierVersion() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Cluster.bootstrapServers()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", Cluster.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            admin.createTopics(
                            List.of(new NewTopic(journal, 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
            String owner = "{\"version\":1,\"connector\":\"" + connector + "\",\"partitions\":3}";
            producer.send(new ProducerRecord<>(journal, 0, "owner", owner)).get();
        }
    }

    private static void delete(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Cluster.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }
}
