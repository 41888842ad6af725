package club.imgeo.camel;

import static club.imgeo.camel.dsl.StaticEndpointBuilders.imgeo;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.Generation;
import java.math.BigDecimal;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The Java endpoint DSL. */
class EndpointDslTest {
    @Test
    void drawsAsTheUriDoes() throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {}).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:draw")
                        .to(imgeo("generate")
                                .model("stability-ai/sdxl")
                                .aspectRatio("16:9")
                                .count(2)
                                .negativePrompt("rain, snow"));
            }
        })) {
            studio.started();

            var answer = studio.send("direct:draw", "a fox");

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody(Generation.class).images()).hasSize(2);
            assertThat(studio.ledger().net("a fox")).isEqualTo(4);
        }
    }

    @Test
    void consumesAsTheUriDoes() throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {}).with(new RouteBuilder() {
            @Override
            public void configure() {
                from(imgeo("balance").threshold("50").initialDelay(0)).to("seda:low");
            }
        })) {
            studio.started();
            var template = studio.context.createConsumerTemplate();
            template.start();

            assertThat(template.receiveBody("seda:low", 5_000)).isEqualTo(new BigDecimal(10));

            template.stop();
        }
    }
}
