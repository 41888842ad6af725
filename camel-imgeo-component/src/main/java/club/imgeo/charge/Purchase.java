package club.imgeo.charge;

import static club.imgeo.charge.Futures.unwrapped;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Quote;
import club.imgeo.client.RateLimitedException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All attempts at one order: with the model asked for, and with those it may fall back on. */
final class Purchase {
    private static final Logger LOG = LoggerFactory.getLogger(Purchase.class);
    /** For writing the outcome of a call that took all the time it had. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Means means;
    private final Order order;
    private final FiledKey key;
    private final String hash;
    private final Quote asked;
    private final Queue<String> fallbacks;

    /**
     * What it takes to pay.
     *
     * @param claimants gives each intent a name that no other has
     */
    record Means(
            PayOnce.Server server,
            CreditAccount account,
            Bookkeeper books,
            InstantSource clock,
            Supplier<String> claimants,
            Witness witness) {}

    Purchase(Means means, Order order, FiledKey key, String hash, Quote asked) {
        this.means = means;
        this.order = order;
        this.key = key;
        this.hash = hash;
        this.asked = asked;
        fallbacks = new ArrayDeque<>(order.terms().fallbackModels());
        fallbacks.remove(asked.request().model());
    }

    Order order() {
        return order;
    }

    FiledKey key() {
        return key;
    }

    CompletableFuture<Paid> make() {
        if (order.isNew() && !order.terms().reuse()) {
            return begin();
        }
        return means.books().find(key).thenCompose(charges -> {
            Optional<Charge> obstacle = Protocol.obstacle(
                    charges, hash, means.clock().instant(), order.terms().inDoubt());
            return obstacle.isPresent()
                    ? CompletableFuture.completedFuture(new Paid(answer(obstacle.get()), true))
                    : begin();
        });
    }

    /** Checks the limits only now: what was paid for is replayed whatever the limits are today. */
    private CompletableFuture<Paid> begin() {
        List<String> objections = order.terms().limits().objectionsTo(asked);
        return objections.isEmpty()
                ? attempt(asked)
                : CompletableFuture.failedFuture(InvalidRequestException.before(objections));
    }

    private CompletableFuture<Paid> attempt(Quote quote) {
        Attempt attempt = new Attempt(this, means, quote);
        return means.server()
                .generate(quote.request(), attempt::begin)
                .exceptionallyCompose(thrown -> attempt.failed(unwrapped(thrown)))
                .thenCompose(attempt::drawn)
                .exceptionallyCompose(thrown -> fallBack(unwrapped(thrown)));
    }

    /** Only where the failure says that nothing was paid for, and that it lies with the model. */
    private CompletableFuture<Paid> fallBack(Throwable thrown) {
        boolean may = thrown instanceof ImgeoException failure
                && (failure instanceof RateLimitedException || failure.creditOutcome() == CreditOutcome.REFUNDED);
        String model = may ? fallbacks.poll() : null;
        if (model == null) {
            return CompletableFuture.failedFuture(thrown);
        }
        return means.server()
                .quote(with(model))
                .thenApply(quote -> Optional.of(quote).filter(this::costsNoMore).filter(this::isWithinLimits))
                .exceptionally(objection -> Optional.empty())
                .thenCompose(quote -> {
                    if (quote.isEmpty()) { // it does not take the request, costs more, or is not allowed
                        return fallBack(thrown);
                    }
                    LOG.info("Falling back on {}: {}", model, thrown.getMessage());
                    return attempt(quote.get());
                });
    }

    private Map<String, Object> with(String model) {
        Map<String, Object> fields = asked.request().fields();
        fields.put("model", model);
        return fields;
    }

    private boolean costsNoMore(Quote quote) {
        BigDecimal most = asked.credits();
        BigDecimal price = quote.credits();
        return order.terms().fallbackAtAnyPrice() || (most != null && price != null && price.compareTo(most) <= 0);
    }

    private boolean isWithinLimits(Quote quote) {
        return order.terms().limits().objectionsTo(quote).isEmpty();
    }

    Intent intent(Quote quote) {
        Instant now = means.clock().instant();
        return new Intent(
                key.stored(),
                hash,
                quote.request().model(),
                quote.credits(),
                order.scope(),
                means.claimants().get(),
                now,
                now.plus(means.server().requestTimeout()).plus(MARGIN));
    }

    Generation answer(Charge charge) {
        return Replay.of(charge, hash, asked.request().prompt(), means.clock().instant());
    }
}
