package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken out of foreign text, and how long that takes. */
class RedactionTest {
    private static final String SECRET = "my \"gärden\" of 50% \\ delight";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "it is my \"gärden\" of 50% \\ delight.|it is [redacted].",
                "it is my \\\"g\\u00e4rden\\\" of 50% \\\\ delight.|it is [redacted].",
                "?q=my%20%22g%C3%A4rden%22%20of%2050%25%20%5C%20delight&x|?q=[redacted]&x",
                "?q=my+%22g%C3%A4rden%22+of+50%25+%5C+delight&x|?q=[redacted]&x",
                "part: \"gärden\" of 5 and on|part:[redacted] and on",
                "cut: my \"gär|cut: [redacted]",
                "my \"gär, and on|my \"gär, and on",
                "my \"gar den|my \"gar den"
            },
            delimiter = '|')
    void takesOutWhatItFinds(String text, String shown) {
        assertThat(Redaction.of(text, List.of(SECRET))).isEqualTo(shown);
    }

    @Test
    void takesOutShortSecretsAsAWholeAndNoneOfAFewLetters() {
        assertThat(Redaction.of("a sunset, sunse and a fox", List.of("sunset", "a fox")))
                .isEqualTo("a [redacted], sunse and a fox");
    }

    @Test
    void takesTimeInProportionToTheText() {
        long little = nanos(4_000);

        assertThat(nanos(64_000)).isLessThan(16 * 5 * Math.max(little, 5_000_000));
    }

    private static long nanos(int length) {
        String words = "aaaaaaaaaaa ".repeat(length / 12);
        String misses = "aaaaaaaaaaab".repeat(length / 12);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            assertThat(Redaction.of(misses, List.of(words))).isEqualTo(misses);
            assertThat(Redaction.of(words, List.of(words))).isEqualTo(Redaction.MARK);
            best = Math.min(best, System.nanoTime() - begun);
        }
        return best;
    }
}
