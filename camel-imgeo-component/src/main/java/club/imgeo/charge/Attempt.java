package club.imgeo.charge;

import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.Generation;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.Quote;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One intent, one call, one outcome. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final Purchase purchase;
    private final Purchase.Means means;
    private final Quote quote;
    private CreditAccount.@Nullable Reservation reservation;
    private @Nullable Intent claimed;
    private @Nullable Charge granted;

    Attempt(Purchase purchase, Purchase.Means means, Quote quote) {
        this.purchase = purchase;
        this.means = means;
        this.quote = quote;
    }

    /** In turn, before anything is sent. */
    CompletableFuture<@Nullable Generation> begin() {
        return means.account().reserve(quote.credits()).thenCompose(reserved -> {
            reservation = reserved;
            Intent intent = purchase.intent(quote);
            claimed = intent;
            Order order = purchase.order();
            return means.books()
                    .claim(
                            intent,
                            purchase.key().plain(),
                            order.caps(),
                            order.terms().inDoubt())
                    .thenApply(this::answerTo);
        });
    }

    private @Nullable Generation answerTo(Claim claim) {
        if (claim instanceof Claim.Granted yes) {
            granted = yes.charge();
            safely(() -> means.witness().begun(yes.charge()));
            return null;
        }
        claimed = null; // the journal said that it has not written it
        if (claim instanceof Claim.Taken taken) {
            return purchase.answer(taken.charge());
        }
        throw overBudget((Claim.OverBudget) claim);
    }

    private BudgetExceededException overBudget(Claim.OverBudget over) {
        Cap cap = over.cap();
        String budget = "creditBudget=" + cap.credits().toPlainString() + " of " + cap.scope() + cap.inItsWindow();
        BigDecimal counted = over.counted();
        return BudgetExceededException.of(
                counted == null
                        ? budget + " needs a known price, and nobody states one of "
                                + quote.request().model() + "; give the model's price, or lift the budget"
                        : budget + " has no room for " + quote.credits() + " more credits; " + counted.toPlainString()
                                + " are spent, in flight or in doubt");
    }

    CompletableFuture<Paid> drawn(Generation generation) {
        Paid paid = new Paid(generation, granted == null);
        return ended(Outcome.drawn(generation)).thenApply(unused -> paid);
    }

    <T> CompletableFuture<T> failed(Throwable thrown) {
        if (granted != null && thrown instanceof InsufficientCreditsException) { // the server's word, not our own
            means.account().distrust();
        }
        return ended(Outcome.failed(thrown, quote.request().model()))
                .thenCompose(unused -> CompletableFuture.failedFuture(thrown));
    }

    /** Writes down what became of the call, where one was made. */
    private CompletableFuture<?> ended(Outcome outcome) {
        Charge charge = granted;
        if (charge == null) {
            if (reservation != null) {
                reservation.release();
            }
            if (claimed != null) {
                means.books().withdraw(claimed);
            }
            return CompletableFuture.completedFuture(null);
        }
        settle(outcome);
        CompletableFuture<Charge> record = means.books().record(charge, outcome);
        safely(() -> means.witness().ended(charge.with(outcome, means.clock().instant())));
        return record.thenAccept(written -> {
            if (written.late()) {
                LOG.warn(
                        "The outcome of {} came when it was in doubt already: {}",
                        charge.intent().named(),
                        written.state());
            }
        });
    }

    /** Whoever looks on must not make a failure of what is paid for. */
    private static void safely(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The witness of a paid call threw", e);
        }
    }

    private void settle(Outcome outcome) {
        if (reservation == null) {
            return;
        }
        switch (outcome.state()) {
            case REFUSED -> reservation.release();
            case DONE -> reservation.settle(outcome.creditsUsed());
            case INTENT, IN_DOUBT -> reservation.suspend();
        }
    }
}
