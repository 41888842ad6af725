package club.imgeo.camel;

import club.imgeo.charge.ChargeKeys;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key of the attempt before, where Camel's error handler sends the same message to the same step again. A loop
 * or a second step that means to draw again gets a new key each time.
 */
final class Redelivery {
    private final String endpoint;

    Redelivery(String endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * @param request a fingerprint of what was asked for
     * @param counter of redeliveries, as it was then
     */
    private record Attempt(String key, int request, int counter, boolean failed) {}

    /** @return null where this is no redelivery */
    @Nullable
    String keyOfTheAttemptBefore(Exchange exchange, Map<String, ?> fields) {
        Attempt last = exchange.getProperty(property(exchange), Attempt.class);
        boolean again = last != null
                && Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED, Boolean.class))
                // The header stays after the redelivery; what goes on after a success is no redelivery any more.
                && (last.failed || counter(exchange) > last.counter)
                && last.request == fields.hashCode();
        return again ? last.key : null;
    }

    /** A key for what nobody has tried before. */
    static String newKey(Exchange exchange) {
        return ChargeKeys.once(exchange.getExchangeId());
    }

    void remember(Exchange exchange, String key, Map<String, ?> fields, boolean failed) {
        exchange.setProperty(property(exchange), new Attempt(key, fields.hashCode(), counter(exchange), failed));
    }

    /** Of this step's own, whichever producer it has: a cache may have made another one meanwhile. */
    private String property(Exchange exchange) {
        return "CamelImgeoAttempt:" + exchange.getExchangeExtension().getHistoryNodeId() + ":" + endpoint;
    }

    private static int counter(Exchange exchange) {
        Integer counter = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class);
        return counter == null ? 0 : counter;
    }
}
