package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ImageModel;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Mode;
import club.imgeo.client.ModelValidation;
import club.imgeo.client.Quote;
import club.imgeo.sandbox.Sandbox;
import club.imgeo.sandbox.SandboxModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models: which there are, and which are let through. */
class ModelsTest {
    /** Only the server knows it. */
    private static final String NEW = "sandbox/brush";

    private static Studio studio(Consumer<ImgeoComponent> setting) {
        return Studio.in(Sandbox.builder().model(SandboxModel.of(NEW, 3)).start(), setting)
                .started();
    }

    @Test
    void listsWhatTheServerKnows() {
        try (Studio studio = studio(imgeo -> {})) {

            List<ImageModel> models = models(studio, "imgeo:models");

            assertThat(models).hasSize(15).extracting(ImageModel::id).contains(NEW, CHEAP);
        }
    }

    @Test
    void listsOnlyWhatTakesTheModeAndCostsNoMore() {
        try (Studio studio = studio(imgeo -> {})) {

            List<ImageModel> fromImage = models(studio, "imgeo:models?mode=img2img");
            List<ImageModel> cheap = models(studio, "imgeo:models?maxCredits=3");

            assertThat(fromImage).hasSize(5).allMatch(model -> model.modes().contains(Mode.IMG2IMG));
            assertThat(cheap)
                    .extracting(ImageModel::id)
                    .containsExactlyInAnyOrder("stability-ai/sdxl", CHEAP, "prunaai/flux-fast", NEW);
        }
    }

    @Test
    void canBeListedAsJson() throws Exception {
        try (Studio studio = studio(imgeo -> {})) {

            Exchange answer = studio.send("imgeo:models?maxCredits=1", "");

            String json = answer.getMessage().getBody(String.class);
            assertThat(new ObjectMapper().readTree(json).path(0).path("id").asText())
                    .isEqualTo(CHEAP);
            assertThat(new String(answer.getMessage().getBody(InputStream.class).readAllBytes(), UTF_8))
                    .isEqualTo(json);
        }
    }

    @Test
    void drawsWithAModelThatOnlyTheServerKnows() {
        try (Studio studio = studio(imgeo -> {})) {

            Exchange answer = studio.send("imgeo:generate?model=" + NEW, "a brush");

            assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDITS_USED))
                    .isEqualTo(new BigDecimal(3));
        }
    }

    /** What a model that nobody listed, and a limit that is listed, are refused by. */
    static Stream<Arguments> validations() {
        return Stream.of(
                Arguments.of(ModelValidation.STRICT, "our own", "our own"),
                Arguments.of(ModelValidation.LENIENT, "the server", "our own"),
                Arguments.of(ModelValidation.OFF, "the server", "the server"));
    }

    @ParameterizedTest
    @MethodSource("validations")
    void checksAgainstTheCatalogAsToldTo(ModelValidation validation, String unknownModel, String knownLimit) {
        try (Studio studio = studio(imgeo -> imgeo.setModelValidation(validation))) {

            Exchange unknown = studio.send("imgeo:generate", "unknown", Map.of(ImgeoConstants.MODEL, "no/such-model"));
            Exchange limit = studio.send(
                    "imgeo:generate",
                    "limit",
                    Map.of(ImgeoConstants.MODEL, CHEAP, ImgeoConstants.NEGATIVE_PROMPT, "rain"));

            assertThat(unknown.getException()).isInstanceOf(InvalidRequestException.class);
            assertThat(limit.getException()).isInstanceOf(InvalidRequestException.class);
            assertThat(refuser(studio, "unknown")).isEqualTo(unknownModel);
            assertThat(refuser(studio, "limit")).isEqualTo(knownLimit);
        }
    }

    private static String refuser(Studio studio, String prompt) {
        return studio.ledger().calls(prompt) == 0 ? "our own" : "the server";
    }

    @Test
    void quotesNoPriceWhereNobodyKnowsOne() {
        try (Studio studio = studio(imgeo -> imgeo.setModelValidation(ModelValidation.LENIENT))) {

            Exchange answer = studio.send("imgeo:quote?model=no/such-model", "a fox");

            assertThat(answer.getMessage().getBody(Quote.class).credits()).isNull();
            assertThat(answer.getMessage().getHeaders()).doesNotContainKey(ImgeoConstants.CREDITS_QUOTED);
        }
    }

    @Test
    void capsWhatAHeaderMayAskFor() {
        try (Studio studio = studio(imgeo -> imgeo.setMaxCount(2))) {

            Exchange answer =
                    studio.send("imgeo:generate?model=" + CHEAP, "many foxes", Map.of(ImgeoConstants.COUNT, 3));

            assertThat(answer.getException())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("count: 3 is more than maxCount=2");
            assertThat(studio.ledger().calls("many foxes")).isZero();
        }
    }

    private static List<ImageModel> models(Studio studio, String uri) {
        List<?> models = studio.send(uri, "").getMessage().getBody(List.class);
        return models.stream().map(ImageModel.class::cast).toList();
    }
}
