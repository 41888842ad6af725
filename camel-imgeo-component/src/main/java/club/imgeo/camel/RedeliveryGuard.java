package club.imgeo.camel;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Traceable;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows each exchange through the steps of its routes, so that a step of imgeo:generate recognizes a message that
 * Camel sends to it again. Camel loads it when it builds a context, before there are routes. It is public only so that
 * Camel can.
 */
public final class RedeliveryGuard implements ContextServicePlugin {
    private static final Logger LOG = LoggerFactory.getLogger(RedeliveryGuard.class);

    @Override
    public void load(CamelContext context) {
        install(context);
    }

    /** Called by a component, for a context whose class loader does not find the service. */
    static void ensure(CamelContext context) {
        if (install(context)) {
            LOG.info(
                    "Camel did not load the redelivery guard, so a redelivery by a route that was built before now pays"
                            + " again for a message without a charge key; set the application context class loader to the one of"
                            + " imgeo before the context is built, or give each message a charge key");
        }
    }

    /** Has no effect on a context that has it. Routes that were built before are not followed. */
    private static boolean install(CamelContext context) {
        boolean installed = context.getCamelContextExtension().getInterceptStrategies().stream()
                .anyMatch(Interceptor.class::isInstance);
        if (!installed) {
            context.getCamelContextExtension().addInterceptStrategy(new Interceptor());
            context.getManagementStrategy().addEventNotifier(new Notifier());
        }
        return !installed;
    }

    /** Wraps each step inside its error handler, which calls it again for each redelivery. */
    private static final class Interceptor implements InterceptStrategy {
        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context, NamedNode definition, Processor target, Processor next) {
            // Camel gives the step itself as the target, unless another interceptor has wrapped it.
            Processor step = next == null ? target : next;
            return new Step(target, step instanceof Traceable named && "failover".equals(named.getTraceLabel()));
        }
    }

    private static final class Step extends DelegateAsyncProcessor {
        private final boolean repeats;

        /** @param repeats whether the step tries one alternative after the other for the same message */
        Step(Processor target, boolean repeats) {
            super(target);
            this.repeats = repeats;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            RouteHistory history = RouteHistory.of(exchange);
            boolean again = history.enter(this, repeats);
            Integer counter = again ? counter(exchange) : null;
            AsyncCallback then = counter == null
                    ? callback
                    : doneSync -> {
                        keepCounting(exchange, counter);
                        callback.done(doneSync);
                    };
            return history.inStep(() -> super.process(exchange, then));
        }

        /** Camel counts redeliveries in a header, so a route that removes it would be redelivered forever. */
        private static void keepCounting(Exchange exchange, Integer counter) {
            if (exchange.isFailed() && counter(exchange) == null) {
                exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, counter);
            }
        }

        private static @Nullable Integer counter(Exchange exchange) {
            return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class);
        }
    }

    /** Camel tells of a redelivery on the thread that makes it, right before. */
    private static final class Notifier extends EventNotifierSupport {
        Notifier() {
            setIgnoreCamelContextEvents(true);
            setIgnoreCamelContextInitEvents(true);
            setIgnoreServiceEvents(true);
            setIgnoreRouteEvents(true);
            setIgnoreStepEvents(true);
            setIgnoreExchangeCreatedEvent(true);
            setIgnoreExchangeCompletedEvent(true);
            setIgnoreExchangeSendingEvents(true);
            setIgnoreExchangeSentEvents(true);
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeRedeliveryEvent redelivery) {
                RouteHistory.of(redelivery.getExchange()).redeliver();
            }
        }
    }
}
