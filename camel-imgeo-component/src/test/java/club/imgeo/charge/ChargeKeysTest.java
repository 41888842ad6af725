package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be a key. */
class ChargeKeysTest {
    @Test
    void takesAnyKeyOfAUsersOwn() {
        for (String key : List.of("order 1", "ä", "content", "exchange", "k".repeat(255), "my:content:1")) {
            assertThat(ChargeKeys.checked(key)).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''          | chargeKey: is blank; give something that names the request",
                "' '         | chargeKey: is blank",
                "content:1   | chargeKey: begins with content:, which is kept for other keys",
                "exchange:1  | chargeKey: begins with exchange:, which is kept for other keys",
            })
    void refuses(String key, String why) {
        assertThatThrownBy(() -> ChargeKeys.checked(key))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        assertThatThrownBy(() -> ChargeKeys.checked("k".repeat(256)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has 256 characters; at most 255 are allowed");
    }

    @Test
    void makesAKeyForOneCallThatNobodyElseHas() {
        String key = ChargeKeys.once("exchange 4711");

        assertThat(key).startsWith("exchange:exchange 4711:").isNotEqualTo(ChargeKeys.once("exchange 4711"));
        assertThat(ChargeKeys.once("e".repeat(1000)))
                .startsWith("exchange:" + "e".repeat(120) + ":")
                .hasSizeLessThanOrEqualTo(ChargeKeys.LONGEST);
    }

    /** A key, a prompt, and whether the key would tell it. */
    @ParameterizedTest
    @CsvSource({
        "order 1, a fox in the snow, false",
        "1 a fox in the snow, a fox in the snow, true",
        "a fox in it, a fox in it, false", // eleven characters are no telling
        "a fox in the snow, a fox in the snows, false",
        "a fox in his, a fox in his, true", // twelve are
    })
    void tellsNoPrompt(String key, String prompt, boolean tells) {
        if (tells) {
            assertThatThrownBy(() -> ChargeKeys.hidesThePrompt(key, prompt))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("chargeKey: holds the prompt")
                    .hasMessageContaining("set reuse=true");
        } else {
            assertThatCode(() -> ChargeKeys.hidesThePrompt(key, prompt)).doesNotThrowAnyException();
        }
    }
}
