package club.imgeo.quickstart.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.file.FileStreamSinkConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a connector of Kafka's own, which writes into a file, and one cluster for all. */
class ClusterTest {
    private static final Classpath KAFKA = Classpath.listedIn(Path.of(System.getProperty("imgeo.kafka.classpath")));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Path folder;
    private static Broker broker;
    private static Worker worker;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException, URISyntaxException {
        folder = temporary;
        Path jar = Path.of(FileStreamSinkConnector.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path plugins = folder.resolve("plugins");
        Files.copy(jar, Files.createDirectories(plugins.resolve("file")).resolve("connect-file.jar"));
        broker = Broker.start(KAFKA, folder.resolve("broker"));
        worker = Worker.start(WorkerSettings.of(KAFKA, folder.resolve("worker"), broker, plugins)
                .with("offset.flush.interval.ms", "200")
                .withSessionTimeout(Duration.ofSeconds(3))
                .withEnvironment("FILE", folder.resolve("from-the-environment").toString()));
    }

    @AfterAll
    static void stop() {
        worker.close();
        broker.close();
    }

    @Test
    void hasTheConnectorFromItsFolderAndNoneFromTheClassPath() {
        List<String> plugins = worker.rest().connectorPlugins();

        assertThat(plugins).contains(FileStreamSinkConnector.class.getName()).noneMatch(name -> name.contains("imgeo"));
    }

    @Test
    void readsSecretsFromItsEnvironment() throws IOException {
        broker.createTopics(Map.of("secrets", 1));
        worker.rest().create(connector("secrets", "${env:FILE}"));

        produce("secrets", "a fox");

        awaitLines(folder.resolve("from-the-environment"), "a fox");
    }

    @Test
    void namesTheOptionsThatAreWrong() {
        Map<String, String> config = Map.of(
                "connector.class",
                FileStreamSinkConnector.class.getName(),
                "name",
                "x",
                "topics",
                "x",
                "tasks.max",
                "no");

        assertThat(worker.rest().validate(config)).containsOnlyKeys("tasks.max");
    }

    @Test
    void saysWhatTheWorkerAnswered() {
        assertThatThrownBy(() -> worker.rest().status("nobody"))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.status()).isEqualTo(404))
                .hasMessageContaining("nobody");
    }

    @Test
    void goesOnAfterBothWereKilled() throws IOException {
        Path file = folder.resolve("killed");
        broker.createTopics(Map.of("killed", 1));
        worker.rest().create(connector("killed", file.toString()));
        produce("killed", "before");
        awaitLines(file, "before");
        await().atMost(PATIENCE)
                .until(() -> worker.rest().offsets("killed").toString().contains("\"kafka_offset\":1"));

        worker.kill();
        broker.kill();
        broker.startAgain();
        worker.startAgain();
        produce("killed", "after");

        awaitLines(file, "before", "after");
    }

    @Test
    void readsAgainWhereItIsTold() throws IOException {
        Path file = folder.resolve("offsets");
        broker.createTopics(Map.of("offsets", 1));
        worker.rest().create(connector("offsets", file.toString()));
        produce("offsets", "once");
        awaitLines(file, "once");

        worker.rest().stop("offsets");
        worker.rest().alterOffset("offsets", "offsets", 0, 0);
        worker.rest().resume("offsets");

        awaitLines(file, "once", "once");
    }

    @Test
    void doesNothingWhileItIsFrozen() throws IOException {
        Path file = folder.resolve("frozen");
        broker.createTopics(Map.of("frozen", 1));
        worker.rest().create(connector("frozen", file.toString()));
        worker.rest().awaitRunning("frozen", 1);

        worker.freeze();
        produce("frozen", "a fox");
        assertThat(worker.isAlive()).isTrue();
        assertThat(file).satisfiesAnyOf(f -> assertThat(f).doesNotExist(), f -> assertThat(f)
                .isEmptyFile());
        worker.thaw();

        awaitLines(file, "a fox");
    }

    private static JsonNode connector(String topic, String file) {
        return new ObjectMapper()
                .valueToTree(Map.of(
                        "name",
                        topic,
                        "config",
                        Map.of(
                                "connector.class",
                                FileStreamSinkConnector.class.getName(),
                                "topics",
                                topic,
                                "file",
                                file)));
    }

    private static void produce(String topic, String value) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, value));
        }
    }

    private static void awaitLines(Path file, String... lines) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(file)
                .content()
                .hasLineCount(lines.length)
                .isEqualTo(String.join("\n", lines) + "\n"));
    }
}
