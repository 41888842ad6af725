package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A route sends a whole sub-route again, five times, because the answer was lost after the charge or because a later step
 * fails. The ledger counts what that costs, and docs/paying-once.md says so row for row.
 */
@Timeout(60)
class RedeliveryTableTest {
    private static final Path PAGE = Path.of("../docs/paying-once.md");
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String LOST = "a fox sandbox: charge then reset";

    /** Camel's circuit breaker gives the part of the splitter back to the pool while it is in use. */
    private static final String BREAKS_POOLING = "`split` of three with `circuitBreaker`";

    private interface SubRoute {
        ProcessorDefinition<?> steps(RouteDefinition from);
    }

    /** @param charges for the images that one message means to have */
    private record Row(String step, String prompt, int charges, SubRoute route) {
        static Row lost(String step, SubRoute route) {
            return lost(step, 1, route);
        }

        static Row lost(String step, int charges, SubRoute route) {
            return new Row(step, LOST, charges, route);
        }

        static Row failsLater(String step, int charges, SubRoute route) {
            return new Row(step, "a fox,a hare,an owl", charges, from -> route.steps(from)
                    .throwException(new IllegalStateException("later")));
        }
    }

    static List<Row> rows() {
        return List.of(
                Row.lost("`to`", from -> from.to(GENERATE)),
                Row.lost("`toD`", from -> from.toD(GENERATE, -1)),
                Row.lost("`removeHeaders(\"*\")` before it", from -> from.removeHeaders("*")
                        .to(GENERATE)),
                Row.lost("`removeProperties(\"*\")` before it", from -> from.removeProperties("*")
                        .to(GENERATE)),
                Row.lost("a prompt that differs each time, such as one with `${date:now}`", from -> from.setBody()
                        .simple("${exchangeId} ${random(1000000)} " + LOST)
                        .to(GENERATE)),
                Row.lost(
                        "`circuitBreaker`",
                        from -> from.circuitBreaker().to(GENERATE).end()),
                Row.lost(
                        "`multicast`",
                        from -> from.multicast().stopOnException().to(GENERATE).end()),
                Row.lost("`loadBalance().failover`, also to other steps", from -> from.loadBalance()
                        .failover(3, false, true)
                        .to(GENERATE)
                        .to(GENERATE + "&count=1")
                        .end()),
                Row.lost("`recipientList`", from -> from.recipientList()
                        .constant(GENERATE)
                        .stopOnException()
                        .end()),
                Row.lost(
                        "`routingSlip`",
                        from -> from.routingSlip().constant(GENERATE).end()),
                Row.lost("`enrich`", from -> from.enrich(GENERATE)),
                Row.lost("`threads`", from -> from.threads(2).to(GENERATE)),
                Row.lost("`kamelet`", from -> from.to("kamelet:draw")),
                Row.lost("`seda`, where the route waits for the answer", from -> from.to("seda:draw")),
                Row.failsLater(
                        "`split` of three",
                        3,
                        from -> from.split().tokenize(",").to(GENERATE).end()),
                Row.failsLater("`split` of three, parallel", 3, from -> from.split()
                        .tokenize(",")
                        .parallelProcessing()
                        .to(GENERATE)
                        .end()),
                Row.failsLater("`split` of three, streaming", 3, from -> from.split()
                        .tokenize(",")
                        .streaming()
                        .to("direct:draw")
                        .end()),
                Row.failsLater("`multicast` to two, parallel", 2, from -> from.multicast()
                        .parallelProcessing()
                        .to(GENERATE, "direct:draw")
                        .end()),
                Row.failsLater("`recipientList` of two", 2, from -> from.recipientList()
                        .constant(GENERATE + ",direct:draw")
                        .parallelProcessing()
                        .end()),
                Row.failsLater("`loop` of three", 3, from -> from.loop(3)
                        .setBody()
                        .constant("a fox")
                        .to(GENERATE)
                        .end()),
                Row.failsLater(
                        "`loop` of three, with `copy`",
                        3,
                        from -> from.loop(3).copy().to(GENERATE).end()),
                Row.failsLater("the same step twice", 2, from -> from.to("direct:draw")
                        .setBody()
                        .constant("a fox")
                        .to("direct:draw")),
                Row.failsLater(BREAKS_POOLING, 3, from -> from.split()
                        .tokenize(",")
                        .parallelProcessing()
                        .circuitBreaker()
                        .to("direct:draw")
                        .endCircuitBreaker()
                        .end()),
                Row.failsLater(
                        "`split` of three after a `choice` that differs at a redelivery", 3, from -> from.choice()
                                .when()
                                .simple("${header.CamelRedelivered}")
                                .multicast()
                                .to("log:again", "log:again")
                                .endChoice()
                                .end()
                                .split()
                                .tokenize(",")
                                .to(GENERATE)
                                .end()),
                Row.lost("`dynamicRouter`", from -> from.dynamicRouter().method(new Once())),
                Row.lost("a sub-route with redelivery of its own", from -> from.recipientList()
                        .constant("direct:redelivered")
                        .end()),
                Row.failsLater("`wireTap`", 1, from -> from.wireTap(GENERATE)),
                Row.lost("`circuitBreaker` with a fallback that draws", 2, from -> from.circuitBreaker()
                        .to(GENERATE)
                        .onFallback()
                        .setBody()
                        .constant("an owl")
                        .to(GENERATE)
                        .end()
                        .throwException(new IllegalStateException("later"))),
                Row.lost(
                        "`ProducerTemplate` in a bean or processor",
                        6,
                        from -> from.process(exchange -> {
                            try (ProducerTemplate template =
                                    exchange.getContext().createProducerTemplate()) {
                                template.requestBody(
                                        GENERATE, exchange.getMessage().getBody());
                            }
                        })));
    }

