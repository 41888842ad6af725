package club.imgeo.charge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another JVM with the same class path, which may be killed. */
public final class JvmChild implements AutoCloseable {
    private final Process process;
    private final Path output;

    private JvmChild(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static JvmChild start(Class<?> main, Path output, String... arguments) {
        return start("exec \"$@\"", main, output, arguments);
    }

    /** @param shell what bash does with the command in {@code "$@"} */
    public static JvmChild start(String shell, Class<?> main, Path output, String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", shell, "child"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-Xshare:auto", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new JvmChild(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed so far, in whole lines. */
    public List<String> lines() {
        try {
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the kernel does when memory runs out: without a word to it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Its exit code. */
    public int await() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + lines());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
