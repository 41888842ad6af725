package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImgeoClientBuilderTest {
    private static final String RESENDS = "jdk.httpclient.enableAllMethodRetry";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.imgeo.club",
                "https://www.imgeo.club/",
                " https://proxy.example.org:8443/imgeo// ",
                "http://localhost:8080",
                "http://LOCALHOST:8080",
                "http://127.0.0.1:1",
                "http://127.8.8.8",
                "http://[::1]:65535"
            })
    void takesABaseUrl(String url) {
        assertThatCode(() -> ImgeoClient.builder().baseUrl(url).build().close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.imgeo.club",
                "HTTP://www.imgeo.club",
                "http://localhost.example.org",
                "http://127.0.0.1.example.org",
                "http://128.0.0.1",
                "http://10.0.0.1:8080",
                "http://0.0.0.0:8080",
                "http://[::2]"
            })
    void refusesToShowTheKeyToTheNetwork(String url) {
        ImgeoClientBuilder builder = ImgeoClient.builder().baseUrl(url);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseUrl: ")
                .hasMessageContaining("use https, or allowPlainHttp=true");
        assertThatCode(() -> builder.allowPlainHttp(true).build().close()).doesNotThrowAnyException();
    }

    @Test
    void refusesToShowTheKeyToAProxyElsewhere() {
        ImgeoClientBuilder builder = ImgeoClient.builder()
                .baseUrl("http://localhost:8080")
                .proxy(InetSocketAddress.createUnresolved("proxy.example.org", 3128));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowPlainHttp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "www.imgeo.club",
                "//www.imgeo.club",
                "ftp://www.imgeo.club",
                "https://",
                "https:///api",
                "https://www imgeo club",
                "https://user:secret@www.imgeo.club",
                "https://www.imgeo.club?key=secret",
                "https://www.imgeo.club#secret",
                "https://www.imgeo.club:0",
                "https://www.imgeo.club:65536",
                "https://www.imgeo.club:secret"
            })
    void refusesWhatIsNoBaseUrlWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> ImgeoClient.builder().baseUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl: ")
                .hasMessageNotContaining("secret");
    }

    static Stream<Arguments> badOptions() {
        return Stream.of(
                option("requestTimeout", builder -> builder.requestTimeout(Duration.ZERO)),
                option("requestTimeout", builder -> builder.requestTimeout(Duration.ofMillis(-1))),
                option("requestTimeout", builder -> builder.requestTimeout(Duration.ofDays(2))),
                option("connectTimeout", builder -> builder.connectTimeout(Duration.ZERO)),
                option("connectTimeout", builder -> builder.connectTimeout(Duration.ofSeconds(Long.MAX_VALUE))),
                option("maxRetries", builder -> builder.maxRetries(-1)),
                option("maxInFlight", builder -> builder.maxInFlight(0)),
                option("maxCount", builder -> builder.maxCount(0)));
    }

    @ParameterizedTest
    @MethodSource("badOptions")
    void namesTheOptionWhatCameAndWhatIsAllowed(String name, Consumer<ImgeoClientBuilder> option) {
        ImgeoClientBuilder builder = ImgeoClient.builder();

        assertThatThrownBy(() -> option.accept(builder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(name + ": .+ is (not above 0 and at most|less than) .+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "TRUE"})
    void refusesToWorkWhereTheJdkWouldPayTwice(String value) {
        System.setProperty(RESENDS, value);
        try {
            assertThatThrownBy(() -> ImgeoClient.builder().build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(RESENDS)
                    .hasMessageContaining("remove it");
        } finally {
            System.clearProperty(RESENDS);
        }
    }

    @Test
    void worksWhereTheJdkIsToldNotToPayTwice() {
        System.setProperty(RESENDS, "false");
        try {
            assertThatCode(() -> ImgeoClient.builder().build().close()).doesNotThrowAnyException();
        } finally {
            System.clearProperty(RESENDS);
        }
    }

    private static Arguments option(String name, Consumer<ImgeoClientBuilder> option) {
        return Arguments.of(name, option);
    }
}
