package club.imgeo.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of {@code docs/errors.md} at its edges, where no server is needed to see them. */
class VerdictTest {
    private static final Call PAID = new Call(true, "https://example.org/generate", List.of("a fox in the snow"), true);
    private static final Call FREE = new Call(false, "https://example.org/balance", List.of(), true);
    private static final String OWN_SHAPE = "{\"error\": \"no luck\"}";

    @ParameterizedTest
    @CsvSource({
        "199, ServiceException,             UNKNOWN",
        "200, UnusableAnswerException,      CHARGED",
        "201, ServiceException,             UNKNOWN",
        "299, ServiceException,             UNKNOWN",
        "300, ServiceException,             NOT_CHARGED",
        "399, ServiceException,             NOT_CHARGED",
        "400, InvalidRequestException,      NOT_CHARGED",
        "401, AuthenticationException,      NOT_CHARGED",
        "402, InsufficientCreditsException, NOT_CHARGED",
        "403, AuthenticationException,      NOT_CHARGED",
        "404, ServiceException,             NOT_CHARGED",
        "405, ServiceException,             NOT_CHARGED",
        "408, ServiceException,             UNKNOWN",
        "409, ServiceException,             UNKNOWN",
        "413, InvalidRequestException,      NOT_CHARGED",
        "415, InvalidRequestException,      NOT_CHARGED",
        "421, ServiceException,             NOT_CHARGED",
        "422, InvalidRequestException,      NOT_CHARGED",
        "425, ServiceException,             UNKNOWN",
        "429, RateLimitedException,         NOT_CHARGED",
        "499, ServiceException,             NOT_CHARGED",
        "500, GenerationFailedException,    REFUNDED",
        "501, ServiceException,             UNKNOWN",
        "503, ServiceException,             UNKNOWN",
        "599, ServiceException,             UNKNOWN",
        "600, ServiceException,             UNKNOWN"
    })
    void judgesAPaidCallByItsStatus(int status, String exception, CreditOutcome outcome) {
        ImgeoException failure = failure(PAID, status, OWN_SHAPE);

        assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(failure.creditOutcome()).isEqualTo(outcome);
        assertThat(failure.status()).hasValue(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 302, 400, 401, 402, 404, 408, 409, 425, 429, 500, 503})
    void leavesNothingInDoubtWhereNothingIsPaidFor(int status) {
        assertThat(failure(FREE, status, OWN_SHAPE).creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
    }

    /** Without the server's words, which may not be quoted before it has listed models. */
    @Test
    void saysWhatToDoWhereAServerHasAnotherName() {
        Call unproven = new Call(false, "http://sandbox.test/api/v1/models", List.of(), false);

        assertThat(failure(unproven, 421, OWN_SHAPE))
                .hasMessageStartingWith(
                        "the server does not answer for the host name in http://sandbox.test/api/v1/models;"
                                + " check baseUrl, or have the server accept that name, as the sandbox does with --allow-host NAME")
                .hasMessageNotContaining("no luck");
    }

    @Test
    void drawsNothingBackForACallThatCostsNothing() {
        assertThat(failure(FREE, 500, OWN_SHAPE)).isInstanceOf(ServiceException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<h1>no luck</h1>", "", "{}", "{\"error\": \" \"}", "[\"no luck\"]"})
    void takesA500InAnotherShapeForADoubt(String body) {
        assertDoubt(failure(PAID, 500, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Vercel-Error", "x-amzn-ErrorType"})
    void takesA500OfAPlatformForADoubtThoughItLooksLikeTheApis(String header) {
        assertDoubt(failure(PAID, attempt(500, Map.of(header, List.of("FUNCTION_TIMEOUT")), OWN_SHAPE)));
    }

    @Test
    void takesA500ThatIsCutShortForADoubt() {
        HttpHeaders none = headers(Map.of());

        assertDoubt(
                failure(PAID, new Attempt(Sent.WHOLE, 500, none, OWN_SHAPE.getBytes(UTF_8), new IOException("eof"))));
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING, NOT_CHARGED, the request was not sent: connection reset [credits NOT_CHARGED]",
        "PART,    NOT_CHARGED, the request was not sent: connection reset [credits NOT_CHARGED]",
        "WHOLE,   UNKNOWN,     the reply was lost: connection reset [credits UNKNOWN]"
    })
    void judgesSilenceByHowMuchWasHandedOver(Sent sent, CreditOutcome outcome, String message) {
        IOException reset = new IOException("connection reset");

        ImgeoException failure = failure(PAID, silence(sent, reset));

        assertThat(failure)
                .isInstanceOf(TransportException.class)
                .hasMessage(message)
                .hasCause(reset);
        assertThat(failure.creditOutcome()).isEqualTo(outcome);
        assertThat(failure.status()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NOTHING", "WHOLE"})
    void speaksOfNoLossWhereNothingIsPaidFor(Sent sent) {
        ImgeoException failure = failure(FREE, silence(sent, new IOException("connection reset")));

        assertThat(failure).hasMessage("no answer: connection reset [credits NOT_CHARGED]");
    }

    @Test
    void keepsNoCauseThatRepeatsASecret() {
        ImgeoException failure =
                failure(PAID, silence(Sent.WHOLE, new IOException("cannot read a fox in the snow as a status")));

        assertThat(failure).hasNoCause().hasMessageNotContaining("fox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | unusable answer, no reason given",
                "201 | not an answer of the imgeo API",
                "400 | invalid request",
                "401 | the API key is not accepted; check apiKey",
                "402 | not enough credits; buy more",
                "404 | no imgeo API at https://example.org/generate; check baseUrl",
                "408 | the server gave up on the request",
                "429 | too many requests",
                "500 | the server failed",
                "503 | not an answer of the imgeo API"
            })
    void saysWhatIsWrongAndWhatTheServerSaidOfIt(int status, String reason) {
        String outcome = " [credits " + failure(PAID, status, "").creditOutcome() + ", HTTP " + status + "]";

        assertThat(failure(PAID, status, "")).hasMessage(reason + outcome);
        if (status != 500) {
            assertThat(failure(PAID, status, OWN_SHAPE)).hasMessage(reason + ": no luck" + outcome);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/new,                   https://example.org/new",
        "https://example.org/new?prompt=a%20fox,    https://example.org/new",
        "https://example.org/new#a-fox,             https://example.org/new",
        ",                                          nowhere"
    })
    void namesWhereARedirectLeadsButNotWhatItCarries(@Nullable String location, String shown) {
        Map<String, List<String>> headers = location == null ? Map.of() : Map.of("Location", List.of(location));

        assertThat(failure(PAID, attempt(308, headers, "")))
                .hasMessage("redirected to " + shown
                        + ", which is not followed; check baseUrl [credits NOT_CHARGED, HTTP 308]");
    }

    @ParameterizedTest
    @CsvSource({"'{\"error\": \"width: is missing\"}', width: is missing", "'', the server does not say why"})
    void takesWhatTheServerRefusesForAnObjection(String body, String objection) {
        ImgeoException failure = failure(PAID, 422, body);

        assertThat(((InvalidRequestException) failure).objections()).containsExactly(objection);
    }

    @Test
    void keepsTheAnswerAndTheWaitAskedForWithoutTheSecrets() {
        Attempt attempt = attempt(
                429, Map.of("Retry-After", List.of("7")), "{\"error\": \"wait with a fox in the snow, please\"}");

        ImgeoException failure = failure(PAID, attempt);

        assertThat(failure).hasMessageStartingWith("too many requests: wait with [redacted], please");
        assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(7));
        assertThat(failure.answer()).hasValue("{\"error\": \"wait with [redacted], please\"}");
    }

    @Test
    void savesTheImagesOfAnAnswerThatIsCutShort() {
        ImgeoException failure = failure(PAID, 200, "{\"images\": [\"https://example.org/1.png\", \"https://exam");

        assertThat(((UnusableAnswerException) failure).images())
                .containsExactly(URI.create("https://example.org/1.png"));
    }

    private static void assertDoubt(ImgeoException failure) {
        assertThat(failure).isInstanceOf(ServiceException.class);
        assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.UNKNOWN);
    }

    private static ImgeoException failure(Call call, int status, String body) {
        return failure(call, attempt(status, Map.of(), body));
    }

    private static ImgeoException failure(Call call, Attempt attempt) {
        return new Verdict(attempt, call, Instant.EPOCH).onFailure();
    }

    private static Attempt attempt(int status, Map<String, List<String>> headers, String body) {
        return new Attempt(Sent.WHOLE, status, headers(headers), body.getBytes(UTF_8), null);
    }

    private static Attempt silence(Sent sent, Throwable broken) {
        return new Attempt(sent, 0, headers(Map.of()), new byte[0], broken);
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    /** Or a server could keep the client's threads busy for a minute by one answer. */
    @Test
    void searchesNoHostileMegabyteForAPromptOfAThousandWords() {
        String prompt = "ab ".repeat(660);
        Call call = new Call(true, "https://example.org/generate", List.of(prompt), true);
        String body = "{\"error\": \"" + "a ab".repeat(250_000) + "\"}";
        Verdict verdict = new Verdict(attempt(400, Map.of(), body), call, Instant.EPOCH);

        ImgeoException failure = assertTimeout(Duration.ofSeconds(5), verdict::onFailure);

        assertThat(failure.getMessage()).hasSizeLessThan(1_000);
    }
}
