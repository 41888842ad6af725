package club.imgeo.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A route from {@code direct:draw} whose body is the prompt on its way in and the first URL's list on its way out. */
final class CamelContender implements Contender {
    private final CamelContext camel = new DefaultCamelContext();
    private final @Nullable ExecutorService threads;
    private final Executor callers;
    private final AsyncProducer producer;

    private CamelContender(RouteBuilder route, @Nullable ExecutorService threads) throws Exception {
        this.threads = threads;
        callers = threads == null ? Runnable::run : threads;
        camel.addRoutes(route);
        camel.start();
        producer = camel.getEndpoint(ImgeoRoute.START).createAsyncProducer();
        producer.start();
    }

    static CamelContender imgeo(Target target, int inFlight) throws Exception {
        return new CamelContender(new ImgeoRoute(target, inFlight), null);
    }

    static CamelContender keyed(Target target, int inFlight, String journal) throws Exception {
        return new CamelContender(new KeyedRoute(target, inFlight, journal), null);
    }

    /** A call of camel-http's blocks its thread, so there is one for each. */
    static CamelContender http(Target target, int inFlight) throws Exception {
        return new CamelContender(new HttpRoute(target, inFlight), Executors.newFixedThreadPool(inFlight));
    }

    @Override
    public void draw(String prompt, Consumer<@Nullable Throwable> done) {
        callers.execute(() -> {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(prompt);
            var unused = producer.process(exchange, sync -> done.accept(exchange.getException()));
        });
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
        camel.stop();
    }
}
