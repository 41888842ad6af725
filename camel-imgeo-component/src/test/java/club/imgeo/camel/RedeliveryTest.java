package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.GenerationFailedException;
import club.imgeo.client.InDoubtException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Camel's error handler sends again, five times and whatever the exception says; the ledger counts. */
class RedeliveryTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;

    private final Studio studio = Studio.open(imgeo -> imgeo.setMaxRetries(0));
    private final List<Object> bodies = new ArrayList<>();

    @AfterEach
    void close() {
        studio.close();
    }

    private abstract static class Routes extends RouteBuilder {
        void redeliverAnything() {
            errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(0));
        }
    }

    @Test
    void chargesOnceOverFiveRedeliveriesAfterALostReply() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to(GENERATE);
            }
        });

        Exchange end = studio.send("direct:a", "a fox. sandbox: charge then reset");

        assertThat(end.getException()).isInstanceOf(InDoubtException.class);
        assertThat(end.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(5);
        assertThat(studio.ledger().calls("a fox. sandbox: charge then reset")).isEqualTo(1);
        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void chargesOnceThoughEachRedeliveryHasAnotherProducer() throws Exception {
        String prompt = "a fox. sandbox: charge then reset";
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").toD(GENERATE, -1);
            }
        });

        studio.send("direct:a", prompt);

        assertThat(studio.ledger().calls(prompt)).isEqualTo(1);
    }

    @Test
    void drawsOnceOverRedeliveriesOfALaterStep() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to("direct:sub");
                from("direct:sub")
                        .errorHandler(noErrorHandler())
                        .to(GENERATE)
                        .process(exchange -> bodies.add(exchange.getMessage().getHeader(ImgeoConstants.IMAGES)))
                        .throwException(new IllegalStateException("later"));
            }
        });

        studio.send("direct:a", "a fox");

        assertThat(bodies).hasSize(6).containsOnly(bodies.get(0));
        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(1);
    }

    @Test
    void sendsAgainWhatWasRefunded() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to(GENERATE);
            }
        });

        Exchange end = studio.send("direct:a", "a fox. sandbox: 500 the first 3 times");

        assertThat(end.isFailed()).isFalse();
        assertThat(studio.ledger().calls("a fox. sandbox: 500 the first 3 times"))
                .isEqualTo(4);
        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void givesUpWithTheFailureWhereItStays() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to(GENERATE);
            }
        });

        assertThat(studio.send("direct:a", "a fox. sandbox: 500").getException())
                .isInstanceOf(GenerationFailedException.class);
        assertThat(studio.ledger().net()).isZero();
    }

    @Test
    void drawsFivePicturesInALoopOfFive() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").loop(5).setBody(constant("a fox")).to(GENERATE).end();
            }
        });

        studio.send("direct:a", "");

        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(5);
    }

    @Test
    void drawsFivePicturesInALoopWhoseFirstTurnsFail() throws Exception {
        String prompt = "a fox. sandbox: 500 the first 3 times";
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").loop(5).setBody(constant(prompt)).to(GENERATE).end();
            }
        });

        studio.send("direct:a", "");

        assertThat(studio.ledger().netCharges(prompt)).isEqualTo(5);
        assertThat(studio.ledger().calls(prompt)).isEqualTo(8);
    }

    @Test
    void drawsAgainInASecondStepAfterARedelivery() throws Exception {
        String prompt = "a fox. sandbox: 500 once";
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to(GENERATE).setBody(constant(prompt)).to(GENERATE);
            }
        });

        studio.send("direct:a", prompt);

        assertThat(studio.ledger().netCharges(prompt)).isEqualTo(2);
    }

    private Exchange sendAndAskForAHareAtTheRedelivery(String prompt) throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onRedelivery(exchange -> exchange.getMessage().setBody("a hare")));
                from("direct:a").to(GENERATE);
            }
        });
        return studio.send("direct:a", prompt);
    }

    @Test
    void drawsAnotherRequestOfARedeliveryIfTheFirstCostNothing() throws Exception {
        Exchange end = sendAndAskForAHareAtTheRedelivery("a fox. sandbox: 500");

        assertThat(end.isFailed()).isFalse();
        assertThat(studio.ledger().netCharges("a hare")).isEqualTo(1);
    }

    @Test
    void paysForNoOtherRequestOfARedeliveryIfTheFirstIsInDoubt() throws Exception {
        Exchange end = sendAndAskForAHareAtTheRedelivery("a fox. sandbox: charge then reset");

        assertThat(end.getException()).isInstanceOf(InDoubtException.class);
        assertThat(studio.ledger().calls("a hare")).isZero();
    }

    @Test
    void drawsANewImageInEachTurnOfALoopWhoseTurnsAreRedelivered() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a")
                        .loop(5)
                        .setBody(constant("a fox"))
                        .to("direct:sub")
                        .end();
                from("direct:sub")
                        .errorHandler(noErrorHandler())
                        .to(GENERATE)
                        .process(exchange -> bodies.add(exchange.getMessage().getHeader(ImgeoConstants.IMAGES)))
                        .filter(exchange -> bodies.size() % 2 != 0)
                        .throwException(new IllegalStateException("each turn succeeds the second time"));
            }
        });

        Exchange end = studio.send("direct:a", "");

        assertThat(end.getException()).isNull();
        assertThat(bodies).hasSize(10);
        assertThat(new HashSet<>(bodies)).hasSize(5);
        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(5);
    }

    @Test
    void givesEachPartOfASplitterItsOwnImageAgain() throws Exception {
        Map<String, Set<Object>> imagesOf = new ConcurrentHashMap<>();
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to("direct:sub");
                from("direct:sub")
                        .errorHandler(noErrorHandler())
                        .split(body().tokenize(","))
                        .parallelProcessing()
                        .setProperty("prompt", body())
                        .circuitBreaker()
                        .to(GENERATE)
                        .end()
                        .process(exchange -> imagesOf.computeIfAbsent(
                                        exchange.getProperty("prompt", String.class),
                                        prompt -> ConcurrentHashMap.newKeySet())
                                .add(exchange.getMessage().getHeader(ImgeoConstants.IMAGES)))
                        .end()
                        .throwException(new IllegalStateException("later"));
            }
        });

        studio.send("direct:a", "a fox,a hare,an owl,a fox with a hat");

        assertThat(imagesOf).hasSize(4).allSatisfy((prompt, images) -> assertThat(images)
                .hasSize(1));
        assertThat(imagesOf.values().stream().distinct()).hasSize(4);
        assertThat(studio.ledger().net()).isEqualTo(4);
    }

    @Test
    void warnsOfAMessageThatARedeliveredStepSendsAgainAsAnother() throws Exception {
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to("direct:sub");
                from("direct:sub").errorHandler(noErrorHandler()).process(exchange -> {
                    RouteHistory history = RouteHistory.of(new DefaultExchange(studio.context));
                    bodies.add(history.isSentAgain());
                    if (bodies.size() % 3 != 0) {
                        throw new IllegalStateException("succeeds the third time");
                    }
                });
            }
        });

        studio.send("direct:a", "a message");
        studio.send("direct:a", "another");

        assertThat(bodies).containsExactly(false, true, true, false, true, true);
        assertThat(RouteHistory.of(new DefaultExchange(studio.context)).isSentAgain())
                .isFalse();
    }

    @Test
    void joinsTheCallThatACircuitBreakerGaveUp() throws Exception {
        studio.sandbox.latency(Duration.ofSeconds(1), Duration.ofSeconds(1));
        studio.with(new Routes() {
            @Override
            public void configure() {
                redeliverAnything();
                from("direct:a").to("direct:sub");
                from("direct:sub")
                        .errorHandler(noErrorHandler())
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .timeoutEnabled(true)
                        .timeoutDuration(300)
                        .end()
                        .to(GENERATE)
                        .end();
            }
        });

        studio.send("direct:a", "a fox");
        studio.context.stop();

        assertThat(studio.ledger().netCharges("a fox")).isEqualTo(1);
    }

    @Test
    void guardsAContextThatDidNotLoadTheGuard() throws Exception {
        String prompt = "a fox. sandbox: charge then reset";
        try (Studio other = Studio.closed(imgeo -> imgeo.setMaxRetries(0))) {
            other.context.getCamelContextExtension().getInterceptStrategies().clear();
            other.started().with(new Routes() {
                @Override
                public void configure() {
                    redeliverAnything();
                    from("direct:a").to(GENERATE);
                }
            });

            other.send("direct:a", prompt);

            assertThat(other.ledger().calls(prompt)).isEqualTo(1);
        }
    }

    @Test
    void startsAsAStepOfASplitter() throws Exception {
        try (Studio other = Studio.closed(imgeo -> {}).with(new Routes() {
            @Override
            public void configure() {
                from("direct:a").split(body().tokenize(",")).to(GENERATE).end();
            }
        })) {
            other.started().send("direct:a", "a fox,a hare");

            assertThat(other.ledger().net()).isEqualTo(2);
        }
    }
}
