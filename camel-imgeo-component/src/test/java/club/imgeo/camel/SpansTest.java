package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel's spans, which say what a generation came to and nothing of what it drew. */
@Timeout(30)
class SpansTest {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final Studio studio = Studio.closed(imgeo -> imgeo.setMaxRetries(0));

    @BeforeEach
    void open() throws Exception {
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        studio.context.getRegistry().bind("tracer", provider.get("test"));
        tracer.setCamelContext(studio.context);
        tracer.setTraceProcessors(true);
        tracer.init(studio.context);
        studio.with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:draw")
                                .to("imgeo:generate?model=stability-ai/sdxl&count=2&negativePrompt=secretive+hats")
                                .to("imgeo:balance");
                    }
                })
                .started();
    }

    @AfterEach
    void close() {
        studio.close();
        provider.close();
    }

    private List<SpanData> spansOf(String uri) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> String.valueOf(span.getAttributes().get(AttributeKey.stringKey("camel.uri")))
                        .startsWith(uri))
                .toList();
    }

    private SpanData generation() {
        assertThat(spansOf("imgeo://generate")).hasSize(1);
        return spansOf("imgeo://generate").get(0);
    }

    private static String tag(SpanData span, String name) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
    }

    @Test
    void saysWhichModelDrewHowManyForHowMuch() {
        studio.send("direct:draw", "a fox");

        assertThat(tag(generation(), "imgeo.model")).isEqualTo("stability-ai/sdxl");
        assertThat(tag(generation(), "imgeo.count")).isEqualTo("2");
        assertThat(tag(generation(), "imgeo.images")).isEqualTo("2");
        assertThat(tag(generation(), "imgeo.credits"))
                .isEqualTo("4")
                .isEqualTo(String.valueOf(studio.ledger().net()));
        assertThat(tag(generation(), "imgeo.outcome")).isEqualTo("done");
    }

    @Test
    void saysOfAFailureWhatBecameOfTheCredits() {
        studio.send("direct:draw", "a fox. sandbox: 500");

        assertThat(tag(generation(), "imgeo.outcome")).isEqualTo("refunded");
        assertThat(tag(generation(), "imgeo.credits")).isEqualTo("0");
        assertThat(tag(generation(), "imgeo.images")).isEqualTo("0");
    }

    @Test
    void saysNothingOfAGenerationInTheSpansOfOtherSteps() {
        studio.send("direct:draw", "a fox");

        assertThat(exporter.getFinishedSpanItems())
                .filteredOn(span -> span.getAttributes().get(AttributeKey.stringKey("imgeo.model")) != null)
                .hasSize(1);
        assertThat(spansOf("imgeo://balance")).hasSize(1);
    }

    @Test
    void showsThePromptInNoAttributeOrEvent() {
        studio.send("direct:draw", "a secretive fox");
        studio.send("direct:draw", "a secretive fox. sandbox: reset");

        assertThat(exporter.getFinishedSpanItems()).hasSizeGreaterThan(5);
        assertThat(exporter.getFinishedSpanItems().toString())
                .contains("imgeo.outcome", "in-doubt", "negativePrompt=xxxxxx")
                .doesNotContain("secretive", studio.key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "negative-prompt=secretive+hats",
                "negativeprompt=secretive+hats",
                "negativePrompt=RAW(rain&secretive hats)",
                "negative-prompt=RAW{rain&secretive (hats)}&count=1",
                "mode=img2img&image=RAW(https://example.com/a.png?b=c&d=secretive)"
            })
    void showsNothingOfWhatIsToBeDrawnHoweverTheUriIsWritten(String option) {
        studio.send("imgeo:generate?model=stability-ai/sdxl&" + option, "a fox");

        assertThat(tag(generation(), "camel.uri")).contains("=xxxxxx", "sdxl");
        assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain("secretive");
    }
}
