package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.Sandbox;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;

/** A sandbox, an account, topics and a connector of a test's own, in the cluster that all share. */
final class Pipeline implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    final String name = "c" + UUID.randomUUID().toString().substring(0, 8);
    final String prompts = name + "-prompts";
    final String results = name + "-results";
    final String errors = name + "-errors";
    final Sandbox sandbox;
    final String key;
    final Map<String, String> config = new HashMap<>();
    private final EmbeddedConnectCluster connect = Cluster.connect();
    private final Admin admin = connect.kafka().createAdminClient();
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Cluster.bootstrapServers()), new StringSerializer(), new StringSerializer());

    Pipeline() {
        this(Sandbox.start());
    }

    Pipeline(Sandbox sandbox) {
        this.sandbox = sandbox;
        key = sandbox.signUp(10_000);
        topic(prompts, 2);
        config.put("connector.class", ImgeoSinkConnector.class.getName());
        config.put("tasks.max", "1");
        config.put("topics", prompts);
        config.put("imgeo.api.key", key);
        config.put("imgeo.base.url", sandbox.baseUrl().toString());
        config.put("imgeo.model", "black-forest-labs/flux-schnell");
        config.put("imgeo.result.topic", results);
        config.put("imgeo.error.topic", errors);
        config.put("imgeo.kafka.bootstrap.servers", Cluster.bootstrapServers());
    }

    Pipeline with(String option, String value) {
        config.put(option, value);
        return this;
    }

    Pipeline start() {
        connect.configureConnector(name, config);
        return this;
    }

    void stopConnector() {
        connect.stopConnector(name);
        await().atMost(SOON)
                .until(() -> connect.connectorStatus(name).connector().state().equals("STOPPED")
                        && connect.connectorStatus(name).tasks().isEmpty());
    }

    EmbeddedConnectCluster connect() {
        return connect;
    }

    Admin admin() {
        return admin;
    }

    void topic(String topic, int partitions) {
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void produce(String... values) {
        for (String value : values) {
            produce(0, null, value);
        }
        producer.flush();
    }

    void produce(
            int partition,
            @org.jspecify.annotations.Nullable String recordKey,
            @org.jspecify.annotations.Nullable String value) {
        var unused = producer.send(new ProducerRecord<>(prompts, partition, recordKey, value));
        producer.flush();
    }

    /** What a read_committed consumer finds, once there are as many. */
    List<JsonNode> results(int count) {
        return read(results, count).stream().map(Pipeline::json).toList();
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        await().atMost(SOON).failFast("the task failed", this::hasFailed).untilAsserted(() -> {
            List<ConsumerRecord<byte[], byte[]>> now = readNow(topic);
            found.clear();
            found.addAll(now);
            assertThat(now.stream().map(record -> new String(record.value(), StandardCharsets.UTF_8)))
                    .hasSizeGreaterThanOrEqualTo(count);
        });
        assertThat(found).hasSize(count);
        return found;
    }

    /** All that is committed there by now. */
    List<ConsumerRecord<byte[], byte[]>> readNow(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    long committed(int partition) {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(
                            "connect-" + name, new ListConsumerGroupOffsetsOptions())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(prompts, partition));
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitCommitted(int partition, long offset) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(committed(partition)).isEqualTo(offset));
    }

    private boolean hasFailed() {
        return connect.connectors().contains(name)
                && connect.connectorStatus(name).tasks().stream()
                        .anyMatch(task -> task.state().equals("FAILED"));
    }

    /** Why the task stopped, when it has. */
    String failure() {
        List<String> traces = new ArrayList<>();
        await().atMost(SOON).untilAsserted(() -> {
            traces.clear();
            connect.connectorStatus(name).tasks().stream()
                    .filter(task -> task.state().equals("FAILED"))
                    .forEach(task -> traces.add(task.trace()));
            assertThat(traces).isNotEmpty();
        });
        return traces.get(0);
    }

    void check(Consumer<Pipeline> checks) {
        checks.accept(this);
    }

    @Override
    public void close() {
        if (connect.connectors().contains(name)) {
            connect.deleteConnector(name);
        }
        producer.close();
        admin.close();
        sandbox.close();
    }
}
