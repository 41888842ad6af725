package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Outcome;
import club.imgeo.charge.Resolution;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InvalidRequestException;
import java.util.Map;

/** Whatever somebody says of a doubt, in JSON, is refused, or is on one line and within the limits. */
public final class WordFuzz {
    private WordFuzz() {}

    /** Loads the classes, which takes Jazzer longer than an input may take. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("{\"key\":\"order-1\"}".getBytes(UTF_8));
    }

    /** @param json for {@code imgeo:journal?journalOperation=resolve} */
    public static void fuzzerTestOneInput(byte[] json) {
        Resolution resolution;
        try {
            Map<?, ?> fields = JournalJson.read(new String(json, UTF_8));
            resolution = Resolution.read(fields);
        } catch (InvalidRequestException e) {
            assertThat(e.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
            assertThat(e.getMessage()).hasSizeLessThan(5_000).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029]");
            return;
        }
        assertThat(resolution.key()).isNotBlank().hasSizeLessThanOrEqualTo(255);
        assertThat(resolution.outcome()).isIn(CreditOutcome.CHARGED, CreditOutcome.NOT_CHARGED);
        assertThat(resolution.by() + resolution.why()).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029]");
        assertThat(resolution.images()).hasSizeLessThanOrEqualTo(16);
        Outcome word = resolution.word();
        assertThat(word.isFact()).isFalse();
        assertThat(word.drawing() == null).isEqualTo(resolution.images().isEmpty());
    }
}
