package club.imgeo.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox, held against docs/openapi/imgeo-v1.yaml over a real socket. */
class ContractTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Sandbox sandbox;
    private ContractGate gate;

    @BeforeEach
    void open() {
        sandbox = Sandbox.start();
        gate = new ContractGate(sandbox.baseUrl());
    }

    @AfterEach
    void shut() {
        gate.close();
        sandbox.close();
    }

    static Stream<Arguments> described() {
        return Stream.of(
                arguments(order("a fox"), 200),
                arguments(order("two foxes").put("count", 2).put("aspect_ratio", "21:9"), 200),
                arguments(order("🦊".repeat(2000)), 200),
                arguments(
                        order("a fox again")
                                .put("model", "bytedance/seedream-4")
                                .put("negative_prompt", "people")
                                .put("mode", "img2img")
                                .put("image", "https://example.org/fox.jpg"),
                        200),
                arguments(order("a hare sandbox: partial").put("count", 3), 200),
                arguments(order("a hare").put("model", "nobody/knows-this"), 400),
                arguments(
                        order("two dear hares").put("model", "google/imagen-4").put("count", 2), 402),
                arguments(order("a hare sandbox: 429 after 7s"), 429),
                arguments(order("a hare sandbox: 429 after 7s as a date"), 429),
                arguments(order("a hare sandbox: 500"), 500),
                arguments(order("a hare sandbox: 503"), 503));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("described")
    void answersWhatIsDescribedToWhatIsDescribed(JsonObject order, int status) throws Exception {
        assertThat(generate(key(), order)).isEqualTo(status);

        assertThat(gate.oddRequests()).isEmpty();
        assertThat(gate.oddAnswers()).isEmpty();
    }

    @Test
    void answersModelsToAnybodyAndTheBalanceToItsOwner() throws Exception {
        assertThat(get("/api/v1/models", "")).isEqualTo(200);
        assertThat(get("/api/v1/balance", "Bearer " + sandbox.signUp())).isEqualTo(200);

        assertThat(gate.oddRequests()).isEmpty();
        assertThat(gate.oddAnswers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "Bearer imgeo_sk_nobody"})
    void refusesAStrangerAsDescribed(String authorization) throws Exception {
        assertThat(get("/api/v1/balance", authorization)).isEqualTo(401);

        assertThat(gate.oddAnswers()).isEmpty();
    }

    static Stream<JsonObject> refused() {
        return Stream.of(
                new JsonObject().put("prompt", "no model"),
                new JsonObject().put("model", Caller.FLUX),
                order("").put("prompt", ""),
                order("🦊".repeat(2001)),
                order("a fox").put("aspect_ratio", "7:5"),
                order("a fox").put("count", 0),
                order("a fox").put("count", 1.5),
                order("a fox").put("mode", "img3img"),
                order("a fox").put("model", "bytedance/seedream-4").put("mode", "img2img"));
    }

    /** The description and the sandbox agree on what is wrong, and were not written from one another. */
    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNotDescribedAndSaysSoAsDescribed(JsonObject order) throws Exception {
        assertThat(generate(key(), order)).isEqualTo(400);

        assertThat(gate.oddRequests()).hasSize(1);
        assertThat(gate.oddAnswers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"wrong", "garbage", "no urls", "bad urls", "500 html", "418", "201"})
    void noticesAnAnswerThatIsNotDescribed(String directive) throws Exception {
        generate(key(), order("a fox sandbox: " + directive));

        assertThat(gate.oddRequests()).isEmpty();
        assertThat(gate.oddAnswers()).hasSize(1);
    }

    private String key() {
        return sandbox.signUp();
    }

    private static JsonObject order(String prompt) {
        return new JsonObject().put("model", Caller.FLUX).put("prompt", prompt);
    }

    private int generate(String key, JsonObject order) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(gate.baseUrl().resolve("/api/v1/generate"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order.encode())));
    }

    private int get(String path, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gate.baseUrl().resolve(path));
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
