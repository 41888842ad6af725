package club.imgeo.camel;

import static java.util.Objects.requireNonNull;

import club.imgeo.charge.ChargeKeys;
import club.imgeo.charge.Order;
import club.imgeo.charge.Paid;
import club.imgeo.charge.PayOnce;
import club.imgeo.client.ImgeoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation that a message without a charge key asks for. It is paid for at most once, however often Camel repeats
 * the step, and whatever the repeated step asks for: a prompt with the time in it differs each time. Safe for use by many
 * threads.
 */
final class IntendedGeneration {
    private static final Logger LOG = LoggerFactory.getLogger(IntendedGeneration.class);

    private final String key;
    private @Nullable PayOnce payments;
    private @Nullable Order order;
    private boolean mayBePaidFor;
    private int inFlight;

    IntendedGeneration(String exchangeId) {
        key = ChargeKeys.once(exchangeId);
    }

    /** Returns the key under which this is paid for. No other message has it. */
    String key() {
        return key;
    }

    /** Returns whether the key was never used. */
    synchronized boolean isNew() {
        return order == null;
    }

    /**
     * Pays for the order, or asks again for the earlier one if that is in flight, in doubt or paid for. The exception of
     * a doubt, or the image, is then that of the earlier one.
     */
    CompletableFuture<Paid> pay(PayOnce with, Order asked) {
        PayOnce who;
        Order what;
        synchronized (this) {
            if (inFlight == 0 && !mayBePaidFor) {
                payments = with;
                order = new Order(asked.fields(), key, false, asked.scope(), asked.caps(), asked.terms());
                who = with;
                what = asked;
            } else {
                who = requireNonNull(payments);
                what = requireNonNull(order);
            }
            inFlight++;
        }
        if (!what.fields().equals(asked.fields())) {
            LOG.info("A redelivered message asks for something else than before; gets what it asked for first, since"
                    + " that is or may be paid for");
        }
        return generate(who, what).whenComplete((paid, thrown) -> ended(thrown));
    }

    private static CompletableFuture<Paid> generate(PayOnce payments, Order order) {
        try {
            return payments.generate(order);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized void ended(@Nullable Throwable thrown) {
        inFlight--;
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        mayBePaidFor |= !(cause instanceof ImgeoException failure
                && failure.creditOutcome().isFreeToRepeat());
    }
}
