package club.imgeo.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service, over HTTP. The sandbox's ledger says what it cost. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camel.component.imgeo.max-retries=0",
            "management.endpoints.web.exposure.include=*",
            "logging.level.club.imgeo=TRACE",
        })
@ExtendWith(OutputCaptureExtension.class)
class PictureServiceTest {
    private static final Sandbox SANDBOX = Sandbox.start();
    private static final String KEY = SANDBOX.signUp();

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void account(DynamicPropertyRegistry properties) {
        properties.add("camel.component.imgeo.base-url", SANDBOX::baseUrl);
        properties.add("camel.component.imgeo.api-key", () -> KEY);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void drawsWhatIsAskedForAndSaysWhereItIs() throws Exception {
        HttpResponse<String> answer = draw("a fox", "fox-1");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(url -> assertThat(answer.body()).contains(url, "\"credits\":1"));
        assertThat(SANDBOX.ledger().netCharges("a fox")).isEqualTo(1);
    }

    @Test
    void paysOnceForAKeyThatComesAgain() throws Exception {
        HttpResponse<String> first = draw("a hare", "hare-1");

        HttpResponse<String> second = draw("a hare", "hare-1");

        assertThat(second.headers().firstValue("Location"))
                .isPresent()
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.body()).contains("\"credits\":0");
        assertThat(SANDBOX.ledger().netCharges("a hare")).isEqualTo(1);
        assertThat(draw("an owl", "hare-1").statusCode()).as("another picture").isEqualTo(409);
    }

    @Test
    void paysForEachRequestWithoutAKey() throws Exception {
        draw("a lynx", null);
        draw("a lynx", null);

        assertThat(SANDBOX.ledger().netCharges("a lynx")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "sandbox: 400,                400, NOT_CHARGED, ",
        "sandbox: 402,                402, NOT_CHARGED, ",
        "sandbox: 429 after 7s,       503, NOT_CHARGED, 7",
        "sandbox: 500,                503, REFUNDED,    10",
        "sandbox: 401,                502, NOT_CHARGED, ",
        "sandbox: charge then 502,    502, UNKNOWN,     ",
        "sandbox: garbage,            502, CHARGED,     ",
    })
    void saysWhoseTurnItIsAfter(String directive, int status, String credits, @Nullable String retryAfter)
            throws Exception {
        HttpResponse<String> answer = draw("a bear " + directive, null);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"credits\":\"" + credits + "\"").doesNotContain("a bear");
        assertThat(answer.headers().firstValue("Retry-After").orElse(null)).isEqualTo(retryAfter);
        assertThat(SANDBOX.ledger().calls("a bear " + directive)).isEqualTo(1);
    }

    @Test
    void isHealthyAndSpendsNothingToSaySo() throws Exception {
        long before = SANDBOX.ledger().net();

        assertThat(get("/actuator/health/imgeo")).contains("\"status\":\"UP\"", "imgeo-journal");
        assertThat(get("/actuator/health")).contains("\"imgeo\":{");
        assertThat(SANDBOX.ledger().net()).isEqualTo(before);
    }

    @Test
    void countsItsExchanges() throws Exception {
        draw("a vole", null);

        assertThat(get("/actuator/metrics/camel.exchanges.total?tag=routeId:drawing"))
                .contains("\"statistic\":\"COUNT\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "env", "configprops", "beans", "conditions", "metrics", "mappings"})
    void showsTheKeyNowhereIn(String endpoint, CapturedOutput log) throws Exception {
        draw("an elk sandbox: 401", null);

        assertThat(get("/actuator/" + endpoint)).isNotEmpty().doesNotContain(KEY);
        assertThat(log.getAll()).contains("club.imgeo").doesNotContain(KEY);
    }

    private HttpResponse<String> draw(String prompt, @Nullable String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/pictures"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(prompt));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
