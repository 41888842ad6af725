package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeysInRequestsTest {
    /** One that fits the rule and that nobody has. */
    private static final String KEY = "imgeo_sk_" + Long.toHexString(System.nanoTime());

    @Test
    void namesEachFieldWithAKeyAndRepeatsNone() {
        assertThat(KeysInRequests.objectionsTo(Map.of("model", KEY, "prompt", "say " + KEY, "count", 1)))
                .hasSize(2)
                .anyMatch(each -> each.startsWith("model: contains an API key"))
                .anyMatch(each -> each.startsWith("prompt: contains an API key"))
                .noneMatch(each -> each.contains(KEY));
    }

    @Test
    void leavesAloneWhatOnlySpeaksOfKeys() {
        assertThat(KeysInRequests.objectionsTo(
                        Map.of("prompt", "a key on a ring, with the tag imgeo_sk_ … and imgeo_sk")))
                .isEmpty();
    }

    @Test
    void namesTwentyAtMost() {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put("field" + i, KEY);
        }

        assertThat(KeysInRequests.objectionsTo(many)).hasSize(20);
    }

    /** Twenty times the length takes far less than the four hundred times of a quadratic search. */
    @Test
    void takesLinearTimeForWhatAlmostIsAKey() {
        long small = nanosFor("imgeo_sk_ ".repeat(10_000));
        long large = nanosFor("imgeo_sk_ ".repeat(200_000));

        assertThat(large).isLessThan(100 * small);
    }

    private static long nanosFor(String text) {
        return LongStream.range(0, 5)
                .map(i -> {
                    long begun = System.nanoTime();
                    assertThat(ApiKey.isIn(text)).isFalse();
                    assertThat(ApiKey.masked(text)).isEqualTo(text);
                    return System.nanoTime() - begun;
                })
                .min()
                .orElseThrow();
    }
}
