package club.imgeo.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** No answer makes the client hang, throw anything but its own exceptions, or be wrong about the credits. */
class AnswerProperties {
    private static final String MODEL = "black-forest-labs/flux-schnell";
    private static final String PROMPT = "my secret garden, with \"quotes\", umlauts äöü\nand \uD83E\uDD8A, by night";
    private static final ApiKey KEY = new ApiKey("imgeo_sk_0123456789abcdef");
    private static final GenerateRequest REQUEST = GenerateRequest.of(MODEL, PROMPT);
    private static final String GOOD = """
            {"images": ["https://example.org/1.png", "https://example.org/2.png"], "model": "a/b", "prompt": "a fox",
             "aspect_ratio": "1:1", "credits_used": 1.5, "credits_remaining": 8, "more": {"seed": [1, null, true]}}
            """;

    private static final RawServer SERVER = RawServer.playing(RawServer.answer(200, GOOD));
    private static final ImgeoClient CLIENT = ImgeoClient.builder()
            .baseUrl(SERVER.baseUrl())
            .apiKey(KEY)
            .maxRetries(0)
            .requestTimeout(Duration.ofSeconds(5))
            .build();

    @AfterContainer
    static void close() throws IOException {
        CLIENT.close();
        SERVER.close();
    }

    @Property(tries = 3_000, shrinking = ShrinkingMode.BOUNDED)
    void readsAnyBodyAsImagesOrAsCharged(@ForAll("bodies") byte[] body) {
        try {
            Generation generation = Answers.generation(body, REQUEST, BigDecimal.ONE);

            assertThat(generation.images()).isNotEmpty().allMatch(url -> url.getScheme()
                    .startsWith("http"));
            assertThat(generation.toJson()).isNotEmpty();
            assertThat(generation.creditsUsed()).isNotNull().satisfies(used -> assertThat(used.toPlainString())
                    .hasSizeLessThan(100));
        } catch (IOException e) {
            Attempt attempt = new Attempt(Sent.WHOLE, 200, noHeaders(), body, null);
            ImgeoException failure = verdict(attempt).onUnusable(String.valueOf(e.getMessage()));

            assertThat(failure).isInstanceOf(UnusableAnswerException.class);
            assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.CHARGED);
            assertThat(String.valueOf(failure.getMessage()))
                    .hasSizeLessThan(1_000)
                    .doesNotContain("\n");
        }
    }

    @Property(tries = 1_500)
    void judgesAnyFailureByItsStatusAlone(@ForAll("statuses") int status, @ForAll("bodies") byte[] body) {
        ImgeoException failure = verdict(new Attempt(Sent.WHOLE, status, noHeaders(), body, null))
                .onFailure();

        assertThat(failure.creditOutcome()).isIn(outcomes(status));
        assertThat(failure.isRetryable())
                .isEqualTo(failure.isTransient() && failure.creditOutcome().isFreeToRepeat());
        assertThat(failure.answer().orElse("")).hasSizeLessThanOrEqualTo(4_096);
        assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(1_000).doesNotContain("\n");
    }

    @Property(tries = 1_000)
    void readsModelsAndBalancesOrSaysWhyNot(@ForAll("bodies") byte[] body) {
        try {
            assertThat(Answers.models(body)).isNotEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("secret");
        }
        try {
            assertThat(Answers.balance(body).toString()).hasSizeLessThan(100);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("secret");
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void survivesAnyAnswerOverASocket(
            @ForAll("statuses") int status,
            @ForAll("headers") Map<String, String> headers,
            @ForAll("bodies") byte[] body) {
        SERVER.script(RawServer.answer(status, headers, body));

        Object end = Ends.either(CLIENT.generate(REQUEST));

        holds(end, status);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void survivesAnyBytesOverASocket(@ForAll("mangledAnswers") byte[] bytes) {
        SERVER.script(socket -> {
            socket.getOutputStream().write(bytes);
            socket.close();
        });

        Object end = Ends.either(CLIENT.generate(REQUEST));

        assertThat(end).isInstanceOfAny(Generation.class, ImgeoException.class);
        assertThat(end.toString()).doesNotContain("0123456789abcdef");
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void survivesAnyModelsAndBalanceOverASocket(@ForAll("statuses") int status, @ForAll("bodies") byte[] body) {
        SERVER.script(RawServer.answer(status, Map.of(), body));
        SERVER.models(RawServer.answer(status, Map.of(), body));
        try (ImgeoClient client = ImgeoClient.builder()
                .baseUrl(SERVER.baseUrl())
                .apiKey(KEY)
                .maxRetries(0)
                .build()) {

            assertThat(Ends.value(client.models()).find("google/imagen-4")).isPresent();
            Object balance = Ends.either(client.balance());

            assertThat(balance).isInstanceOfAny(Balance.class, ImgeoException.class);
            if (balance instanceof ImgeoException failure) {
                assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
            }
        }
    }

    /** Bytes, and JSON in every way that it can go wrong. */
    @Provide
    Arbitrary<byte[]> bodies() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.bytes().array(byte[].class).ofMaxSize(400)),
                Tuple.of(4, mutated(GOOD)),
                Tuple.of(2, mutated("{\"error\": {\"message\": \"no luck\"}, \"retry_after\": 7}")),
                Tuple.of(2, mutated("{\"models\": [{\"id\": \"a/b\", \"credits\": 3, \"modes\": [\"text2img\"]}]}")),
                Tuple.of(3, fields().map(text -> text.getBytes(UTF_8))),
                Tuple.of(1, nasty().map(text -> text.getBytes(UTF_8))));
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.oneOf(
                Arbitraries.of(200, 200, 200, 201, 204, 302, 400, 401, 402, 404, 429, 500, 503),
                Arbitraries.integers().between(200, 999));
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> names = Arbitraries.of(
                "Content-Encoding",
                "Retry-After",
                "Location",
                "Content-Type",
                "X-Odd",
                "WWW-Authenticate",
                "Set-Cookie");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of("gzip", "identity", "7", "-7", "Thu, 01 Jan 1970 00:00:00 GMT", "Basic realm=\"x\"", ""),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30),
                Arbitraries.strings().withCharRange('\u00a1', '\u00ff').ofMaxLength(30));
        return Arbitraries.maps(names, values).ofMaxSize(3);
    }

    @Provide
    Arbitrary<byte[]> mangledAnswers() {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + GOOD.length() + "\r\nX-Odd: 1\r\n\r\n" + GOOD;
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ima\r\n0\r\n\r\n";
        return Arbitraries.oneOf(
                mutated(answer),
                mutated(chunked),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(100));
    }

    /** {@code text} with a few bytes overwritten, inserted, repeated or cut off. */
    private static Arbitrary<byte[]> mutated(String text) {
        Arbitrary<String> inserted = Arbitraries.of(
                "",
                "\"",
                "{",
                "[",
                "}",
                ",",
                "\\",
                "\\u",
                "\\ud800",
                "1e999999999",
                "1e2147483648",
                "-",
                "\u0000",
                "\u00ff\u00fe",
                "\r\n",
                "null",
                "\"images\": [],",
                "\"error\": \"x\",",
                "9".repeat(1_100));
        return Combinators.combine(
                        Arbitraries.integers().between(0, text.length()),
                        Arbitraries.integers().between(0, 20),
                        inserted,
                        Arbitraries.integers().between(1, 10))
                .as((at, gone, in, cut) -> {
                    String changed = text.substring(0, at) + in + text.substring(Math.min(text.length(), at + gone));
                    return changed.substring(0, cut == 1 ? changed.length() / 2 : changed.length());
                })
                .map(changed -> changed.getBytes(ISO_8859_1));
    }

    /** An object of the names that are read, each with any kind of value, and names that come twice. */
    private static Arbitrary<String> fields() {
        Arbitrary<String> names = Arbitraries.of(
                "images",
                "images",
                "model",
                "prompt",
                "aspect_ratio",
                "credits_used",
                "creditsUsed",
                "error",
                "message",
                "credits_remaining",
                "retry_after",
                "balance",
                "credits",
                "models",
                "data",
                "id",
                "modes",
                "x");
        Arbitrary<String> values = Arbitraries.of(
                "null",
                "true",
                "7",
                "-7",
                "0.1",
                "1e999999999",
                "1e-999999999",
                "1e2147483647",
                "-1e2147483648",
                "\"\"",
                "\"7\"",
                "\"https://example.org/1.png\"",
                "\"\\ud800\"",
                "[]",
                "{}",
                "[\"https://example.org/1.png\"]",
                "[null, 7, \"x\", [\"https://example.org\"]]",
                "{\"message\": 7}",
                "{\"a\": \"https://example.org/1\"}",
                "\"javascript:alert(1)\"",
                "[\"http://\"]",
                "[\"https://[::1\"]",
                "[{\"id\": \"a/b\", \"cost\": 1e99}]");
        return Combinators.combine(names, values)
                .as((name, value) -> "\"" + name + "\": " + value)
                .list()
                .ofMaxSize(8)
                .map(all -> "{" + String.join(", ", all) + "}");
    }

    private static Arbitrary<String> nasty() {
        return Arbitraries.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(10_000),
                "[".repeat(32) + "]".repeat(32),
                "{\"images\":[" + "\"https://example.org/1.png\",".repeat(30_000) + "\"\"]}",
                "{\"images\":[\"https://example.org/" + "x".repeat(900_000) + "\"]}",
                "{\"images\":[\"https://example.org/1.png\"],\"x\":\"" + "x".repeat(1 << 20) + "\"}",
                "{\"" + "x".repeat(60_000) + "\":1,\"images\":[\"https://example.org/1.png\"]}",
                "{\"images\":[\"https://example.org/1.png\"],\"credits_used\":" + "9".repeat(900) + "}",
                " ".repeat(100_000),
                "\ufeff" + GOOD,
                GOOD + GOOD);
    }

    private static void holds(Object end, int status) {
        if (end instanceof Generation generation) {
            assertThat(status).isEqualTo(200);
            assertThat(generation.images()).isNotEmpty();
            return;
        }
        assertThat(end).isInstanceOf(ImgeoException.class);
        ImgeoException failure = (ImgeoException) end;
        if (failure.status().isEmpty()) {
            assertThat(failure.creditOutcome()).as("a head that is no HTTP").isEqualTo(CreditOutcome.UNKNOWN);
            return;
        }
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.creditOutcome()).as("%s", failure).isIn(outcomes(status));
    }

    private static List<CreditOutcome> outcomes(int status) {
        return switch (status) {
            case 200 -> List.of(CreditOutcome.CHARGED);
            case 408, 409, 425 -> List.of(CreditOutcome.UNKNOWN);
            case 500 -> List.of(CreditOutcome.REFUNDED, CreditOutcome.UNKNOWN);
            default -> List.of(status >= 300 && status < 500 ? CreditOutcome.NOT_CHARGED : CreditOutcome.UNKNOWN);
        };
    }

    private static Verdict verdict(Attempt attempt) {
        Call call = new Call(true, "https://example.org", List.of(KEY.value(), PROMPT), true);
        return new Verdict(attempt, call, Instant.EPOCH);
    }

    private static HttpHeaders noHeaders() {
        return HttpHeaders.of(Map.of(), (name, value) -> true);
    }
}
