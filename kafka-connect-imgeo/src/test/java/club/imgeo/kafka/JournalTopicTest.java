package club.imgeo.kafka;

import static club.imgeo.kafka.TaskJournal.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.Charge;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTopicTest {
    private final String name = "j" + UUID.randomUUID().toString().substring(0, 8);
    private final KafkaClients clients =
            new KafkaClients(Map.of("bootstrap.servers", Cluster.bootstrapServers()), "drawing-0");
    private final Admin admin = clients.admin();

    @AfterEach
    void close() {
        admin.close();
    }

    private JournalTopic claim(String connector) {
        return JournalTopic.claim(
                name,
                new JournalOwner.Claimant(connector, "https://www.imgeo.club", "connect-" + connector, null),
                clients,
                admin);
    }

    private void create(Map<String, String> settings) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(name, Optional.of(3), Optional.empty()).configs(settings)))
                .all()
                .get();
    }

    private void write(String key, String value) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = clients.plain()) {
            producer.send(new ProducerRecord<>(
                            name, 0, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    @Test
    void makesACompactedTopicAndKnowsItAgain() throws Exception {
        claim("drawing");
        claim("drawing");

        assertThat(new Topics(admin).setting(name, "cleanup.policy")).isEqualTo("compact");
        assertThat(new Topics(admin).require("imgeo.journal.topic", new NewTopic(name, 1, (short) 1)))
                .isEqualTo(8);
    }

    @Test
    void keepsWhatBelongsToASourcePartitionInOnePartition() {
        JournalTopic topic = claim("drawing");
        TopicPartition source = new TopicPartition("prompts", 3);

        assertThat(topic.partition(source)).isEqualTo(topic.partition(source));
        assertThat(IntStream.range(0, 100).map(i -> topic.partition(new TopicPartition("\uffff" + i, i))
                        .partition()))
                .allMatch(partition -> partition >= 0 && partition < 8);
        assertThat(topic.transactionalId(source)).isNotEqualTo(topic.transactionalId(new TopicPartition("prompts", 4)));
    }

    @Test
    void isClaimedByManyTasksAtOnce() {
        ExecutorService tasks = Executors.newFixedThreadPool(4);
        List<CompletableFuture<JournalTopic>> claims = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> claim("drawing"), tasks))
                .toList();

        claims.forEach(claim -> assertThat(get(claim).name()).isEqualTo(name));
        tasks.shutdown();
    }

    @Test
    void isClaimedAlsoByATaskThatOthersFenceMeanwhile() throws Exception {
        create(Map.of("cleanup.policy", "compact"));
        CompletableFuture<JournalTopic> claim = CompletableFuture.supplyAsync(() -> claim("drawing"));
        for (int i = 0; i < 15 && !claim.isDone(); i++) {
            admin.fenceProducers(List.of(name + "-owner")).all().get();
        }

        assertThat(get(claim).name()).isEqualTo(name);
    }

    @Test
    void isOfOneOfTwoConnectorsThatClaimItAtOnce() {
        ExecutorService tasks = Executors.newFixedThreadPool(2);
        List<CompletableFuture<Boolean>> claims = List.of("drawing", "painting").stream()
                .map(connector -> CompletableFuture.supplyAsync(() -> claim(connector), tasks)
                        .handle((topic, thrown) -> thrown == null))
                .toList();

        assertThat(claims.stream().map(TaskJournal::get)).containsExactlyInAnyOrder(true, false);
        tasks.shutdown();
    }

    @Test
    void isOfNoOtherConnector() {
        claim("drawing");

        assertThatThrownBy(() -> claim("painting"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("imgeo.journal.topic: " + name + " is the journal of the connector drawing")
                .hasMessageContaining("give this one another");
    }

    @Test
    void isOfNoOtherVersion() throws Exception {
        create(Map.of("cleanup.policy", "compact"));
        write("owner", "{\"version\":7,\"connector\":\"drawing\",\"partitions\":3}");

        assertThatThrownBy(() -> claim("drawing"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining("version " + Charge.VERSION);
    }

    @Test
    void hasAsManyPartitionsAsItHadAtFirst() throws Exception {
        create(Map.of("cleanup.policy", "compact"));
        claim("drawing");
        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(4))).all().get();

        assertThatThrownBy(() -> claim("drawing"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("3 partitions")
                .hasMessageContaining("has 4");
    }

    @Test
    void losesNothingToAnotherPolicy() throws Exception {
        create(Map.of("cleanup.policy", "delete"));

        assertThatThrownBy(() -> claim("drawing"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("cleanup.policy=delete")
                .hasMessageContaining("cleanup.policy=compact");
    }

    @Test
    void isNobodyElsesTopic() throws Exception {
        create(Map.of("cleanup.policy", "compact"));
        write("owner", "Alice");

        assertThatThrownBy(() -> claim("drawing"))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("used by something else");
    }

    /** As of a producer that died, or of another program that writes there. */
    @Test
    void saysWhatHoldsItUpWhereATransactionStaysOpen() throws Exception {
        claim("drawing");
        KafkaClients impatient = with("transaction.timeout.ms", "1000", "default.api.timeout.ms", "3000");
        try (KafkaProducer<byte[], byte[]> other =
                with("transaction.timeout.ms", "120000").fencing(name + "/other")) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(name, 0, new byte[0], new byte[0])).get();

            assertThatThrownBy(() -> JournalTopic.claim(
                            name,
                            new JournalOwner.Claimant("drawing", "https://www.imgeo.club", "connect-drawing", null),
                            impatient,
                            admin))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("imgeo.journal.topic: no entry came from " + name + "-0 for 6 s")
                    .hasMessageContaining("kafka-transactions");
        }
        claim("drawing");
    }

    private static KafkaClients with(String... options) {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", Cluster.bootstrapServers()));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new KafkaClients(all, "drawing-0");
    }
}