    /** A way of one step. */
    public static final class Once {
        public @Nullable String next(@ExchangeProperty(Exchange.SLIP_ENDPOINT) @Nullable String previous) {
            return previous == null ? "direct:draw" : null;
        }
    }

    static Stream<Arguments> table() {
        return rows().stream().flatMap(row -> Stream.of(false, true)
                .filter(pooled -> !(pooled && row.step.equals(BREAKS_POOLING)))
                .map(pooled -> arguments(pooled ? row.step + ", pooled exchanges" : row.step, row, pooled)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void paysOncePerImage(String name, Row row, boolean pooled) throws Exception {
        try (Studio studio = Studio.closed(imgeo -> imgeo.setMaxRetries(0))) {
            if (pooled) {
                studio.context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
                studio.context
                        .getCamelContextExtension()
                        .setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            }
            studio.with(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("draw")
                            .from("kamelet:source")
                            .errorHandler(noErrorHandler())
                            .to(GENERATE);
                    from("direct:redelivered")
                            .errorHandler(defaultErrorHandler()
                                    .maximumRedeliveries(2)
                                    .redeliveryDelay(1)
                                    .asyncDelayedRedelivery())
                            .to("direct:draw");
                    from("direct:draw").errorHandler(noErrorHandler()).to(GENERATE);
                    from("seda:draw?pollTimeout=10")
                            .errorHandler(noErrorHandler())
                            .to(GENERATE);
                    from("direct:message")
                            .errorHandler(
                                    defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(0))
                            .to("direct:sub");
                    row.route.steps(from("direct:sub").errorHandler(noErrorHandler()));
                }
            });

            studio.sandbox.buy(studio.key, 100);
            studio.started();

            assertThat(studio.send("direct:message", row.prompt).getException()).isNotNull();
            assertThat(studio.send("direct:message", row.prompt).getException()).isNotNull();
            studio.context.stop(); // so that nothing is in flight any more

            assertThat(studio.ledger().charged()).as("for two messages").isEqualTo(2L * row.charges);
        }
    }

    @Test
    void isTheTableOfTheGuide() throws IOException {
        List<String> documented = Pattern.compile("(?m)^\\| (.*) \\| (\\d) \\|$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + ": " + row.group(2))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(rows().stream()
                        .map(row -> row.step + ": " + row.charges)
                        .toList());
    }
}
