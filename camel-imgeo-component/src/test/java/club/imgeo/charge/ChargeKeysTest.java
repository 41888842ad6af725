package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.InvalidRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
                "tenant[1]a/1| chargeKey: begins with tenant[, which is kept for other keys",
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

    @ParameterizedTest
    @CsvSource({
        "acme, order 7, tenant[4]acme/order 7",
        "acme, content:abc, content:tenant[4]acme/abc",
        "acme, exchange:1:2, exchange:1:2", // no other call has it
        ", order 7, order 7"
    })
    void makesTheTenantAPartOfTheKey(@Nullable String tenant, String key, String stored) {
        assertThat(ChargeKeys.stored(tenant, key)).isEqualTo(stored);
        assertThat(ChargeKeys.given(tenant, stored)).isEqualTo(key);
    }

    @Test
    void makesNoKeyOfTwoTenants() {
        List<String> texts = List.of("a", "/", "]", "a/", "/a", "1]a", "[1]", "#", "aa", "11");
        Set<String> stored = new HashSet<>();

        for (String tenant : texts) {
            for (String key : texts) {
                assertThat(stored.add(ChargeKeys.stored(tenant, key))).isTrue();
                assertThat(stored.add(ChargeKeys.stored(tenant, Charge.CONTENT + key)))
                        .isTrue();
            }
        }
    }

    @Test
    void fitsTheLongestTenantAndKeyIntoTheColumn() {
        Set<String> stored = new HashSet<>();
        for (String tenant : List.of("t".repeat(255), "t".repeat(254) + "u", "🦊".repeat(127) + "u")) {
            for (String key : List.of("k".repeat(255), "k".repeat(254) + "l", "🦊".repeat(127) + "u", "k")) {
                String kept = ChargeKeys.stored(tenant, key);

                assertThat(kept).hasSizeLessThanOrEqualTo(255).startsWith("tenant[#");
                assertThat(Storable.key(kept)).isEqualTo(kept);
                assertThat(kept).contains(key.substring(0, 1));
                assertThat(stored.add(kept)).isTrue();
            }
        }
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
