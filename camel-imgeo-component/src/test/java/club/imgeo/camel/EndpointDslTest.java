package club.imgeo.camel;

import static club.imgeo.camel.dsl.StaticEndpointBuilders.imgeo;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.Generation;
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
}
