package club.imgeo.camel;

import club.imgeo.client.ImgeoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Calls imgeo without holding a thread meanwhile, and calls back exactly once. */
class ImgeoProducer extends DefaultAsyncProducer {
    private final Operation operation;
    private final Executor workers;
    private final String url;

    ImgeoProducer(ImgeoEndpoint endpoint) {
        super(endpoint);
        operation = Operations.of(endpoint);
        workers = Workers.unfailing(endpoint.getComponent().workers());
        url = endpoint.getComponent().getBaseUrl();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<Operation.Answer> answer;
        try {
            answer = operation.call(exchange.getMessage());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        var unused = answer.whenCompleteAsync((value, thrown) -> settle(exchange, callback, value, thrown), workers);
        return false;
    }

    private void settle(
            Exchange exchange, AsyncCallback callback, Operation.@Nullable Answer answer, @Nullable Throwable thrown) {
        try {
            if (answer != null) {
                Message message = exchange.getMessage();
                message.setBody(answer.body());
                answer.headers().forEach((name, value) -> setOrRemove(message, name, value));
            } else if (thrown != null) {
                fail(
                        exchange,
                        thrown instanceof CompletionException && thrown.getCause() != null
                                ? thrown.getCause()
                                : thrown);
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        } finally {
            callback.done(false);
        }
    }

    private void fail(Exchange exchange, Throwable thrown) {
        if (thrown instanceof ImgeoException failure) {
            Message message = exchange.getMessage();
            message.removeHeader(ImgeoConstants.IMAGES);
            message.removeHeader(ImgeoConstants.CREDITS_USED);
            message.removeHeader(ImgeoConstants.CREDITS_REMAINING);
            message.removeHeader(ImgeoConstants.PARTIAL);
            message.setHeader(ImgeoConstants.CREDIT_OUTCOME, failure.creditOutcome());
            message.setHeader(ImgeoConstants.RETRYABLE, failure.isRetryable());
            HttpCause.attach(failure, url);
        }
        exchange.setException(thrown);
    }

    private static void setOrRemove(Message message, String name, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
