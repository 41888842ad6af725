package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.support.DefaultPooledExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResetableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of an answer after Camel has given up the exchange. */
class LateAnswerTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;

    private final Studio studio = Studio.closed(imgeo -> imgeo.setMaxRetries(0));
    private final AtomicInteger laterSteps = new AtomicInteger();

    @AfterEach
    void close() {
        studio.close();
    }

    private void awaitTheEnd() {
        Awaitility.await().until(() -> !studio.imgeo.sight().endings().isEmpty());
        studio.context.stop(); // waits for what answers still do
    }

    @Test
    void leavesAMessageAloneWhoseExchangeIsDone() throws Exception {
        studio.sandbox.latency(Duration.ofSeconds(1), Duration.ofSeconds(1));
        studio.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to(GENERATE).process(exchange -> laterSteps.incrementAndGet());
            }
        });
        studio.started();
        AsyncProcessorAwaitManager waiting = PluginHelper.getAsyncProcessorAwaitManager(studio.context);
        CompletableFuture<Exchange> sent = CompletableFuture.supplyAsync(() -> studio.send("direct:a", "a fox"));
        Awaitility.await()
                .until(() -> waiting.size() == 1 && studio.imgeo.sight().inFlight() == 1);

        waiting.browse().forEach(thread -> waiting.interrupt(thread.getExchange()));
        Exchange end = sent.join();
        awaitTheEnd();

        assertThat(end.getException()).isInstanceOf(RejectedExecutionException.class);
        assertThat(end.getMessage().getBody()).isEqualTo("a fox");
        assertThat(end.getMessage().getHeaders()).isEmpty();
        assertThat(end.getProperty(Ending.PROPERTY)).isNull();
        assertThat(laterSteps).hasValue(0);
        assertThat(studio.imgeo.sight().inFlight()).isZero();
        assertThat(studio.ledger().net()).isEqualTo(1);
    }

    @Test
    void writesNothingToTheNextMessageOfAPooledExchange() throws Exception {
        studio.sandbox.latency(Duration.ofSeconds(1), Duration.ofSeconds(1));
        studio.started();
        AsyncProducer producer = studio.context.getEndpoint(GENERATE).createAsyncProducer();
        producer.start();
        DefaultPooledExchange exchange = new DefaultPooledExchange(studio.context, ExchangePattern.InOut);
        exchange.getIn().setBody("a fox");

        producer.process(exchange, doneSync -> laterSteps.incrementAndGet());
        Awaitility.await().until(() -> studio.imgeo.sight().inFlight() == 1);
        exchange.done();
        ((ResetableClock) exchange.getClock()).reset();
        exchange.getIn().setBody("another message");
        awaitTheEnd();

        assertThat(exchange.getMessage().getBody()).isEqualTo("another message");
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getProperties()).isEmpty();
        assertThat(exchange.getException()).isNull();
        assertThat(laterSteps).as("calls of the callback").hasValue(1);
    }
}
