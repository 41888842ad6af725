package club.imgeo.camel;

import club.imgeo.camel.Operation.Answer;
import club.imgeo.charge.Cap;
import club.imgeo.charge.ChargeKeys;
import club.imgeo.charge.Order;
import club.imgeo.charge.Paid;
import club.imgeo.charge.PayOnce;
import club.imgeo.charge.Scope;
import club.imgeo.charge.Terms;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** imgeo:generate: makes an order of a message, and a message of what came. */
final class Generating implements Operation {
    private static final Logger LOG = LoggerFactory.getLogger(Generating.class);

    private final RequestReader reader;
    private final PayOnce payments;
    private final Sight sight;
    private final Terms terms;
    private final String component;
    private final List<Budget> budgets;
    private final @Nullable ChargeKeyExpression chargeKey;
    private final boolean keyFromHeader;
    private final @Nullable Downloading downloading;
    private final String endpoint;

    Generating(
            String endpoint,
            RequestReader reader,
            PayOnce payments,
            Sight sight,
            Terms terms,
            String component,
            List<Budget> budgets,
            @Nullable ChargeKeyExpression chargeKey,
            boolean keyFromHeader,
            @Nullable Downloading downloading) {
        this.endpoint = endpoint;
        this.reader = reader;
        this.payments = payments;
        this.sight = sight;
        this.terms = terms;
        this.component = component;
        this.budgets = List.copyOf(budgets);
        this.chargeKey = chargeKey;
        this.keyFromHeader = keyFromHeader;
        this.downloading = downloading;
    }

    @Override
    public CompletableFuture<Answer> call(Message message) {
        Exchange exchange = message.getExchange();
        Observation observation = sight.observe(exchange);
        try {
            Map<String, Object> fields = reader.read(message);
            observation.asked(fields);
            return drawn(exchange, fields, observation);
        } catch (RuntimeException e) {
            observation.refused(e);
            throw e;
        }
    }

    private CompletableFuture<Answer> drawn(Exchange exchange, Map<String, Object> fields, Observation observation) {
        String own = ownKey(exchange);
        if (own != null || terms.reuse()) {
            return payments.generate(order(exchange, fields, own == null ? "" : own, false))
                    .whenComplete(observation::ended)
                    .thenCompose(paid -> delivered(paid, true));
        }
        RouteHistory history = RouteHistory.of(exchange);
        if (history.isSentAgain()) {
            LOG.warn(
                    "Exchange {} has no charge key and was sent by a step that Camel has redelivered: what it asks for may be"
                            + " paid for again; set chargeKey or the header {}",
                    exchange.getExchangeId(),
                    ImgeoConstants.CHARGE_KEY);
        }
        IntendedGeneration intended = history.generationAt(endpoint, exchange);
        return intended.pay(payments, order(exchange, fields, intended.key(), intended.isNew()))
                .whenComplete(observation::ended)
                .thenCompose(paid -> delivered(paid, false));
    }

    private Order order(Exchange exchange, Map<String, Object> fields, String key, boolean isNew) {
        String route = Budget.route(exchange);
        String tenant = null;
        List<Cap> caps = new ArrayList<>();
        for (Budget budget : budgets) {
            String whose = budget.tenant(exchange);
            tenant = whose == null ? tenant : whose;
            caps.add(budget.cap(component, route, whose));
        }
        return new Order(fields, key, isNew, new Scope(component, route, tenant), caps, terms);
    }

    /** What the message or the endpoint says; null where neither does. */
    private @Nullable String ownKey(Exchange exchange) {
        Object header = keyFromHeader ? exchange.getMessage().getHeader(ImgeoConstants.CHARGE_KEY) : null;
        if (header != null) {
            // As Kafka and JMS bring it along.
            return ChargeKeys.checked(
                    header instanceof byte[] utf8 ? new String(utf8, StandardCharsets.UTF_8) : header.toString());
        }
        return chargeKey == null ? null : ChargeKeys.checked(chargeKey.keyOf(exchange));
    }

    /** @param keyed whether the request has a key that outlives this exchange */
    private CompletableFuture<Answer> delivered(Paid paid, boolean keyed) {
        return downloading == null
                ? CompletableFuture.completedFuture(new Answer(paid.generation(), headers(paid)))
                : downloading.deliver(paid.generation(), headers(paid), keyed);
    }

    private static Map<String, @Nullable Object> headers(Paid paid) {
        Generation generation = paid.generation();
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put(
                ImgeoConstants.IMAGES,
                generation.images().stream().map(URI::toString).toList());
        headers.put(ImgeoConstants.CREDITS_USED, generation.creditsUsed());
        headers.put(ImgeoConstants.CREDITS_REMAINING, generation.creditsRemaining());
        headers.put(ImgeoConstants.CREDIT_OUTCOME, paid.replayed() ? CreditOutcome.NOT_CHARGED : CreditOutcome.CHARGED);
        headers.put(ImgeoConstants.PARTIAL, generation.partial());
        headers.put(ImgeoConstants.REPLAYED, paid.replayed());
        headers.put(ImgeoConstants.MODEL_USED, generation.model());
        return headers;
    }
}
