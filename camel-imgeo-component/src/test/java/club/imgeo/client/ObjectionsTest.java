package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent, and in which words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectionsTest {
    private static final String TEXT_ONLY = "black-forest-labs/flux-schnell";
    private static final String FROM_IMAGES = "stability-ai/sdxl";
    private static final String FOX_EMOJI = "\uD83E\uDD8A";

    private final Sandbox sandbox = Sandbox.start();
    private final ImgeoClient client = builder().build();

    @AfterEach
    void hasSentNothing() {
        assertThat(sandbox.ledger().requests(ImgeoClient.GENERATE)).isZero();
    }

    @AfterAll
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void namesEveryLimitBrokenAndNotOnlyTheFirst() {
        GenerateRequest request = new GenerateRequest(
                TEXT_ONLY,
                "x".repeat(2_001),
                0,
                AspectRatio.parse("7:5"),
                Mode.IMG2IMG,
                "people",
                "http://127.0.0.1/fox.png");

        List<String> objections = objections(request);

        assertThat(objections)
                .extracting(each -> each.substring(0, each.indexOf(':')))
                .containsExactlyInAnyOrder("prompt", "count", "image", "mode", "aspect_ratio", "negative_prompt");
    }

    @Test
    void saysWhatCameAndWhatIsAllowed() {
        GenerateRequest request = GenerateRequest.of(TEXT_ONLY, "x".repeat(2_001))
                .withAspectRatio(AspectRatio.parse("7:5"))
                .withCount(-3);

        assertThat(objections(request))
                .containsExactlyInAnyOrder(
                        "prompt: has 2001 characters; at most 2000 are allowed",
                        "count: -3 is less than 1",
                        "aspect_ratio: " + TEXT_ONLY
                                + " does not take 7:5; it takes 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9, 9:21, 21:9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void refusesABlankPrompt(String prompt) {
        assertThat(objections(GenerateRequest.of(TEXT_ONLY, prompt)))
                .containsExactly("prompt: is missing or blank; say what to draw");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a null checker can do
    void takesNullForMissingAndThrowsNothing() {
        assertThat(objections(GenerateRequest.of(null, null)))
                .containsExactly(
                        "model: is missing; name one, such as google/imagen-4",
                        "prompt: is missing or blank; say what to draw");
        assertThat(refusal(client.generate(null)).objections()).containsExactly("request: is missing");
        assertThat(refusal(client.quote((Map<String, ?>) null)).objections()).containsExactly("request: is missing");
    }

    @Test
    void countsCodePointsAndNotChars() {
        GenerateRequest longest = GenerateRequest.of(TEXT_ONLY, FOX_EMOJI.repeat(2_000));
        GenerateRequest tooLong = GenerateRequest.of(TEXT_ONLY, FOX_EMOJI.repeat(2_001));

        assertThat(Ends.value(client.quote(longest)).request()).isEqualTo(longest);
        assertThat(objections(tooLong)).containsExactly("prompt: has 2001 characters; at most 2000 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83E", "\uDD8A", "a \uDD8A\uD83E fox", "fox \uD83E"})
    void refusesHalfASurrogatePairInAnyField(String half) {
        try (ImgeoClient trusting =
                builder().modelValidation(ModelValidation.OFF).build()) {
            GenerateRequest request = new GenerateRequest(
                    half, half, 1, null, Mode.IMG2IMG, half, "https://example.org/" + half.replace(' ', '-'));

            List<String> objections = refusal(trusting.generate(request)).objections();

            assertThat(objections)
                    .extracting(each -> each.substring(0, each.indexOf(": holds half")))
                    .containsExactly("model", "prompt", "negative_prompt", "image");
        }
    }

    @Test
    void hasRulesForDrawingFromAnImage() {
        GenerateRequest fox = GenerateRequest.of(FROM_IMAGES, "a fox");

        assertThat(objections(fox.withImage("https://example.org/fox.png"))).isEmpty();
        assertThat(objections(new GenerateRequest(FROM_IMAGES, "a fox", 1, null, Mode.IMG2IMG, null, null)))
                .containsExactly("image: is missing; mode img2img starts from one, given as a public URL");
        assertThat(objections(new GenerateRequest(FROM_IMAGES, "a fox", 1, null, null, null, "https://example.org/f")))
                .containsExactly(
                        "image: is used in mode img2img only, and the mode is the default, text2img; set mode to img2img");
        assertThat(objections(GenerateRequest.of(TEXT_ONLY, "a fox").withImage("https://example.org/fox.png")))
                .containsExactly("mode: " + TEXT_ONLY + " does not take img2img; it takes text2img");
    }

    @ParameterizedTest
    @CsvSource({
        "imagen-4,            google/imagen-4",
        "google/imagen4,      google/imagen-4",
        "google imagen 4,     google/imagen-4",
        "GOOGLE/IMAGEN_4,     google/imagen-4",
        "gogle/imagen-4,      google/imagen-4",
        "flux schnell,        black-forest-labs/flux-schnell",
        "flux-shnell,         black-forest-labs/flux-schnell",
        "sdxl,                stability-ai/sdxl",
        "nano banana pro,     google/nano-banana-pro",
        "seedream-4.5,        bytedance/seedream-4.5"
    })
    void namesTheNearestModels(String typed, String meant) {
        List<String> objections = objections(GenerateRequest.of(typed, "a fox"));

        assertThat(objections).hasSize(1);
        assertThat(objections.get(0)).startsWith("model: '" + typed + "' is not known; did you mean " + meant);
    }

    @Test
    void listsTheModelsWhereNoneIsNear() {
        assertThat(objections(GenerateRequest.of("dall-e-99-ultra", "a fox")).get(0))
                .contains("known are stability-ai/sdxl, ");
        assertThat(objections(GenerateRequest.of("x".repeat(100_000), "a fox")).get(0))
                .hasSizeLessThan(600);
    }

    @Test
    void asksNoModelOfTheServerForMoreThanTheModelTakes() {
        ImageModel small = new ImageModel(
                "me/small", "Small", BigDecimal.ONE, Set.of(), null, Set.of(AspectRatio.parse("1:1")), 2);
        try (ImgeoClient mine = builder().models(List.of(small)).maxCount(4).build()) {
            GenerateRequest request = GenerateRequest.of("me/small", "a fox").withCount(5);

            assertThat(refusal(mine.generate(request)).objections())
                    .containsExactly(
                            "count: 5 is more than maxCount=4, a cap of your own; ask for fewer or raise maxCount",
                            "count: me/small draws at most 2 images per call, and 5 are asked for");
            assertThat(refusal(mine.generate(request.withCount(1).withAspectRatio(AspectRatio.parse("16:9"))))
                            .objections())
                    .containsExactly("aspect_ratio: me/small does not take 16:9; it takes 1:1");
        }
    }

    @Test
    void leavesToTheServerWhatItIsToldTo() {
        GenerateRequest unknown = GenerateRequest.of("new/model", "a fox").withAspectRatio(AspectRatio.parse("7:5"));
        GenerateRequest known = GenerateRequest.of(TEXT_ONLY, "a fox").withAspectRatio(AspectRatio.parse("7:5"));

        try (ImgeoClient lenient =
                        builder().modelValidation(ModelValidation.LENIENT).build();
                ImgeoClient off = builder().modelValidation(ModelValidation.OFF).build()) {
            assertThat(objections(unknown)).isNotEmpty();
            assertThat(Ends.value(lenient.quote(unknown)).credits()).isNull();
            assertThat(refusal(lenient.quote(known)).objections()).hasSize(1);
            assertThat(Ends.value(off.quote(known)).credits()).isEqualByComparingTo("1");
        }
    }

    @Test
    void pricesWhatItAccepts() {
        Quote quote = Ends.value(
                client.quote(GenerateRequest.of("google/imagen-4", "a fox").withCount(3)));

        assertThat(quote.creditsPerImage()).isEqualByComparingTo("7");
        assertThat(quote.credits()).isEqualByComparingTo("21");
    }

    @Test
    void refusesToPayWithoutAKey() {
        try (ImgeoClient keyless =
                ImgeoClient.builder().baseUrl(sandbox.baseUrl().toString()).build()) {
            GenerateRequest fox = GenerateRequest.of(TEXT_ONLY, "a fox");

            assertThat(Ends.failure(keyless.generate(fox)))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("apiKey")
                    .hasMessageContaining("IMGEO_API_KEY");
            assertThat(Ends.failure(keyless.balance())).isInstanceOf(AuthenticationException.class);
            assertThat(Ends.value(keyless.quote(fox)).credits()).isEqualByComparingTo("1");
        }
    }

    @Test
    void showsNoPromptInAMessage() {
        String secret = "my secret garden ".repeat(200);
        GenerateRequest request = GenerateRequest.of(TEXT_ONLY, secret).withNegativePrompt(secret);

        InvalidRequestException refusal = refusal(client.generate(request));

        assertThat(refusal.toString()).doesNotContain("secret");
        assertThat(request.toString()).doesNotContain("secret").contains("3400 characters");
    }

    /** One row for each way in which a loose field can be wrong. */
    @Test
    void readsLooseFieldsAndSaysWhatIsWrongWithEach() {
        Map<String, @Nullable Object> wrong = new LinkedHashMap<>();
        wrong.put("model", 7);
        wrong.put("prompt", List.of("a fox"));
        wrong.put("negative_prompt", true);
        wrong.put("aspect_ratio", "1024x576");
        wrong.put("count", "three");
        wrong.put("mode", "inpaint");
        wrong.put("image", Map.of());
        wrong.put("propmt", "a fox");
        wrong.put("n", 2);

        List<String> objections = refusal(client.quote(wrong)).objections();

        assertThat(objections)
                .containsExactlyInAnyOrder(
                        "unknown field 'propmt'; did you mean prompt",
                        "unknown field 'n'; known are model, prompt, negative_prompt, aspect_ratio, count, mode, image",
                        "model: a text is needed, and a number came",
                        "prompt: a text is needed, and an array came",
                        "negative_prompt: a text is needed, and a boolean came",
                        "aspect_ratio: '1024x576' is not a ratio such as 16:9; one of 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, "
                                + "5:4, 9:16, 16:9, 9:21, 21:9",
                        "count: 'three' is not a whole number",
                        "mode: 'inpaint' is not one of text2img, img2img",
                        "image: a text is needed, and an object came");
    }

    private InvalidRequestException refusal(CompletableFuture<?> call) {
        ImgeoException failure = Ends.failure(call);
        assertThat(failure).isInstanceOf(InvalidRequestException.class);
        assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(failure.isRetryable()).isFalse();
        return (InvalidRequestException) failure;
    }

    /** What stands against {@code request}; the message says all of it. */
    private List<String> objections(GenerateRequest request) {
        Object end = Ends.either(client.quote(request));
        if (end instanceof Quote) {
            return List.of();
        }
        InvalidRequestException refusal = refusal(client.generate(request));
        assertThat(refusal.objections()).allSatisfy(each -> assertThat(refusal).hasMessageContaining(each));
        return refusal.objections();
    }

    private ImgeoClientBuilder builder() {
        return ImgeoClient.builder().baseUrl(sandbox.baseUrl().toString()).apiKey(new ApiKey("imgeo_sk_of_nobody"));
    }
}
