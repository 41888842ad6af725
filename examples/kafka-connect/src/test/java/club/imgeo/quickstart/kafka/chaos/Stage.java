package club.imgeo.quickstart.kafka.chaos;

import club.imgeo.quickstart.kafka.cluster.Broker;
import club.imgeo.quickstart.kafka.cluster.Classpath;
import club.imgeo.quickstart.kafka.cluster.Plugin;
import club.imgeo.quickstart.kafka.cluster.Rest;
import club.imgeo.quickstart.kafka.cluster.Worker;
import club.imgeo.quickstart.kafka.cluster.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A broker and two workers with the plugin from its zip, each in a process of its own. */
final class Stage implements AutoCloseable {
    private static final Duration SESSION = Duration.ofSeconds(4);

    private final Broker broker;
    private final List<Worker> workers;
    private final Set<Worker> frozen = new HashSet<>();

    private Stage(Broker broker, List<Worker> workers) {
        this.broker = broker;
        this.workers = List.copyOf(workers);
    }

    static Stage start(Path folder) {
        Classpath kafka = Classpath.listedIn(Path.of(System.getProperty("imgeo.kafka.classpath")));
        Path plugins = Plugin.unpack(Path.of(System.getProperty("imgeo.plugin.zip")), folder.resolve("plugins"));
        Broker broker = Broker.start(kafka, folder.resolve("broker"));
        List<Worker> workers = new ArrayList<>();
        try {
            for (int i = 1; i <= 2; i++) {
                workers.add(Worker.start(WorkerSettings.of(kafka, folder.resolve("worker-" + i), broker, plugins)
                        .withSessionTimeout(SESSION)
                        .with("offset.flush.interval.ms", "500")
                        .with("connector.client.config.override.policy", "All")));
            }
        } catch (RuntimeException e) {
            workers.forEach(Worker::close);
            broker.close();
            throw e;
        }
        return new Stage(broker, workers);
    }

    Broker broker() {
        return broker;
    }

    List<Worker> workers() {
        return workers;
    }

    /** 1 or 2. */
    int number(Worker worker) {
        return workers.indexOf(worker) + 1;
    }

    void freeze(Worker worker) {
        worker.freeze();
        frozen.add(worker);
    }

    void thaw(Worker worker) {
        worker.thaw();
        frozen.remove(worker);
    }

    /** Of one that can answer. */
    Rest rest() {
        return workers.stream()
                .filter(worker -> worker.isAlive() && !frozen.contains(worker))
                .findFirst()
                .orElseThrow()
                .rest();
    }

    /** Whoever is dead comes back, and whoever is frozen goes on. */
    void heal() {
        List.copyOf(frozen).forEach(this::thaw);
        if (!broker.isAlive()) {
            broker.startAgain();
        }
        CompletableFuture.allOf(workers.stream()
                        .filter(worker -> !worker.isAlive())
                        .map(worker -> CompletableFuture.runAsync(worker::startAgain))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        broker.close();
    }
}
