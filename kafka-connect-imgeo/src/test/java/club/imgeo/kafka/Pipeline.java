package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.Sandbox;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.TaskState;
import org.apache.kafka.connect.runtime.rest.errors.ConnectRestException;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.jspecify.annotations.Nullable;

/** A sandbox, an account, topics and a connector of a test's own, in the cluster that all share. */
public final class Pipeline implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(30);

    public final String name = "c" + UUID.randomUUID().toString().substring(0, 8);
    public final String prompts = name + "-prompts";
    public final String results = name + "-results";
    public final String errors = name + "-errors";
    public final Sandbox sandbox;
    public final String key;
    public final Map<String, String> config = new HashMap<>();
    private final EmbeddedConnectCluster connect = Cluster.connect();
    private final Admin admin = connect.kafka().createAdminClient();
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Cluster.bootstrapServers(), "max.request.size", 4 << 20),
            new StringSerializer(),
            new StringSerializer());

    public Pipeline() {
        this(Sandbox.start(), 2);
    }

    public Pipeline(Sandbox sandbox, int partitions) {
        this.sandbox = sandbox;
        key = sandbox.signUp(10_000);
        topic(new NewTopic(prompts, partitions, (short) 1).configs(Map.of("max.message.bytes", "4000000")));
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

    public Pipeline with(String option, String value) {
        config.put(option, value);
        return this;
    }

    public Pipeline without(String option) {
        config.remove(option);
        return this;
    }

    /** Anew too, as it is configured by then. */
    public Pipeline start() {
        connect.configureConnector(name, config);
        return this;
    }

    /** As {@link #start}, where a failed task is to go on. */
    public void startAgain() {
        start();
        awaitRunning();
    }

    public void restartTask() {
        connect.restartTask(name, 0);
        awaitRunning();
    }

    public void stopConnector() {
        connect.stopConnector(name);
        await().atMost(SOON)
                .until(() -> connect.connectorStatus(name).connector().state().equals("STOPPED") && tasks().isEmpty());
    }

    public void resumeConnector() {
        connect.resumeConnector(name);
        awaitRunning();
    }

    public void deleteConnector() {
        connect.deleteConnector(name);
        await().atMost(SOON).until(() -> !connect.connectors().contains(name));
    }

    public void awaitRunning() {
        await().atMost(SOON).untilAsserted(() -> assertThat(tasks())
                .isNotEmpty()
                .allSatisfy(task -> assertThat(task.state()).as(task.trace()).isEqualTo("RUNNING")));
    }

    public List<TaskState> tasks() {
        try {
            return connect.connectors().contains(name)
                    ? connect.connectorStatus(name).tasks()
                    : List.of();
        } catch (ConnectRestException e) {
            return List.of(); // as soon after it was made, or deleted
        }
    }

    private Optional<String> trace() {
        return tasks().stream()
                .filter(task -> task.state().equals("FAILED"))
                .map(TaskState::trace)
                .findFirst();
    }

    /** Why the task failed, when it has. */
    public String failure() {
        return await().atMost(SOON).until(this::trace, Optional::isPresent).orElseThrow();
    }

    public EmbeddedConnectCluster connect() {
        return connect;
    }

    public Admin admin() {
        return admin;
    }

    public void topic(NewTopic topic) {
        answer(admin.createTopics(List.of(topic)).all());
    }

    public void alter(String topic, String setting, String value) {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        answer(admin.incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                .all());
    }

    public static <T> T answer(KafkaFuture<T> question) {
        try {
            return question.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** To the first partition. */
    public void produce(String... values) {
        for (String value : values) {
            send(new ProducerRecord<>(prompts, 0, null, value));
        }
        producer.flush();
    }

    public void produce(int partition, @Nullable String recordKey, @Nullable String value) {
        send(new ProducerRecord<>(prompts, partition, recordKey, value));
        producer.flush();
    }

    public void produce(ProducerRecord<String, String> record) {
        send(record);
        producer.flush();
    }

    private void send(ProducerRecord<String, String> record) {
        var unused = producer.send(record, (sent, thrown) -> {
            if (thrown != null) {
                throw new IllegalStateException(thrown);
            }
        });
    }

    /** What a read_committed consumer finds, once there are as many. */
    public List<JsonNode> results(int count) {
        return read(results, count).stream().map(ReadCommitted::json).toList();
    }

    public List<ConsumerRecord<byte[], byte[]>> reports(int count) {
        return read(errors, count);
    }

    /** So many, and no more; fails with the task. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        await().atMost(SOON).failFast(this::hasNotFailed).untilAsserted(() -> {
            found.clear();
            found.addAll(ReadCommitted.all(topic));
            assertThat(found.stream().map(ReadCommitted::value)).hasSizeGreaterThanOrEqualTo(count);
        });
        assertThat(found).hasSize(count);
        return found;
    }

    private void hasNotFailed() {
        assertThat(trace()).as("why the task failed").isEmpty();
    }

    public long committed(int partition) {
        OffsetAndMetadata offset = answer(
                        admin.listConsumerGroupOffsets("connect-" + name).partitionsToOffsetAndMetadata())
                .get(new TopicPartition(prompts, partition));
        return offset == null ? 0 : offset.offset();
    }

    /** So that whatever was to come of the records before is there. */
    public void awaitCommitted(int partition, long offset) {
        await().atMost(SOON).failFast(this::hasNotFailed).untilAsserted(() -> assertThat(committed(partition))
                .isEqualTo(offset));
    }

    /** Of these, each and no other is paid for, once. */
    public void paidOnceFor(String... each) {
        assertThat(sandbox.ledger().prompts()).containsExactlyInAnyOrder(each);
        assertThat(each).allSatisfy(prompt -> assertThat(sandbox.ledger().netCharges(prompt))
                .as(prompt)
                .isOne());
    }

    /** What results and reports say was spent, or may be. */
    public BigDecimal accounted() {
        BigDecimal spent = ReadCommitted.all(results).stream()
                .map(record -> ReadCommitted.json(record).get("credits_used").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return ReadCommitted.all(errors).stream()
                .map(record -> ReadCommitted.header(record, "imgeo.credits"))
                .filter(credits -> !credits.isEmpty())
                .map(BigDecimal::new)
                .reduce(spent, BigDecimal::add);
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
