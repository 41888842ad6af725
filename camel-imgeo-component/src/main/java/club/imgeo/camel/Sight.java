package club.imgeo.camel;

import static java.util.Objects.requireNonNull;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Witness;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.ModelCatalog;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one component has done in this process: counted as it happens, so that to look at it costs nothing. Safe for use by
 * many threads.
 */
final class Sight implements Witness {
    private static final Logger LOG = LoggerFactory.getLogger(Sight.class);
    private static final int MOST_ENDINGS = 20;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<BigDecimal> reserved = new AtomicReference<>(BigDecimal.ZERO);
    private final AtomicReference<BigDecimal> spent = new AtomicReference<>(BigDecimal.ZERO);
    private final AtomicReference<BigDecimal> refunded = new AtomicReference<>(BigDecimal.ZERO);
    private final Deque<Ending> endings = new ArrayDeque<>();
    private volatile Supplier<CompletableFuture<ModelCatalog>> catalog =
            () -> CompletableFuture.completedFuture(ModelCatalog.bundled());
    private volatile Onlooker onlooker = Onlooker.NOBODY;

    /** Whoever publishes what is seen here. */
    interface Onlooker {
        Onlooker NOBODY = new Onlooker() {
            @Override
            public void spent(String model, BigDecimal credits) {}

            @Override
            public void refunded(String model, BigDecimal credits) {}

            @Override
            public void ended(Ending ending) {}
        };

        void spent(String model, BigDecimal credits);

        void refunded(String model, BigDecimal credits);

        void ended(Ending ending);
    }

    /** @param models of a client, which has them in its cache whenever something is drawn */
    void knows(Supplier<CompletableFuture<ModelCatalog>> models) {
        catalog = models;
    }

    void tells(Onlooker who) {
        onlooker = who;
    }

    /** The id where the catalog has it, else {@link Ending#OTHER}: there are only so many, whatever messages say. */
    String known(String model) {
        ModelCatalog known = catalog.get().getNow(ModelCatalog.bundled());
        return known.find(model).isPresent() ? model : Ending.OTHER;
    }

    Observation observe(Exchange exchange) {
        return new Observation(this, exchange);
    }

    @Override
    public void begun(Charge charge) {
        inFlight.incrementAndGet();
        add(reserved, price(charge));
    }

    @Override
    public void ended(Charge charge) {
        inFlight.decrementAndGet();
        add(reserved, price(charge).negate());
        BigDecimal credits = charge.credits();
        Outcome outcome = charge.outcome();
        if (charge.state() == ChargeState.DONE && credits != null) {
            add(spent, credits);
            safely(() -> onlooker.spent(known(charge.intent().model()), credits));
        } else if (outcome != null && outcome.creditOutcome() == CreditOutcome.REFUNDED) {
            add(refunded, price(charge));
            safely(() -> onlooker.refunded(known(charge.intent().model()), price(charge)));
        }
    }

    void ended(Ending ending) {
        synchronized (endings) {
            if (endings.size() == MOST_ENDINGS) {
                endings.removeLast();
            }
            endings.addFirst(ending);
        }
        safely(() -> onlooker.ended(ending));
    }

    /** Whose failure must not become that of a message that is paid for. */
    static void safely(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("What was done could not be published", e);
        }
    }

    /** Calls that may cost credits and have not ended. */
    int inFlight() {
        return inFlight.get();
    }

    /** What those cost, as far as their prices are known. */
    BigDecimal reserved() {
        return requireNonNull(reserved.get());
    }

    BigDecimal spent() {
        return requireNonNull(spent.get());
    }

    BigDecimal refunded() {
        return requireNonNull(refunded.get());
    }

    /** The last, the latest first. */
    List<Ending> endings() {
        synchronized (endings) {
            return List.copyOf(endings);
        }
    }

    private static BigDecimal price(Charge charge) {
        BigDecimal credits = charge.intent().credits();
        return credits == null ? BigDecimal.ZERO : credits;
    }

    private static void add(AtomicReference<BigDecimal> sum, BigDecimal credits) {
        sum.accumulateAndGet(credits, BigDecimal::add);
    }
}
