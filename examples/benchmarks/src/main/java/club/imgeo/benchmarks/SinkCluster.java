package club.imgeo.benchmarks;

import club.imgeo.quickstart.kafka.cluster.Broker;
import club.imgeo.quickstart.kafka.cluster.Classpath;
import club.imgeo.quickstart.kafka.cluster.Plugin;
import club.imgeo.quickstart.kafka.cluster.Rest;
import club.imgeo.quickstart.kafka.cluster.Worker;
import club.imgeo.quickstart.kafka.cluster.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker, a distributed worker with the plugin from its zip, and the sandbox, each a process of its own. */
final class SinkCluster implements AutoCloseable {
    private final Path workerFolder;
    private final SandboxProcess sandbox;
    private final Broker broker;
    private final Worker worker;

    /** @param heap of the worker, such as {@code -Xmx256m} */
    SinkCluster(Path folder, SandboxProcess sandbox, String heap) {
        this.sandbox = sandbox;
        workerFolder = folder.resolve("worker");
        Classpath kafka = Classpath.listedIn(Path.of(System.getProperty("imgeo.bench.kafka")));
        Path plugins = Plugin.unpack(Path.of(System.getProperty("imgeo.bench.plugin")), folder.resolve("plugins"));
        broker = Broker.start(kafka, folder.resolve("broker"));
        try {
            worker = Worker.start(WorkerSettings.of(kafka, workerFolder, broker, plugins)
                    .withJvmOption(heap)
                    // Compiled as well as a worker is that runs for days, and not to be up soon.
                    .withJvmOption("-XX:TieredStopAtLevel=4"));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    SandboxProcess sandbox() {
        return sandbox;
    }

    Broker broker() {
        return broker;
    }

    Rest rest() {
        return worker.rest();
    }

    Jcmd jcmd() {
        return new Jcmd(worker.pid());
    }

    /** What the worker has used of the processors' time since it was started. */
    Duration workersCpu() {
        return ProcessHandle.of(worker.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** What the worker has logged up to now. */
    List<String> log() {
        try {
            return Files.readAllLines(workerFolder.resolve("worker.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endOfLog() {
        return worker.endOfLog();
    }

    @Override
    public void close() {
        worker.close();
        broker.close();
    }
}
