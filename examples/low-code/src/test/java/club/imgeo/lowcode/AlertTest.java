package club.imgeo.lowcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code alert}: tells when the credits run low, and when they are back. */
class AlertTest {
    @Test
    void tellsOnceThatTheCreditsAreLowAndOnceThatTheyAreBack(@TempDir Path home) throws Exception {
        try (Stage stage = new Stage(home)) {
            stage.start("alert", Map.of("imgeo.period", "20ms"));
            Path alerts = stage.file("alerts/alerts.txt");

            stage.sandbox.buy(stage.key, 100);

            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.readString(alerts).contains("again"));
            List<String> lines = Files.readAllLines(alerts);
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).contains("below 50", "\"credits\":10");
            assertThat(lines.get(1)).contains("credits again", "\"credits\":110");
            assertThat(stage.sandbox.ledger().requests("/api/v1/generate")).isZero();
        }
    }
}
