package club.imgeo.camel;

import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.ImgeoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls imgeo without holding a thread meanwhile, and calls back exactly once. */
class ImgeoProducer extends DefaultAsyncProducer {
    private static final Logger LOG = LoggerFactory.getLogger(ImgeoProducer.class);

    private final ImgeoOperation kind;
    private final Operation operation;
    private final Executor workers;
    private final String url;
    private final boolean stopsInDoubt;

    ImgeoProducer(ImgeoEndpoint endpoint) {
        super(endpoint);
        kind = endpoint.getOperation();
        operation = Operations.of(endpoint);
        workers = Workers.unfailing(endpoint.getComponent().workers());
        url = endpoint.getComponent().getBaseUrl();
        stopsInDoubt = endpoint.getConfiguration().getInDoubtPolicy() == InDoubtPolicy.STOP;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<Operation.Answer> answer;
        ExchangeUse use = ExchangeUse.of(exchange);
        exchange.removeProperty(Ending.PROPERTY); // of an earlier generation in the same route
        try {
            answer = operation.call(exchange.getMessage());
        } catch (RuntimeException e) { // while the message was read, so nothing was sent
            fail(exchange, e, CreditOutcome.NOT_CHARGED);
            callback.done(true);
            return true;
        }
        var unused = answer.whenCompleteAsync((value, thrown) -> settle(use, callback, value, thrown), workers);
        return false;
    }

    private void settle(
            ExchangeUse use, AsyncCallback callback, Operation.@Nullable Answer answer, @Nullable Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (use.isOver()) {
            giveUp(use, callback, failure);
            return;
        }
        Exchange exchange = use.exchange();
        try {
            if (answer != null) {
                tell(exchange, answer);
            } else if (failure != null) {
                fail(exchange, failure, CreditOutcome.UNKNOWN);
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        } finally {
            callback.done(false);
        }
    }

    /** Camel has ended the exchange meanwhile, so nothing of it may change. Journal and meters have the outcome. */
    private void giveUp(ExchangeUse use, AsyncCallback callback, @Nullable Throwable failure) {
        LOG.warn(
                "Exchange {} was given up before imgeo:{} {}; its message stays as it is, and the outcome is in the journal",
                use.id(),
                kind,
                failure == null ? "answered" : "failed: " + failure.getMessage());
        if (stopsInDoubt && outcome(failure) == CreditOutcome.UNKNOWN) {
            stopRoute(use.route());
        }
        if (!use.isOfAnother()) {
            use.exchange().setRouteStop(true); // so that no later step runs for it
        }
        callback.done(false); // whoever still waits for it must not wait forever
    }

    private static @Nullable CreditOutcome outcome(@Nullable Throwable failure) {
        if (failure instanceof ImgeoException known) {
            return known.creditOutcome();
        }
        return failure == null ? null : CreditOutcome.UNKNOWN;
    }

    private void tell(Exchange exchange, Operation.Answer answer) {
        Message message = exchange.getMessage();
        if (answer.failure() != null) {
            fail(exchange, answer.failure(), CreditOutcome.UNKNOWN);
        } else {
            forgetEarlier(message);
        }
        answer.headers().forEach((name, value) -> {
            if (value != null) {
                message.setHeader(name, value);
            }
        });
        if (answer.failure() == null) {
            fill(message, answer.body());
        }
    }

    private static void fill(Message message, Object body) {
        if (body instanceof Pictures pictures) {
            pictures.into(message);
        } else {
            message.setBody(body);
        }
    }

    /** @param unforeseen what is said of the credits where the exception itself does not say it */
    private void fail(Exchange exchange, Throwable thrown, CreditOutcome unforeseen) {
        Message message = exchange.getMessage();
        forgetEarlier(message);
        CreditOutcome outcome = unforeseen;
        boolean retryable = false;
        if (thrown instanceof ImgeoException failure) {
            outcome = failure.creditOutcome();
            retryable = failure.isRetryable();
            HttpCause.attach(failure, url);
        }
        if (kind == ImgeoOperation.GENERATE) { // another kind must not hide what an earlier generation cost
            message.setHeader(ImgeoConstants.CREDIT_OUTCOME, outcome);
        }
        message.setHeader(ImgeoConstants.RETRYABLE, retryable);
        exchange.setException(thrown);
        if (stopsInDoubt && outcome == CreditOutcome.UNKNOWN) {
            stopRoute(exchange.getFromRouteId());
        }
    }

    /** On a thread of its own: to stop a route is to wait for the exchanges in it, and this is one of them. */
    private void stopRoute(@Nullable String route) {
        if (route == null) {
            LOG.error("In doubt, and there is no route to stop: inDoubtPolicy=stop is for routes");
            return;
        }
        LOG.error("In doubt, so route {} stops: inDoubtPolicy=stop. See imgeo:journal for what to resolve", route);
        CamelContext context = getEndpoint().getCamelContext();
        context.getExecutorServiceManager()
                .newThread("ImgeoStop", () -> {
                    try {
                        context.getRouteController().stopRoute(route);
                    } catch (Exception e) { // as stopRoute declares it
                        LOG.error("Route {} could not be stopped", route, e);
                    }
                })
                .start();
    }

    /** What an earlier step of this kind left; of another kind it may still be needed: image URLs after a balance. */
    private void forgetEarlier(Message message) {
        kind.outputs().forEach(message::removeHeader);
        message.removeHeader(ImgeoConstants.RETRYABLE);
    }
}
