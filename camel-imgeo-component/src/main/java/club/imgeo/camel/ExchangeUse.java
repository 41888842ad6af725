package club.imgeo.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The use of an exchange by one message. Camel may end it before an answer comes, and an exchange of a pool may then belong
 * to another message.
 */
record ExchangeUse(
        Exchange exchange,
        String id,
        @Nullable UnitOfWork work,
        @Nullable Exception exception,
        @Nullable String route) {
    static ExchangeUse of(Exchange exchange) {
        return new ExchangeUse(
                exchange,
                exchange.getExchangeId(),
                exchange.getUnitOfWork(),
                exchange.getException(),
                exchange.getFromRouteId());
    }

    /**
     * Returns whether the message is done, or failed by another's hand, such as a wait that was interrupted. An answer
     * must not be written to the exchange any more.
     */
    boolean isOver() {
        return isOfAnother() || work != exchange.getUnitOfWork() || exception != exchange.getException();
    }

    /** Returns whether the exchange now belongs to another message, or waits for one. */
    boolean isOfAnother() {
        return !id.equals(exchange.getExchangeId());
    }
}
