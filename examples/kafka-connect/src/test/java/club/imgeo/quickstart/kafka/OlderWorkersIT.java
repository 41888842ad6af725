package club.imgeo.quickstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.quickstart.kafka.cluster.Classpath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zip, made for Kafka 4.3, in the oldest worker that it is for, and in the last without metrics for plugins. */
@EnabledIfSystemProperty(named = "imgeo.kafka.workers", matches = ".+", disabledReason = "their jars are not listed")
class OlderWorkersIT {
    @ParameterizedTest
    @ValueSource(strings = {"3.9", "4.0"})
    void accountsForEachPromptAndEachCredit(String version, @TempDir Path folder) throws IOException {
        Path listed = Path.of(System.getProperty("imgeo.kafka.workers"), version, "target", "kafka.classpath");
        assertThat(listed).content().contains("connect-runtime-" + version + ".0.jar");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new Job(
                        Classpath.listedIn(listed),
                        Path.of(System.getProperty("imgeo.plugin.zip")),
                        folder,
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(Path.of("connectors", "simplest.json"), Files.readAllLines(Path.of("prompts.txt")));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("6 drawn, 2 not; ", "spent, 0 in doubt.", "The sandbox's ledger agrees: charged ");
    }
}
