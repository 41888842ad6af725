package club.imgeo.quickstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.quickstart.kafka.cluster.Classpath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees; runs after the plugin was packaged. */
class KafkaQuickstartIT {
    @Test
    void accountsForEachPromptAndEachCredit(@TempDir Path folder) throws IOException {
        List<String> prompts = Files.readAllLines(Path.of("prompts.txt"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Classpath kafka = Classpath.listedIn(Path.of(System.getProperty("imgeo.kafka.classpath")));
        Path zip = Path.of(System.getProperty("imgeo.plugin.zip"));

        new Job(kafka, zip, folder, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(Path.of("connectors", "simplest.json"), prompts);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("6 drawn, 2 not; ", "spent, 0 in doubt.", "The sandbox's ledger agrees: charged ")
                .containsPattern("not drawn +not charged")
                .containsPattern("not drawn +refunded");
    }
}
