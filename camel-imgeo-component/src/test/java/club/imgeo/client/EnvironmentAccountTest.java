package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentAccountTest {
    private static final String KEY = "imgeo_sk_of_the_environment";

    private static EnvironmentAccount of(Map<String, String> variables) {
        return new EnvironmentAccount(variables::get);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.imgeo.club,         true",
        "https://WWW.imgeo.club:443/,    true",
        "http://localhost:8080/api,      true",
        "HTTP://LocalHost:8080/api/,     true",
        "http://localhost:8080,          false",
        "http://localhost:8080/api2,     false",
        "http://localhost:8080/api/../x, false",
        "https://localhost:8080/api,     false",
        "http://127.0.0.1:8080/api,      false",
        "http://www.imgeo.club,          false",
        "https://www.imgeo.club.evil.example, false"
    })
    void givesTheKeyToImgeoAndToTheAddressOfTheEnvironmentAlone(String address, boolean given) {
        EnvironmentAccount account =
                of(Map.of("IMGEO_API_KEY", " " + KEY + "\n", "IMGEO_BASE_URL", "http://localhost:8080/api"));

        assertThat(account.keyFor(new BaseUrl(address))).isEqualTo(given ? KEY : null);
        assertThat(account.mayPayAt(new BaseUrl(address))).isEqualTo(given);
    }

    @Test
    void isImgeosWithoutAnAddress() {
        assertThat(of(Map.of("IMGEO_BASE_URL", " ")).baseUrl()).isEqualTo(BaseUrl.IMGEO);
        assertThat(of(Map.of("IMGEO_API_KEY", " ")).keyFor(BaseUrl.IMGEO)).isNull();
    }

    @Test
    void namesTheVariableThatHoldsNoAddress() {
        assertThatThrownBy(() -> of(Map.of("IMGEO_BASE_URL", "localhost:8080")).baseUrl())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("IMGEO_BASE_URL in the environment: not an absolute http or https URL");
    }

    @Test
    void saysWhereTheKeyWouldGoInstead() {
        assertThat(of(Map.of("IMGEO_API_KEY", KEY)).withheld("IMGEO_API_KEY", new BaseUrl("http://localhost:8080")))
                .contains("https://www.imgeo.club", "IMGEO_BASE_URL", "not set", "http://localhost:8080")
                .doesNotContain(KEY);
    }
}
