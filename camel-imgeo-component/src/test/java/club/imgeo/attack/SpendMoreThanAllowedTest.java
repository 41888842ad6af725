package club.imgeo.attack;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.camel.ImgeoConstants;
import club.imgeo.camel.Studio;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Quote;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender asks for the most expensive model and four images where the route is meant to draw one cheap image. */
class SpendMoreThanAllowedTest {
    private static final String DEAREST = "google/nano-banana-pro";
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String MODELS = "&allowedModels=" + CHEAP + ", prunaai/flux-fast";
    private static final String CREDITS = "&maxCreditsPerMessage=2";
    private static final String EXPENSIVE_JSON = "{\"prompt\":\"a fox\",\"model\":\"" + DEAREST + "\",\"count\":4}";

    private final Studio studio = Studio.open();

    @BeforeEach
    void pay() {
        studio.sandbox.buy(studio.key, 100);
    }

    @AfterEach
    void close() {
        studio.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {MODELS, CREDITS, MODELS + CREDITS})
    void failsByABodyOfJsonWithAllHeadersRemoved(String limits) throws Exception {
        studio.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:prompts").removeHeaders("*").to(GENERATE + limits);
            }
        });

        isRefused(studio.send("direct:prompts", EXPENSIVE_JSON));
        isRefused(studio.send("direct:prompts", EXPENSIVE_JSON.getBytes(StandardCharsets.UTF_8)));
        isRefused(studio.send("direct:prompts", new ObjectMapper().readTree(EXPENSIVE_JSON)));
        isRefused(studio.send("direct:prompts", Map.of("prompt", "a fox", "model", DEAREST, "count", 4)));
        isRefused(studio.send(
                "direct:prompts", GenerateRequest.of(DEAREST, "a fox").withCount(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelImgeoModel", "camelimgeomodel", "CAMELIMGEOMODEL", "cAmElImGeOmOdEl"})
    void failsByAHeaderInAnyCase(String header) {
        isRefused(studio.send(GENERATE + MODELS, "a fox", Map.of(header, DEAREST)));
        isRefused(studio.send(GENERATE + CREDITS, "a fox", Map.of(header, DEAREST)));
        isRefused(studio.send(GENERATE + MODELS, "a fox", Map.of(header, DEAREST.getBytes(StandardCharsets.UTF_8))));
    }

    /** Four images of a cheap model cost as much as one of a dear one. */
    @Test
    void failsByTheNumberOfImages() {
        isRefused(studio.send(GENERATE + CREDITS, "a fox", Map.of("camelIMGEOcount", 4)));
        isRefused(studio.send(GENERATE + CREDITS, "{\"prompt\":\"a fox\",\"count\":\"3\"}"));

        assertThat(studio.send(GENERATE + CREDITS, "a fox", Map.of("camelIMGEOcount", 2))
                        .getException())
                .isNull();
    }

    @Test
    void namesWhatIsAllowed() {
        Exchange model = studio.send(GENERATE + MODELS, EXPENSIVE_JSON);
        Exchange price = studio.send(GENERATE + CREDITS, EXPENSIVE_JSON);
        Exchange both = studio.send(GENERATE + MODELS + CREDITS, EXPENSIVE_JSON);

        assertThat(model.getException())
                .hasMessageContaining("model: '" + DEAREST + "' is not in allowedModels; allowed are " + CHEAP
                        + ", prunaai/flux-fast");
        assertThat(price.getException())
                .hasMessageContaining("maxCreditsPerMessage: '" + DEAREST + "' costs 40 credits for 4 images, and one"
                        + " message may cost 2; ask for fewer images or a cheaper model, or raise the limit");
        assertThat(((InvalidRequestException) both.getException()).objections()).hasSize(2);
    }

    /** An id that only resembles an allowed one is another model. */
    @ParameterizedTest
    @ValueSource(strings = {"prunaai/flux", "PrunaAI/flux-fast", "flux-fast", "prunaai/flux-fast,", "*"})
    void failsByAnIdThatOnlyResemblesAnAllowedOne(String id) {
        studio.imgeo.setModelValidation(club.imgeo.client.ModelValidation.OFF);

        isRefused(studio.send(GENERATE + MODELS, "a fox", Map.of(ImgeoConstants.MODEL, id)));
    }

    @Test
    void failsByAModelWhosePriceIsUnknown() {
        try (Studio lenient =
                Studio.open(imgeo -> imgeo.setModelValidation(club.imgeo.client.ModelValidation.LENIENT))) {
            Exchange answer = lenient.send(GENERATE + CREDITS, "a fox", Map.of(ImgeoConstants.MODEL, "new/one"));

            assertThat(answer.getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("maxCreditsPerMessage: the price of 'new/one' is unknown; use a model whose"
                            + " price imgeo:models lists, or remove the limit");
            assertThat(lenient.ledger().net()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MODELS, CREDITS})
    void failsByAskingForAQuoteFirst(String limits) {
        Exchange quoted = studio.send("imgeo:quote?model=" + CHEAP, EXPENSIVE_JSON);

        isRefused(studio.send("imgeo:quote?model=" + CHEAP + limits, EXPENSIVE_JSON));
        isRefused(studio.send(GENERATE + limits, quoted.getMessage().getBody(Quote.class)));
    }

    @ParameterizedTest
    @CsvSource({
        "&allowedModels=stability-ai/sdxl, fallbackModels: 'black-forest-labs/flux-dev' is not in allowedModels",
        "&maxCreditsPerMessage=4, maxCreditsPerMessage: 'black-forest-labs/flux-dev' costs 5 credits",
    })
    void failsByAFallbackThatMayNotBeUsedAsTheRouteDoesNotStart(String limit, String why) {
        assertThatThrownBy(() -> studio.context.getEndpoint("imgeo:generate?model=stability-ai/sdxl"
                        + "&fallbackModels=black-forest-labs/flux-dev&fallbackAtAnyPrice=true" + limit))
                .hasStackTraceContaining(why);
    }

    /** Affordable for one image, and too dear for as many as the message asks for. */
    @Test
    void failsByAFallbackThatCostsMoreThanTheMessageMay() {
        String uri = "imgeo:generate?model=stability-ai/sdxl&fallbackModels=black-forest-labs/flux-dev"
                + "&fallbackAtAnyPrice=true&maxCreditsPerMessage=6";

        Exchange answer = studio.send(uri, "a fox. sandbox: 500", Map.of(ImgeoConstants.COUNT, 2));

        assertThat(answer.getException()).isNotNull();
        assertThat(studio.ledger().calls("a fox. sandbox: 500")).isEqualTo(1 + studio.imgeo.getMaxRetries());
    }

    /** A limit that was lowered after the payment must not keep the images from the one who paid. */
    @ParameterizedTest
    @ValueSource(strings = {"&allowedModels=" + CHEAP, "&maxCreditsPerMessage=1"})
    void isNoReasonToRefuseWhatWasPaidFor(String limit) {
        String keyed = GENERATE + "&chargeKey=${header.order}";
        Map<String, Object> order = Map.of("order", "17");
        Exchange first = studio.send(keyed, EXPENSIVE_JSON, order);
        long spent = studio.ledger().net();

        Exchange again = studio.send(keyed + limit, EXPENSIVE_JSON, order);
        Exchange another = studio.send(keyed + limit, EXPENSIVE_JSON, Map.of("order", "18"));

        assertThat(again.getMessage().getHeader(ImgeoConstants.REPLAYED)).isEqualTo(true);
        assertThat(again.getMessage().getBody(Generation.class).images())
                .isEqualTo(first.getMessage().getBody(Generation.class).images());
        assertThat(another.getException()).isInstanceOf(InvalidRequestException.class);
        assertThat(studio.ledger().net()).isEqualTo(spent);
    }

    /** What was refused holds neither its charge key nor a part of the budget. */
    @Test
    void takesNeitherTheChargeKeyNorTheBudget() {
        String uri = GENERATE + CREDITS + "&creditBudget=2&chargeKey=${header.order}";

        isRefused(studio.send(uri, EXPENSIVE_JSON, Map.of("order", "17")));
        Exchange cheap = studio.send(uri, "a fox", Map.of("order", "17", ImgeoConstants.COUNT, 2));

        assertThat(cheap.getException()).isNull();
        assertThat(cheap.getMessage().getHeader(ImgeoConstants.CREDITS_USED, BigDecimal.class))
                .isEqualByComparingTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {EXPENSIVE_JSON, " " + EXPENSIVE_JSON + "\n", "{\"prompt\":\"x\",\"evil\":1}", "{not json}"})
    void failsByJsonWhereTheBodyIsAPrompt(String body) {
        Exchange answer = studio.send(GENERATE + "&bodyAs=prompt", body);

        Generation drawn = answer.getMessage().getBody(Generation.class);
        assertThat(answer.getException()).isNull();
        assertThat(drawn.prompt()).isEqualTo(body);
        assertThat(drawn.model()).isEqualTo(CHEAP);
        assertThat(drawn.images()).hasSize(1);
    }

    @Test
    void failsByAnObjectWhereTheBodyIsAPrompt() throws Exception {
        for (Object body : List.of(
                Map.of("prompt", "a fox", "model", DEAREST),
                new ObjectMapper().readTree(EXPENSIVE_JSON),
                GenerateRequest.of(DEAREST, "a fox"))) {
            for (String operation : List.of(GENERATE, "imgeo:quote?model=" + CHEAP)) {
                Exchange answer = studio.send(operation + "&bodyAs=prompt", body);

                assertThat(answer.getException())
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("body: bodyAs=prompt takes text only")
                        .hasMessageContaining("set bodyAs=auto");
            }
        }
        assertThat(studio.ledger().net()).isZero();
    }

    /** Headers are the route's, if it removes those of others. */
    @Test
    void leavesTheHeadersToTheRouteWhereTheBodyIsAPrompt() {
        Exchange answer =
                studio.send(GENERATE + "&bodyAs=prompt", "a fox", Map.of(ImgeoConstants.MODEL, "prunaai/flux-fast"));

        assertThat(answer.getMessage().getBody(Generation.class).model()).isEqualTo("prunaai/flux-fast");
    }

    private void isRefused(Exchange answer) {
        assertThat(answer.getException()).isInstanceOf(InvalidRequestException.class);
        assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME))
                .isIn(CreditOutcome.NOT_CHARGED, null); // null for a quote, which costs nothing
        assertThat(((InvalidRequestException) answer.getException()).creditOutcome())
                .isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(studio.ledger().net()).isZero();
    }
}
