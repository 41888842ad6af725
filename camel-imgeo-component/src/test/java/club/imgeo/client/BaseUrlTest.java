package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.imgeo.club",
                "https://www.imgeo.club/",
                "https://www.imgeo.club//",
                " HTTPS://WWW.IMGEO.club:443 ",
                "https://www.imgeo.club:/"
            })
    void isTheSameInEverySpelling(String spelling) {
        assertThat(new BaseUrl(spelling)).isEqualTo(BaseUrl.IMGEO).hasToString("https://www.imgeo.club");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.imgeo.club",
                "http://www.imgeo.club:443",
                "https://www.imgeo.club:80",
                "https://www.imgeo.club.",
                "https://www.imgeo.club.example.com",
                "https://imgeo.club",
                "https://www.imgeo.club/path",
                "https://www.imgeo.club/..",
                "https://www.imgeo.club/%2e",
                "https://www.imgeo.club/;x"
            })
    void isAnotherWhereRequestsMayGoElsewhere(String other) {
        assertThat(new BaseUrl(other)).isNotEqualTo(BaseUrl.IMGEO);
    }
}
