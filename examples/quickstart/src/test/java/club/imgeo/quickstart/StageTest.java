package club.imgeo.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageTest {
    @Test
    void staysInTheSandboxUnlessAskedTwice() {
        assertThat(welcome(null, false)).contains("in the sandbox").doesNotContain("IMGEO_API_KEY");
        assertThat(welcome("imgeo_sk_x", false)).contains("in the sandbox", "add -Dimgeo.live=true");
        assertThat(welcome(" ", true)).contains("in the sandbox", "needs IMGEO_API_KEY too");
    }

    @Test
    void takesTheRealApiAtItsDefaultAddressWhenAskedTwice() {
        try (Stage stage = Stage.choose("imgeo_sk_x", true)) {
            assertThat(stage.welcome()).contains("the real API").doesNotContain("imgeo_sk_x");
            assertThat(stage.options()).containsOnlyKeys("camel.component.imgeo.api-key");
        }
    }

    private static String welcome(@Nullable String apiKey, boolean live) {
        try (Stage stage = Stage.choose(apiKey, live)) {
            return stage.welcome();
        }
    }
}
