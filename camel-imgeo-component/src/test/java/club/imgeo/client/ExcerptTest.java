package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
    /** One that fits the rule and that nobody has. */
    private static final String KEY = "imgeo_sk_" + Long.toHexString(System.nanoTime());

    @Test
    void showsNoApiKey() {
        assertThat(Excerpt.of("say " + KEY + " aloud")).isEqualTo("say [redacted] aloud");
        assertThat(Excerpt.quoted(KEY)).isEqualTo("'[redacted]'");
        assertThat(Excerpt.quoted("order 7", KEY)).doesNotContain(KEY.substring(9));
    }

    /** Wherever the cut is, it shows at most the beginning that all keys have. */
    @ParameterizedTest
    @ValueSource(ints = {40, 45, 50, 51, 52, 55, 59})
    void showsNoPartOfAKeyThatIsCut(int before) {
        String shown = Excerpt.quoted("x".repeat(before) + KEY + " and more");

        assertThat(shown).endsWith("…'");
        assertThat(shown).doesNotContain(KEY.substring(9, 11));
    }
}
