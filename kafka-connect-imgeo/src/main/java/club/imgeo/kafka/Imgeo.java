package club.imgeo.kafka;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.camel.ImgeoConstants;
import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.client.Balance;
import club.imgeo.client.Generation;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.TimeUtils;

/**
 * The imgeo component of Camel, in a context of its own: what it does with a request, this does. Safe for use by many
 * threads; blocks none.
 */
final class Imgeo implements AutoCloseable {
    private final CamelContext camel;
    private final Endpoint generate;
    private final AsyncProducer generating;
    private final Endpoint balance;
    private final AsyncProducer asking;

    private Imgeo(CamelContext camel, String generate) throws Exception {
        this.camel = camel;
        this.generate = camel.getEndpoint(generate);
        generating = this.generate.createAsyncProducer();
        generating.start();
        balance = camel.getEndpoint("imgeo:balance");
        asking = balance.createAsyncProducer();
        asking.start();
    }

    /** @throws Exception for an option that the component refuses */
    static Imgeo start(ImgeoSinkConfig config, ChargeJournal journal) throws Exception {
        CamelContext camel = new DefaultCamelContext(false);
        try {
            camel.getCamelContextExtension().setName("imgeo-" + config.connector() + "-" + config.task());
            camel.setApplicationContextClassLoader(Imgeo.class.getClassLoader());
            camel.disableJMX();
            camel.getShutdownStrategy().setTimeout(1);
            camel.build(); // has the converters that options need
            camel.addComponent("imgeo", component(config, journal, camel));
            camel.start();
            // Who stops a connector is the task.
            String policy = config.inDoubtPolicy() == InDoubtPolicy.RETRY ? "retry" : "quarantine";
            return new Imgeo(camel, "imgeo:generate?chargeKeyFromHeader=true&inDoubtPolicy=" + policy);
        } catch (Exception e) { // as Camel declares it
            camel.stop();
            throw e;
        }
    }

    private static ImgeoComponent component(ImgeoSinkConfig config, ChargeJournal journal, CamelContext camel) {
        ImgeoComponent component = new ImgeoComponent();
        component.setCamelContext(camel);
        ComponentOptions.set(component, config.componentOptions());
        SSLContext tls = config.tls();
        if (tls != null) {
            component.setSslContextParameters(parameters(tls));
        }
        ApiAccount account = config.account();
        component.setApiKey(account.key());
        component.setBaseUrl(String.valueOf(account.address()));
        component.setRequestTimeout(config.requestTimeout().toMillis());
        component.setMaxInFlight(config.maxInFlight());
        component.setMaxRetries(0); // a retry is a charge of its own in the journal, and waits with the task
        component.setJournal(journal);
        component.setJournalRetention(config.journalRetention().toMillis());
        return component;
    }

    private static SSLContextParameters parameters(SSLContext context) {
        return new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext camel) {
                return context;
            }
        };
    }

    /** Reads a time as Camel does, such as 5s, 1h30m, or a number of milliseconds; returns -1 if it is none. */
    static long millis(String time) {
        try {
            return TimeUtils.toMilliSeconds(time);
        } catch (RuntimeException e) { // of several kinds, by what is wrong
            return -1;
        }
    }

    /** @param replayed whether it was paid for before */
    record Answer(Generation generation, boolean replayed) {}

    /** <b>Costs credits</b>, unless the key was paid for. Fails as the component does. */
    CompletableFuture<Answer> generate(Map<String, Object> fields, String chargeKey) {
        Exchange exchange = generate.createExchange();
        exchange.getMessage().setBody(fields);
        exchange.getMessage().setHeader(ImgeoConstants.CHARGE_KEY, chargeKey);
        return send(
                generating,
                exchange,
                answer -> new Answer(
                        answer.getBody(Generation.class), answer.getHeader(ImgeoConstants.REPLAYED, Boolean.class)));
    }

    CompletableFuture<Balance> balance() {
        return send(asking, balance.createExchange(), answer -> new Balance(answer.getBody(BigDecimal.class)));
    }

    private static <T> CompletableFuture<T> send(AsyncProducer producer, Exchange exchange, Function<Message, T> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        producer.process(exchange, done -> {
            if (exchange.getException() != null) {
                answer.completeExceptionally(exchange.getException());
                return;
            }
            try {
                answer.complete(read.apply(exchange.getMessage()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Ends what is in flight, which leaves it in doubt: wait for it before. */
    @Override
    public void close() {
        camel.stop();
    }
}
