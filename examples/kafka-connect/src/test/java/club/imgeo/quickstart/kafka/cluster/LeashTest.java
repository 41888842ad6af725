package club.imgeo.quickstart.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashTest {
    private static final Classpath OURS = new Classpath(System.getProperty("java.class.path"));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void endsAProcessWhoseParentWasKilled(@TempDir Path folder) {
        Path pid = folder.resolve("pid");
        try (JavaProcess parent = start(folder, Parent.class, pid.toString())) {
            parent.awaitReady(PATIENCE, () -> Files.exists(pid));
            ProcessHandle child = ProcessHandle.of(number(pid)).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.kill();

            await().atMost(PATIENCE).until(() -> !child.isAlive());
        }
    }

    @Test
    void showsTheEndOfTheLogOfWhatEndedEarly(@TempDir Path folder) {
        try (JavaProcess process = start(folder, Failing.class)) {
            assertThatThrownBy(() -> process.awaitReady(PATIENCE, () -> false))
                    .hasMessageContaining("the child ended early, with 1")
                    .hasMessageContaining("no.fox.Today");
        }
    }

    private static JavaProcess start(Path folder, Class<?> main, String... arguments) {
        return new JavaProcess(
                "the child", folder.resolve("log"), OURS, List.of(), Map.of(), main.getName(), arguments);
    }

    private static long number(Path file) {
        return await().ignoreExceptions().until(() -> Long.parseLong(Files.readString(file)), number -> true);
    }

    /** Starts another, says where, and waits. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            Path pid = Path.of(args[0]);
            JavaProcess child = new JavaProcess(
                    "the grandchild",
                    pid.resolveSibling("child.log"),
                    OURS,
                    List.of(),
                    Map.of(),
                    Waiting.class.getName());
            Files.writeString(pid, Long.toString(child.pid()));
            new CountDownLatch(1).await();
        }
    }

    static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    static final class Failing {
        public static void main(String[] args) throws ClassNotFoundException {
            var unused = Class.forName("no.fox.Today");
        }
    }
}
