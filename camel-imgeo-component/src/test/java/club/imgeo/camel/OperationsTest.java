package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.Generation;
import club.imgeo.client.ImageModel;
import club.imgeo.client.Quote;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation, in each language that a route is written in. */
class OperationsTest {
    /** What a route is written in. */
    enum Language {
        JAVA,
        YAML,
        XML;

        Studio open() throws Exception {
            Studio studio = Studio.open();
            return switch (this) {
                case JAVA -> studio.with(new InJava());
                case YAML -> studio.withResource("classpath:routes/operations.yaml");
                case XML -> studio.withResource("classpath:routes/operations.xml");
            };
        }
    }

    private static final class InJava extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:generate").to("imgeo:generate?model=google/imagen-4&aspectRatio=16:9");
            from("direct:quote").to("imgeo:quote?model=google/imagen-4&count=2");
            from("direct:models").to("imgeo:models?mode=img2img&maxCredits=5");
            from("direct:balance").to("imgeo:balance");
            from("direct:quote-then-generate")
                    .to("imgeo:quote?model=black-forest-labs/flux-schnell")
                    .filter(header(ImgeoConstants.CREDITS_QUOTED).isLessThanOrEqualTo(3))
                    .to("imgeo:generate");
        }
    }

    @ParameterizedTest
    @EnumSource
    void drawsAndTellsWhatItCost(Language language) throws Exception {
        try (Studio studio = language.open()) {

            Exchange answer = studio.send("direct:generate", "a fox");

            Generation generation = answer.getMessage().getBody(Generation.class);
            assertThat(answer.getException()).isNull();
            assertThat(generation.images()).hasSize(1);
            assertThat(generation.aspectRatio()).hasToString("16:9");
            assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDITS_USED))
                    .isEqualTo(new BigDecimal(7));
            assertThat(studio.ledger().net("a fox")).isEqualTo(7);
            assertThat(studio.ledger().deliveries("a fox")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void quotesWithoutSpending(Language language) throws Exception {
        try (Studio studio = language.open()) {

            Exchange answer = studio.send("direct:quote", "a fox");

            assertThat(answer.getMessage().getBody(Quote.class).credits()).isEqualByComparingTo("14");
            assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDITS_QUOTED))
                    .isEqualTo(new BigDecimal(14));
            assertThat(studio.ledger().requests("/api/v1/generate")).isZero();
            assertThat(studio.ledger().requests("/api/v1/balance")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsTheModelsThatFit(Language language) throws Exception {
        try (Studio studio = language.open()) {

            List<?> models = studio.send("direct:models", "").getMessage().getBody(List.class);

            assertThat(models)
                    .map(each -> ((ImageModel) each).id())
                    .containsExactlyInAnyOrder("stability-ai/sdxl", "bytedance/seedream-4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheBalance(Language language) throws Exception {
        try (Studio studio = language.open()) {

            Exchange answer = studio.send("direct:balance", "");

            assertThat(answer.getMessage().getBody()).isEqualTo(new BigDecimal(10));
        }
    }

    @ParameterizedTest
    @EnumSource
    void drawsWhatItQuoted(Language language) throws Exception {
        try (Studio studio = language.open()) {

            Exchange answer = studio.send("direct:quote-then-generate", "a hare");

            assertThat(answer.getMessage().getBody()).isInstanceOf(Generation.class);
            assertThat(studio.ledger().net("a hare")).isEqualTo(1);
        }
    }
}
