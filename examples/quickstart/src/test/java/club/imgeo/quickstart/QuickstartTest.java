package club.imgeo.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a shell sees it. */
class QuickstartTest {
    private Path temp;

    @BeforeEach
    void in(@TempDir Path folder) {
        temp = folder;
    }

    @Test
    void endsWithZeroAndLogsNothing() throws Exception {
        Ended ended = quickstart(Run.csv(temp, "a fox,black-forest-labs/flux-schnell,16:9,1"));

        assertThat(ended.code()).isZero();
        assertThat(ended.output())
                .contains("1 image, 1 credit spent")
                .doesNotContain("WARN", "INFO", "SLF4J", "Exception");
    }

    @Test
    void endsWithOneAndTheReasonWhereSomethingWentWrong() throws Exception {
        Ended ended = quickstart(temp.resolve("none.csv"));

        assertThat(ended.code()).isOne();
        assertThat(ended.output())
                .contains("The quickstart failed: there is no file of prompts at", "none.csv")
                .doesNotContain("\tat ");
    }

    private record Ended(int code, String output) {}

    private Ended quickstart(Path prompts) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dio.netty.noUnsafe=true",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Quickstart.class.getName(),
                        prompts.toString(),
                        temp.resolve("gallery").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
