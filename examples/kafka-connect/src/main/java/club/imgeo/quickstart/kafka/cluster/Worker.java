package club.imgeo.quickstart.kafka.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A distributed worker of Kafka Connect, on a port that it keeps when it dies. It has its plugins from a folder. */
public final class Worker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final JavaProcess process;
    private final Rest rest;
    private final int port;

    private Worker(int port, JavaProcess process) {
        this.port = port;
        this.process = process;
        rest = new Rest(URI.create("http://" + Ports.HOST + ":" + port));
    }

    /** Returns when it has joined its group and answers. */
    public static Worker start(WorkerSettings settings) {
        int port = Ports.next();
        String file = Settings.write(
                        settings.folder().resolve("worker.properties"), defaults(port, settings), settings.properties())
                .toString();
        Worker worker = new Worker(
                port,
                new JavaProcess(
                        "the worker",
                        settings.folder().resolve("worker.log"),
                        settings.kafka(),
                        settings.jvmOptions(),
                        settings.environment(),
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        file));
        worker.ready();
        return worker;
    }

    private static Map<String, String> defaults(int port, WorkerSettings settings) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("bootstrap.servers", settings.bootstrapServers());
        defaults.put("group.id", "connect");
        defaults.put("listeners", "http://" + Ports.HOST + ":" + port);
        defaults.put("rest.advertised.host.name", Ports.HOST);
        defaults.put("rest.advertised.port", Integer.toString(port));
        defaults.put("plugin.path", settings.plugins().toString());
        defaults.put("plugin.discovery", "service_load");
        defaults.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        defaults.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        for (String topic : List.of("config", "offset", "status")) {
            defaults.put(topic + ".storage.topic", "connect-" + topic);
            defaults.put(topic + ".storage.replication.factor", "1");
        }
        defaults.put("offset.storage.partitions", "1");
        defaults.put("status.storage.partitions", "1");
        defaults.put("config.providers", "env");
        defaults.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        return defaults;
    }

    /** Of this worker; any one of a cluster will do. */
    public Rest rest() {
        return rest;
    }

    /** As {@code worker_id} in the status of what runs on it. */
    public String id() {
        return Ports.HOST + ":" + port;
    }

    /** {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** SIGTERM, and waits until its tasks are closed and it has left its group. */
    public void stop() {
        process.stop();
    }

    /** After {@link #kill} or {@link #stop}: the same worker on the same port. Returns when it answers. */
    public void startAgain() {
        process.startAgain();
        ready();
    }

    /** SIGSTOP: after the session's timeout it is a zombie, which does not know that its tasks run elsewhere. */
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
            process.awaitReady(PATIENCE, () -> Ports.isOpen(port) && rest.isReady());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.close();
    }
}
