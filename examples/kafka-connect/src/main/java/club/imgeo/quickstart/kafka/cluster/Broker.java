package club.imgeo.quickstart.kafka.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A cluster of one: broker and controller in one process, on ports and in a folder that it keeps when it dies. */
public final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUESTION_SECONDS = 5;

    private final int port;
    private final JavaProcess process;

    private Broker(int port, JavaProcess process) {
        this.port = port;
        this.process = process;
    }

    /** One that creates no topic by itself and keeps a group waiting for nobody. Returns when it answers. */
    public static Broker start(Classpath kafka, Path folder) {
        return start(kafka, folder, Map.of());
    }

    /**
     * @param folder for its data, its settings and {@code broker.log}; must not have had a broker before
     * @param properties of the broker, which win over ours
     */
    public static Broker start(Classpath kafka, Path folder, Map<String, String> properties) {
        int port = Ports.next();
        Path absolute = folder.toAbsolutePath();
        String settings = Settings.write(
                        absolute.resolve("server.properties"), defaults(port, Ports.next(), absolute), properties)
                .toString();
        format(kafka, absolute, settings);
        Broker broker = new Broker(
                port,
                new JavaProcess(
                        "the broker",
                        absolute.resolve("broker.log"),
                        kafka,
                        List.of(),
                        Map.of(),
                        "kafka.Kafka",
                        settings));
        broker.ready();
        return broker;
    }

    private static void format(Classpath kafka, Path folder, String settings) {
        String id = Uuid.randomUuid().toString();
        try (JavaProcess format = new JavaProcess(
                "the formatting of the broker's folder",
                folder.resolve("format.log"),
                kafka,
                List.of(),
                Map.of(),
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id=" + id, // in one word: an id may begin with a dash
                "--config",
                settings)) {
            if (format.awaitEnd(PATIENCE) != 0) {
                throw new IllegalStateException("the broker's folder cannot be formatted\n" + format.tail());
            }
        }
    }

    private static Map<String, String> defaults(int port, int controllerPort, Path folder) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + Ports.HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://" + Ports.HOST + ":" + port + ",CONTROLLER://" + Ports.HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + Ports.HOST + ":" + port);
        settings.put("log.dirs", folder.resolve("data").toString());
        settings.put("num.partitions", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("broker.session.timeout.ms", "3000"); // until then it may not come back after it was killed
        settings.put("broker.heartbeat.interval.ms", "500");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".num.partitions", "1");
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608"); // of 128 MB, as it would be, little heap is left
        settings.put("log.cleaner.io.buffer.size", "65536");
        return settings;
    }

    public String bootstrapServers() {
        return Ports.HOST + ":" + port;
    }

    /** A client of its own for each caller, who closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** @param partitions by name of the topic */
    public void createTopics(Map<String, Integer> partitions) {
        List<NewTopic> topics = new ArrayList<>();
        partitions.forEach((name, count) -> topics.add(new NewTopic(name, count, (short) 1)));
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no topics " + partitions.keySet() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** SIGTERM, and waits until it is done. */
    public void stop() {
        process.stop();
    }

    /** After {@link #kill} or {@link #stop}: the same data on the same ports. Returns when it answers. */
    public void startAgain() {
        process.startAgain();
        ready();
    }

    /** SIGSTOP. */
    public void freeze() {
        process.freeze();
    }

    /** SIGCONT. */
    public void thaw() {
        process.thaw();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** For the message of a failure. */
    public String endOfLog() {
        return process.tail();
    }

    private void ready() {
        try {
            // Not before the port is open, since the admin client complains at length about one that is closed.
            process.awaitReady(PATIENCE, () -> Ports.isOpen(port) && hasNodes());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private boolean hasNodes() throws Exception {
        try (Admin admin = admin()) {
            return !admin.describeCluster()
                    .nodes()
                    .get(QUESTION_SECONDS, TimeUnit.SECONDS)
                    .isEmpty();
        }
    }

    /** Kills it, as what is in the folder is of no use to anybody afterwards. */
    @Override
    public void close() {
        process.close();
    }
}
