package club.imgeo.postcards;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PostcardsTest {
    @Test
    void areDrawnByTheBeansOfTheApplicationAndPaidForOnce() {
        var said = new ByteArrayOutputStream();
        try (Sandbox sandbox = Sandbox.start()) {
            Postcards.run(sandbox, new PrintStream(said, true, StandardCharsets.UTF_8));

            assertThat(sandbox.ledger().prompts())
                    .containsExactly(
                            "Lisbon at sunset, as a vintage postcard",
                            "Bergen at sunset, as a vintage postcard",
                            "Naples at sunset, as a vintage postcard");
            assertThat(sandbox.ledger().net()).isEqualTo(3);
            assertThat(sandbox.ledger().requests("/api/v1/generate")).isEqualTo(3);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("A card costs 1 credit, and there are 10.")
                .contains("Four orders, 3 cards, 3 credits spent, 7 left.")
                .contains("ledger agrees")
                .doesNotContain("imgeo_sk_");
    }
}
