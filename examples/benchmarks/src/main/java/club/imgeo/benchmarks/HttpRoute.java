package club.imgeo.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.model.dataformat.JsonLibrary;

/** The same by hand: camel-http and camel-jackson, as somebody would write it who knows both. */
final class HttpRoute extends RouteBuilder {
    private final Target target;
    private final int inFlight;

    HttpRoute(Target target, int inFlight) {
        this.target = target;
        this.inFlight = inFlight;
    }

    /** What of the answer is needed. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<String> images) {}

    @Override
    public void configure() {
        HttpComponent http = getContext().getComponent("http", HttpComponent.class);
        http.setConnectionsPerRoute(inFlight);
        http.setMaxTotalConnections(inFlight);

        from(ImgeoRoute.START)
                .process(exchange -> exchange.getMessage()
                        .setBody(Map.of(
                                "model",
                                Contender.MODEL,
                                "prompt",
                                exchange.getMessage().getBody(String.class))))
                .marshal()
                .json(JsonLibrary.Jackson)
                .setHeader(Exchange.HTTP_METHOD, constant(HttpMethods.POST))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .setHeader("Authorization", constant("Bearer " + target.apiKey()))
                // The answer is read once and at once, so it need not be kept for a second reading.
                .to(target.baseUrl() + "/api/v1/generate?disableStreamCache=true")
                .unmarshal()
                .json(JsonLibrary.Jackson, Answer.class)
                .process(exchange -> Contender.check(
                        exchange.getMessage().getBody(Answer.class).images().get(0)));
    }
}
