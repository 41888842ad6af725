package club.imgeo.quickstart.kafka.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A main class of Kafka's in a JVM on a {@link Leash}, which can be killed, frozen and started again. */
final class JavaProcess implements AutoCloseable {
    private static final int LAST_LINES = 25;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(30);
    /** What is frozen does not notice the end of its leash. */
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly), "kafka-end"));
    }

    private final String name;
    private final Path log;
    private final ProcessBuilder builder;
    private Process process;

    /** Starts it. What it says is added to {@code log}. */
    JavaProcess(
            String name,
            Path log,
            Classpath kafka,
            List<String> jvmOptions,
            Map<String, String> environment,
            String main,
            String... arguments) {
        this.name = name;
        this.log = log;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A heap is small here, and what matters is to be up soon.
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.logFile=System.out"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-classpath", leash() + java.io.File.pathSeparator + kafka.value()));
        command.addAll(List.of(Leash.class.getName(), main));
        command.addAll(List.of(arguments));
        builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // The developer's own must not find their way in.
        builder.environment().keySet().removeAll(List.of("IMGEO_API_KEY", "IMGEO_BASE_URL"));
        builder.environment().putAll(environment);
        process = launch();
    }

    private Process launch() {
        try {
            Process launched = builder.start();
            LIVING.add(launched);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the same arguments and environment. @throws IllegalStateException where it is alive */
    void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " is running");
        }
        process = launch();
    }

    /** {@code kill -9}, frozen or not. */
    void kill() {
        process.destroyForcibly();
        waitFor(STOP);
        LIVING.remove(process);
    }

    /** SIGTERM, which takes as long as the process likes, but not for ever. */
    void stop() {
        process.destroy();
        if (!waitFor(STOP)) {
            kill();
            throw new IllegalStateException(name + " does not stop\n" + tail());
        }
        LIVING.remove(process);
    }

    /** SIGSTOP: alive, and doing nothing, like a machine that hangs. */
    void freeze() {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("-CONT");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Until it ends by itself. @return the exit code */
    int awaitEnd(Duration patience) {
        if (!waitFor(patience)) {
            kill();
            throw new IllegalStateException(name + " did not end in time\n" + tail());
        }
        LIVING.remove(process);
        return process.exitValue();
    }

    /** @param question a failure of which counts as not yet */
    void awaitReady(Duration patience, Callable<Boolean> question) {
        long end = System.nanoTime() + patience.toNanos();
        String reason = "";
        while (System.nanoTime() < end) {
            if (waitFor(BETWEEN_QUESTIONS)) {
                throw new IllegalStateException(name + " ended early, with " + process.exitValue() + "\n" + tail());
            }
            try {
                if (question.call()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (Exception e) {
                reason = ": " + e.getMessage();
            }
        }
        throw new IllegalStateException(
                name + " is not ready after " + patience.toSeconds() + " s" + reason + "\n" + tail());
    }

    /** The end of what it said. */
    String tail() {
        try (var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines()) {
            List<String> all = lines.toList();
            List<String> last = all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
            return "The end of " + log + ":\n" + String.join("\n", last);
        } catch (IOException e) {
            return "Nothing to read in " + log;
        }
    }

    @Override
    public void close() {
        kill();
    }

    private boolean waitFor(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(name + " took no " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The folder or the jar with these few classes, which depend on nothing. */
    private static String leash() {
        try {
            return Path.of(Leash.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
