package club.imgeo.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow.Subscription;

/** Whatever a server answers is read within the limits, or refused, and what is said of it shows no secret. */
public final class AnswerFuzz {
    private static final int CAP = 500;
    private static final String KEY = "imgeo_sk_0123456789abcdef";
    private static final String PROMPT = "a fox in the snow";
    private static final GenerateRequest REQUEST =
            GenerateRequest.of("google/imagen-4", PROMPT).withCount(2);
    private static final List<Integer> STATUSES = List.of(200, 201, 302, 400, 401, 402, 404, 409, 429, 500, 503);

    private AnswerFuzz() {}

    /** Loads the classes, which takes Jazzer longer than an input may take. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("{\"images\":[\"https://example.org/1.png\"]}".getBytes(UTF_8));
    }

    /** @param body of an answer */
    public static void fuzzerTestOneInput(byte[] body) {
        keepsNoMoreThanTheCap(body);
        readsAGeneration(body);
        readsModels(body);
        readsABalance(body);
        assertThat(Answers.salvage(body)).hasSizeLessThanOrEqualTo(100).allSatisfy(AnswerFuzz::isUrl);
        STATUSES.forEach(status -> judges(status, body));
        hidesAnEcho(new String(body, UTF_8));
    }

    private static void keepsNoMoreThanTheCap(byte[] body) {
        AnswerBuffer buffer = new AnswerBuffer(CAP);
        buffer.onSubscribe(new NoSubscription());
        int half = body.length / 2;
        buffer.onNext(List.of(ByteBuffer.wrap(body, 0, half), ByteBuffer.wrap(body, half, body.length - half)));
        buffer.onComplete();

        assertThat(buffer.body()).isEqualTo(Arrays.copyOf(body, Math.min(body.length, CAP)));
        assertThat(buffer.getBody().toCompletableFuture().isCompletedExceptionally())
                .isEqualTo(body.length > CAP);
    }

    private static void readsAGeneration(byte[] body) {
        Generation generation;
        try {
            generation = Answers.generation(body, REQUEST, BigDecimal.TEN);
        } catch (IOException e) {
            assertThat(e.getMessage()).matches("no usable image URL|empty|JSON that .*|not JSON within the limits, .*");
            return;
        }
        assertThat(generation.images()).isNotEmpty().allSatisfy(AnswerFuzz::isUrl);
        assertThat(generation.partial()).isEqualTo(generation.images().size() < REQUEST.count());
        assertThat(generation.creditsUsed()).isNotNull().isNotNegative().satisfies(AnswerFuzz::isSum);
        assertThat(generation.toString()).doesNotContain(PROMPT);
        assertThat(Json.tryRead(Json.write(generation.fields()))).isPresent();
    }

    private static void readsModels(byte[] body) {
        try {
            assertThat(Answers.models(body)).isNotEmpty().allSatisfy(model -> {
                assertThat(model.id()).matches("[\\w.-]+/[\\w.:-]+");
                assertThat(model.creditsPerImage())
                        .satisfiesAnyOf(
                                price -> assertThat(price).isNull(),
                                price -> assertThat(price).isNotNegative().satisfies(AnswerFuzz::isSum));
                assertThat(model.objectionsTo(REQUEST)).doesNotContainNull();
            });
        } catch (IOException e) {
            assertThat(e.getMessage())
                    .matches(
                            "no model with an id|not a list of imgeo models|empty|JSON that .*|not JSON within the limits, .*");
        }
    }

    private static void readsABalance(byte[] body) {
        try {
            assertThat(Answers.balance(body).credits()).satisfies(AnswerFuzz::isSum);
        } catch (IOException e) {
            assertThat(e.getMessage()).matches("no balance, .*|empty|JSON that .*|not JSON within the limits, .*");
        }
    }

    private static void judges(int status, byte[] body) {
        HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
        Call call = new Call(true, "https://example.org", List.of(KEY, PROMPT), true);
        Verdict verdict = new Verdict(new Attempt(Sent.WHOLE, status, none, body, null), call, Instant.EPOCH);

        ImgeoException failure = status == 200 ? verdict.onUnusable("no image") : verdict.onFailure();

        String said = failure + "\n" + failure.answer().orElse("");
        assertThat(failure.getMessage()).hasSizeLessThan(2_500).doesNotContainPattern("\\p{Cntrl}");
        assertThat(said).doesNotContain(KEY, PROMPT);
        assertThat(failure.isRetryable() && !failure.creditOutcome().isFreeToRepeat())
                .isFalse();
        assertThat(failure.answer().orElse("")).hasSizeLessThanOrEqualTo(4_096);
        failure.retryAfter().ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(1)));
    }

    /** A negative prompt may be anything, and an answer may repeat it. */
    private static void hidesAnEcho(String text) {
        if (text.replace("\0", "").length() >= 12) {
            String secret = text.substring(0, Math.min(text.length(), RequestLimits.MAX_REQUEST));
            String shown = Redaction.of(secret, List.of(KEY, PROMPT, text)).replace("\0", "");
            assertThat(shown).isIn(Redaction.MARK, "");
        }
        HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
        Call call = new Call(true, "https://example.org", List.of(KEY, PROMPT, text), true);
        Verdict verdict =
                new Verdict(new Attempt(Sent.WHOLE, 413, none, text.getBytes(UTF_8), null), call, Instant.EPOCH);
        assertThat(verdict.onFailure().creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(new String(new CleanAnswers(new ApiKey(KEY)).body((text + KEY).getBytes(UTF_8)), UTF_8))
                .doesNotContain(KEY);
    }

    private static void isUrl(URI url) {
        assertThat(url.getScheme()).matches("(?i)https?");
        assertThat(url.getRawAuthority()).isNotNull();
    }

    private static void isSum(BigDecimal credits) {
        assertThat(credits.precision()).isLessThanOrEqualTo(30);
        assertThat(credits.scale()).isBetween(-30, 30);
    }

    private static final class NoSubscription implements Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
