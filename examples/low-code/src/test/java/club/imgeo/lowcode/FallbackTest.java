package club.imgeo.lowcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fallback}: the best model first, then cheaper ones, then a placeholder. */
class FallbackTest {
    @Test
    void drawsWithTheNextModelWhereTheFirstFailsAndIsRefunded(@TempDir Path home) {
        try (Stage stage = new Stage(home)) {
            stage.sandbox.next("500", "500", "500"); // the first call, and its retries

            stage.start("fallback");

            stage.file("pictures/violin.png");
            assertThat(stage.sandbox.ledger().net()).isEqualTo(5);
        }
    }

    @Test
    void takesThePlaceholderWhereNothingDrawsAndNothingIsPaid(@TempDir Path home) {
        try (Stage stage = new Stage(home)) {
            String[] each = {"500", "500", "500", "500", "500", "500", "500", "500", "500"
            }; // three models, three times
            stage.sandbox.next(each);

            stage.start("fallback");

            assertThat(stage.file("pictures/violin.svg")).content().startsWith("<svg");
            assertThat(stage.sandbox.ledger().net()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"charge then reset", "402", "401"})
    void putsAsideWhatIsForAPersonToLookAt(String directive, @TempDir Path home) throws Exception {
        try (Stage stage = new Stage(home)) {
            stage.sandbox.next(directive);

            stage.start("fallback");

            stage.file("prompts/.failed/violin.txt");
            assertThat(stage.files("pictures")).isEmpty();
        }
    }
}
