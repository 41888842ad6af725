package club.imgeo.camel;

import club.imgeo.client.ImgeoException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Asks at each poll, and sends what is new. A poll that fails throws, whatever failed, so that Camel's poll strategy,
 * exception handler and backoff see it; and since nothing counts as told then, the next one makes good for it.
 */
class ImgeoConsumer<T> extends ScheduledPollConsumer {
    private final Watch<T> watch;
    private final String url;
    /** Camel's scheduler can be told to poll by several threads, and then only one may see the news. */
    private final Object turn = new Object();

    ImgeoConsumer(ImgeoEndpoint endpoint, Processor processor, Watch<T> watch) {
        super(endpoint, processor);
        this.watch = watch;
        url = endpoint.getComponent().getBaseUrl();
    }

    @Override
    protected int poll() throws Exception {
        synchronized (turn) {
            Optional<Watch.News> news = watch.newsIn(answer());
            if (news.isEmpty()) {
                return 0;
            }
            send(news.get());
            news.get().told().run();
            return 1;
        }
    }

    /** Waits, no longer than the client's deadline, and not at all once Camel interrupts it to stop. */
    private T answer() throws Exception {
        try {
            return watch.ask().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImgeoException failure) {
                HttpCause.attach(failure, url);
                throw failure;
            }
            throw e;
        }
    }

    private void send(Watch.News news) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(news.body());
            news.headers().forEach(exchange.getIn()::setHeader);
            getProcessor().process(exchange);
            if (exchange.isFailed() || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                Exception thrown = exchange.getException();
                throw thrown == null ? new RollbackExchangeException(exchange) : thrown;
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
