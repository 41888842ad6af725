package club.imgeo.quickstart.kafka.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker runs on. Workers of one broker are one cluster, unless their {@code group.id} and the names of their three
 * topics say otherwise.
 *
 * @param folder for its settings and {@code worker.log}; one for each worker
 * @param plugins its {@code plugin.path}
 * @param properties of the worker, which win over ours
 * @param environment beside our own
 * @param jvmOptions win over ours, such as {@code -Xmx256m}
 */
public record WorkerSettings(
        Classpath kafka,
        Path folder,
        String bootstrapServers,
        Path plugins,
        Map<String, String> properties,
        Map<String, String> environment,
        List<String> jvmOptions) {

    private static final int HEARTBEATS = 4;

    public WorkerSettings {
        folder = folder.toAbsolutePath();
        plugins = plugins.toAbsolutePath();
        properties = Map.copyOf(properties);
        environment = Map.copyOf(environment);
        jvmOptions = List.copyOf(jvmOptions);
    }

    public static WorkerSettings of(Classpath kafka, Path folder, Broker broker, Path plugins) {
        return new WorkerSettings(kafka, folder, broker.bootstrapServers(), plugins, Map.of(), Map.of(), List.of());
    }

    /** For one more worker of the same kind. */
    public WorkerSettings in(Path other) {
        return new WorkerSettings(kafka, other, bootstrapServers, plugins, properties, environment, jvmOptions);
    }

    /** Such as {@code session.timeout.ms}. */
    public WorkerSettings with(String property, String value) {
        return new WorkerSettings(
                kafka, folder, bootstrapServers, plugins, plus(properties, property, value), environment, jvmOptions);
    }

    /**
     * How soon the others notice that a worker died and take over its tasks, consumers included. By Kafka's defaults that
     * is minutes. A worker that comes back waits as long for what it was before.
     */
    public WorkerSettings withSessionTimeout(Duration timeout) {
        String session = Long.toString(timeout.toMillis());
        String heartbeat = Long.toString(timeout.toMillis() / HEARTBEATS);
        return with("session.timeout.ms", session)
                .with("heartbeat.interval.ms", heartbeat)
                .with("consumer.session.timeout.ms", session)
                .with("consumer.heartbeat.interval.ms", heartbeat)
                .with("scheduled.rebalance.max.delay.ms", "0");
    }

    /** Such as {@code IMGEO_API_KEY}, for {@code ${env:IMGEO_API_KEY}} in a connector's configuration. */
    public WorkerSettings withEnvironment(String name, String value) {
        return new WorkerSettings(
                kafka, folder, bootstrapServers, plugins, properties, plus(environment, name, value), jvmOptions);
    }

    public WorkerSettings withJvmOption(String option) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(option);
        return new WorkerSettings(kafka, folder, bootstrapServers, plugins, properties, environment, options);
    }

    /** The environment may hold a key. */
    @Override
    public String toString() {
        return "WorkerSettings[folder=" + folder + ", bootstrapServers=" + bootstrapServers + "]";
    }

    private static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
