package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.RateLimitedException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another model where the one that was asked for cannot draw, and only where that is free. */
class FallbackTest {
    private static final String SDXL = "imgeo:generate?model=stability-ai/sdxl";
    private static final String FAST = "prunaai/flux-fast";
    private static final String SCHNELL = "black-forest-labs/flux-schnell";

    private final Studio studio = Studio.open(imgeo -> imgeo.setMaxRetries(0));

    @AfterEach
    void close() {
        studio.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 once", "429 once"})
    void drawsWithTheNextModelWhereThatIsFree(String directive) {

        Exchange end = studio.send(SDXL + "&fallbackModels=" + FAST + "," + SCHNELL, "a fox. sandbox: " + directive);

        assertThat(end.getException()).isNull();
        assertThat(end.getMessage().getBody(Generation.class).model()).isEqualTo(FAST);
        assertThat(end.getMessage().getHeader(ImgeoConstants.MODEL_USED)).isEqualTo(FAST);
        assertThat(studio.ledger().net()).isEqualTo(2);
    }

    @Test
    void triesEachModelOnce() {

        Exchange end = studio.send(
                SDXL + "&fallbackModels=" + FAST + ",stability-ai/sdxl," + SCHNELL + "," + FAST, "a fox. sandbox: 429");

        assertThat(end.getException()).isInstanceOf(RateLimitedException.class);
        assertThat(studio.ledger().calls("a fox. sandbox: 429")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"charge then reset", "502", "garbage", "400", "401", "402"})
    void staysWithTheModelWhereItMayHaveBeenPaidForOrLiesNotWithIt(String directive) {
        String prompt = "a fox. sandbox: " + directive;

        Exchange end = studio.send(SDXL + "&fallbackModels=" + FAST, prompt);

        assertThat(end.getException()).isInstanceOf(ImgeoException.class);
        assertThat(studio.ledger().calls(prompt)).isEqualTo(1);
    }

    @Test
    void skipsWhatCostsMoreUnlessToldOtherwise() {
        String dearer = SDXL + "&fallbackModels=black-forest-labs/flux-dev," + SCHNELL;

        Exchange cheap = studio.send(dearer, "a fox. sandbox: 500 once");
        Exchange any = studio.send(dearer + "&fallbackAtAnyPrice=true", "a hare. sandbox: 500 once");

        assertThat(cheap.getMessage().getHeader(ImgeoConstants.MODEL_USED)).isEqualTo(SCHNELL);
        assertThat(any.getMessage().getHeader(ImgeoConstants.MODEL_USED)).isEqualTo("black-forest-labs/flux-dev");
    }

    @Test
    void skipsAModelThatDoesNotTakeTheRequest() {
        Map<String, Object> negative = Map.of(ImgeoConstants.NEGATIVE_PROMPT, "no hares");

        Exchange end = studio.send(SDXL + "&fallbackModels=" + FAST, "a fox. sandbox: 500 once", negative);

        assertThat(end.isFailed()).isTrue();
        assertThat(studio.ledger().calls("a fox. sandbox: 500 once")).isEqualTo(1);
    }

    @Test
    void repeatsTheAnswerOfTheModelThatDrew() {
        String keyed = SDXL + "&chargeKey=7&fallbackModels=" + FAST;
        Exchange first = studio.send(keyed, "a fox. sandbox: 500 once");

        Exchange again = studio.send(keyed, "a fox. sandbox: 500 once");

        assertThat(again.getMessage().getHeader(ImgeoConstants.MODEL_USED)).isEqualTo(FAST);
        assertThat(again.getMessage().getBody(Generation.class).images())
                .isEqualTo(first.getMessage().getBody(Generation.class).images());
        assertThat(studio.ledger().net()).isEqualTo(2);
    }

    @Test
    void refusesToStartWithAModelThatNobodyKnows() {
        assertThatThrownBy(() -> studio.context
                        .getEndpoint(SDXL + "&fallbackModels=prunaai/flux-fats")
                        .start())
                .rootCause()
                .hasMessageContaining("fallbackModels: ")
                .hasMessageContaining(FAST);
    }
}
