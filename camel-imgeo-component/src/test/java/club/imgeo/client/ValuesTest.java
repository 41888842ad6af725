package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({"1:1, 1, 1", "16:9, 16, 9", "' 9:21 ', 9, 21", "7:5, 7, 5", "9999:1, 9999, 1"})
    void readsARatio(String notation, int width, int height) {
        assertThat(AspectRatio.parse(notation)).isEqualTo(new AspectRatio(width, height));
        assertThat(AspectRatio.parse(notation)).hasToString(notation.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "16",
                "16:",
                ":9",
                "16/9",
                "16x9",
                "1024x576",
                "16:9:1",
                "0:1",
                "1:0",
                "-1:1",
                "1.5:1",
                "01:1",
                "16 : 9",
                "10000:1",
                "16:9\n16:9",
                "१६:९",
                "wide"
            })
    void readsNoRatioInAnythingElseAndSaysWhatIsOne(String notation) {
        assertThatThrownBy(() -> AspectRatio.parse(notation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a ratio such as 16:9; one of 1:1, 2:3");
    }

    @ParameterizedTest
    @CsvSource({"text2img, TEXT2IMG", "IMG2IMG, IMG2IMG", "' Text2Img ', TEXT2IMG"})
    void readsAMode(String name, Mode mode) {
        assertThat(Mode.parse(name)).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "txt2img", "img2img2"})
    void readsNoModeInAnythingElse(String name) {
        assertThatThrownBy(() -> Mode.parse(name)).hasMessageContaining("is not one of text2img, img2img");
    }

    @Test
    void showsAKeyNowhere() {
        ApiKey key = new ApiKey("imgeo_sk_abcdefghijklmnop");

        assertThat(key).hasToString("ApiKey[redacted]");
        assertThat("%s %s %s".formatted(key, List.of(key), Map.of("key", key))).doesNotContain("abcdef");
        assertThat(new Call(true, "https://example.org", List.of(key.value()), true).toString())
                .doesNotContain("abcdef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "sk_secret",
                "imgeo_sk_",
                " imgeo_sk_secret",
                "imgeo_sk_secret ",
                "imgeo_sk_sec ret",
                "imgeo_sk_secret\r\nX-Evil: 1",
                "imgeo_sk_sécret",
                "Bearer imgeo_sk_secret",
                "imgeo_sk_secret\u0000"
            })
    void refusesWhatIsNoKeyWithoutRepeatingIt(String value) {
        assertThatThrownBy(() -> new ApiKey(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an imgeo key reads imgeo_sk_…")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("sécret");
    }

    @Test
    void keepsTheDecimalsOfABalance() {
        assertThat(new Balance(new BigDecimal("9.50"))).hasToString("9.50");
        assertThat(new Balance(new BigDecimal("1E+3"))).hasToString("1000");
    }

    @Test
    void showsNoPromptOfAGeneration() {
        Generation generation = new Generation(
                List.of(URI.create("https://example.org/fox.png")),
                "google/imagen-4",
                "my secret garden",
                null,
                BigDecimal.TEN,
                null,
                false,
                Map.of());

        assertThat(generation.toString()).doesNotContain("secret").contains("https://example.org/fox.png");
    }

    @ParameterizedTest
    @CsvSource({"NOT_CHARGED, true", "REFUNDED,    true", "CHARGED,     false", "UNKNOWN,     false"})
    void knowsWhatIsFreeToRepeat(CreditOutcome outcome, boolean free) {
        assertThat(outcome.isFreeToRepeat()).isEqualTo(free);
    }
}
