package club.imgeo.attack;

import static org.awaitility.Awaitility.await;

import club.imgeo.kafka.Cluster;
import club.imgeo.kafka.ImgeoSinkTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task as a worker of a Connect cluster of its own runs it, which starts, opens, puts and commits. For one thread. */
final class LoneTask implements SinkTaskContext, AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Map<String, String> config;
    private final ImgeoSinkTask task = new ImgeoSinkTask();
    private final Set<TopicPartition> assigned = new HashSet<>();

    private LoneTask(Map<String, String> config) {
        this.config = config;
    }

    /** Returns the options that every connector needs, for the broker that all tests share. */
    static Map<String, String> config(String connector, String key, String baseUrl, String... more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name",
                connector,
                "topics",
                "prompts",
                "imgeo.api.key",
                key,
                "imgeo.base.url",
                baseUrl,
                "imgeo.model",
                "black-forest-labs/flux-schnell",
                "imgeo.result.topic",
                connector + "-images",
                "imgeo.error.topic",
                connector + "-errors",
                "imgeo.kafka.bootstrap.servers",
                Cluster.bootstrapServers()));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    static LoneTask start(Map<String, String> config) {
        LoneTask lone = new LoneTask(config);
        lone.task.initialize(lone);
        try {
            lone.task.start(config);
        } catch (RuntimeException e) {
            lone.task.stop();
            throw e;
        }
        return lone;
    }

    /** Returns when the record has ended, so that its offset can be committed. */
    void draw(String topic, long offset, String prompt) {
        TopicPartition partition = new TopicPartition(topic, 0);
        if (assigned.add(partition)) {
            task.open(Set.of(partition));
        }
        task.put(List.of(new SinkRecord(topic, 0, null, null, null, prompt, offset, 1L, TimestampType.CREATE_TIME)));
        await().atMost(SOON).until(() -> {
            task.put(List.of());
            OffsetAndMetadata ended = new OffsetAndMetadata(offset + 1);
            return ended.equals(task.preCommit(Map.of(partition, ended)).get(partition));
        });
    }

    @Override
    public void close() {
        task.close(assigned);
        task.stop();
    }

    @Override
    public Map<String, String> configs() {
        return config;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {}

    @Override
    public void offset(TopicPartition partition, long offset) {}

    @Override
    public void timeout(long milliseconds) {}

    @Override
    public Set<TopicPartition> assignment() {
        return assigned;
    }

    @Override
    public void pause(TopicPartition... partitions) {}

    @Override
    public void resume(TopicPartition... partitions) {}

    @Override
    public void requestCommit() {}

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("as in a worker before 4.1");
    }
}
