package club.imgeo.camel;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A {@link DrawingNode} in a Java of its own, to be killed and frozen. */
final class NodeProcess implements AutoCloseable {
    /** For a machine that is busy with something else. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Thread listener = new Thread(this::listen, "node-output");

    private NodeProcess(Process process) {
        this.process = process;
        listener.setDaemon(true);
        listener.start();
    }

    static NodeProcess start(String apiKey, DrawingNode.Options options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path", ""),
                DrawingNode.class.getName()));
        command.addAll(options.toArguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("IMGEO_API_KEY", apiKey);
        builder.environment().put("IMGEO_BASE_URL", options.baseUrl());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new NodeProcess(builder.start());
    }

    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add("(the rest is lost: " + e + ")");
        }
    }

    /** What it has said so far that begins like this. */
    List<String> said(String beginning) {
        return said.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    /** Goes on at the moment itself, or when the process has come to its end before. */
    void awaitMoment(Callable<Boolean> moment) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(4))
                .until(() -> !process.isAlive() || moment.call());
        if (!process.isAlive()) {
            awaitEnd();
        }
    }

    /** Until it has said everything and ended by itself. */
    NodeProcess awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still runs: " + lastWords());
            }
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        if (process.exitValue() != 0 || said("end").isEmpty()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + lastWords());
        }
        return this;
    }

    private String lastWords() {
        List<String> all = List.copyOf(said);
        return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - 40), all.size()));
    }

    /** SIGKILL; whether it ran until then. */
    boolean kill() throws InterruptedException {
        boolean ran = process.isAlive();
        process.destroyForcibly().waitFor();
        return ran;
    }

    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .redirectOutput(new File("/dev/null"))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill " + signal + " failed; the node said: " + lastWords());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void letGo() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append("go on\n").flush();
    }

    @Override
    public void close() {
        process.destroyForcibly(); // of a process that is frozen, too
    }
}
