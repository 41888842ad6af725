package club.imgeo.lowcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightly}: a batch with a budget and a report. */
class NightlyTest {
    private static final Map<String, String> NOW = Map.of("imgeo.now", "true", "imgeo.budget", "2");

    @Test
    void drawsWhatTheBudgetAllowsAndReportsEachPrompt(@TempDir Path home) throws Exception {
        try (Stage stage = new Stage(home)) {

            stage.start("nightly", NOW);

            List<String> report = report(stage, 0);
            assertThat(report).hasSize(4);
            assertThat(report.get(0)).startsWith("A market square in the rain, watercolour\tCHARGED\t1\thttp");
            assertThat(report.get(2)).contains("\tNOT_CHARGED\t0\tcreditBudget=2");
            assertThat(report.get(3)).isEqualTo("in all, spent 2, in doubt 0, left 8, unexplained 0");
            assertThat(stage.sandbox.ledger().net()).isEqualTo(2);
        }
    }

    @Test
    void paysForNothingThatItDrewTheNightBefore(@TempDir Path home) throws Exception {
        try (Stage stage = new Stage(home)) {
            Example before = stage.start("nightly", Map.of("imgeo.now", "true"));
            report(stage, 0);
            before.close();

            stage.start("nightly", Map.of("imgeo.now", "true"));

            assertThat(report(stage, 1)).last().asString().startsWith("in all, spent 3, in doubt 0, left 7");
            assertThat(stage.sandbox.ledger().net()).isEqualTo(3);
        }
    }

    @Test
    void namesNoCreditsWhereNobodyKnowsThem(@TempDir Path home) throws Exception {
        try (Stage stage = new Stage(home)) {
            stage.sandbox.next("charge then reset");

            stage.start("nightly", NOW);

            List<String> report = report(stage, 0);
            assertThat(report.get(0)).contains("\tUNKNOWN\t?\t");
            assertThat(report.get(3)).contains("in doubt 1");
        }
    }

    private static List<String> report(Stage stage, int index) throws IOException {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stage.files("reports").stream()
                                .filter(NightlyTest::isWhole)
                                .count()
                        > index);
        return Files.readAllLines(stage.files("reports").get(index));
    }

    private static boolean isWhole(Path report) {
        try {
            return Files.readString(report).contains("unexplained");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
