package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made again and when, by the sandbox's count, while the test moves the time. */
class RepeatsOverTheWireTest {
    private static final String MODEL = "black-forest-labs/flux-schnell";
    /** Above any backoff and below any deadline. */
    private static final Duration SOON = Duration.ofSeconds(45);

    private final FakeTime time = new FakeTime();
    private final Sandbox sandbox = Sandbox.start();
    private final ApiKey key = new ApiKey(sandbox.signUp(100));
    private final ImgeoClient client = ImgeoClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(key)
            .build(time);

    @BeforeEach
    void haveTheModels() {
        Ends.value(client.models()); // so that no plan but the call's own is there to wait for
    }

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "500 once,                         0.25,  0.5",
        "429 once,                         0.25,  0.5",
        "429 after 30s once,              30,    30",
        "429 after 30s in the body once,  30,    30",
        "429 after 30s as a date once,    28,    30.1",
        "500 after 30s once,              30,    30"
    })
    void waitsAndDrawsForThePriceOfOne(String directive, double atLeast, double atMost) {
        String prompt = "a fox, sandbox: " + directive;

        var result = client.generate(GenerateRequest.of(MODEL, prompt));
        Duration wait = time.awaitPlanWithin(SOON);
        time.advance(wait);

        assertThat(Ends.value(result).images()).hasSize(1);
        assertThat(wait.toMillis() / 1e3).isBetween(atLeast, atMost);
        assertThat(sandbox.ledger().netCharges(prompt)).isEqualTo(1);
        assertThat(sandbox.ledger().calls(prompt)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "charge then reset once",
                "charge then eof once",
                "charge then 503 once",
                "charge then 500 html once",
                "charge then 202 once",
                "cut once",
                "garbage once",
                "gzip once"
            })
    void neverRepeatsWhatMayHaveBeenPaidFor(String directive) {
        String prompt = "a fox, sandbox: " + directive;

        ImgeoException failure = Ends.failure(client.generate(GenerateRequest.of(MODEL, prompt)));
        time.advance(Duration.ofMinutes(5));

        assertThat(failure.isRetryable()).isFalse();
        assertThat(sandbox.ledger().calls(prompt)).isEqualTo(1);
        assertThat(sandbox.ledger().netCharges(prompt)).isEqualTo(1);
    }

    @Test
    void stopsAfterTwoRetriesByDefault() {
        String prompt = "a fox, sandbox: 429 after 10s";

        var result = client.generate(GenerateRequest.of(MODEL, prompt));
        for (int retry = 0; retry < 2; retry++) {
            time.advance(time.awaitPlanWithin(SOON));
        }

        assertThat(Ends.failure(result).retryAfter()).contains(Duration.ofSeconds(10));
        assertThat(sandbox.ledger().calls(prompt)).isEqualTo(3);
    }

    @Test
    void givesUpAtOnceWhereTheServerAsksForMorePatienceThanThereIsTime() {
        String prompt = "a fox, sandbox: 429 after 151s";

        ImgeoException failure = Ends.failure(client.generate(GenerateRequest.of(MODEL, prompt)));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(151));
        assertThat(failure.isRetryable()).isTrue();
        assertThat(sandbox.ledger().calls(prompt)).isEqualTo(1);
    }

    @Test
    void repeatsAConnectionLostBeforeTheRequestWasSent() {
        sandbox.next("reset after headers");
        GenerateRequest request =
                GenerateRequest.of("stability-ai/sdxl", "a fox").withNegativePrompt("x".repeat(32 << 20));

        // Larger than a request may be, so that the reset comes while it is sent.
        var result = client.inTurn(new Quote(request, null, null), key, () -> CompletableFuture.completedFuture(null));
        time.advance(time.awaitPlanWithin(SOON));

        assertThat(Ends.failure(result)).as("it is too large").isInstanceOf(InvalidRequestException.class);
        assertThat(sandbox.ledger().requests(ImgeoClient.GENERATE)).isEqualTo(2);
        assertThat(sandbox.ledger().net()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-vercel-error", "x-amzn-ErrorType"})
    void takesNoPlatformsErrorForARefund(String header) throws IOException {
        byte[] body = "{\"message\": \"Internal server error\"}".getBytes(StandardCharsets.UTF_8);

        try (RawServer server = RawServer.playing(RawServer.answer(500, Map.of(header, "FUNCTION_FAILED"), body));
                ImgeoClient client = ImgeoClient.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(new ApiKey("imgeo_sk_test"))
                        .build()) {
            ImgeoException failure = Ends.failure(client.generate(GenerateRequest.of("stability-ai/sdxl", "a fox")));

            assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.UNKNOWN);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
