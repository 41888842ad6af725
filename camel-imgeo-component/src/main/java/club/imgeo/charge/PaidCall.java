package club.imgeo.charge;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.Quote;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A generation as the account sees it: priced, reserved, made, and settled by what became of it. */
public final class PaidCall {
    private final ImgeoClient client;
    private final CreditAccount credits;

    public PaidCall(ImgeoClient client, CreditAccount credits) {
        this.client = client;
        this.credits = credits;
    }

    /**
     * Draws what {@code fields} ask for, under the API's own names. <b>Costs credits.</b>
     *
     * @return fails as {@link ImgeoClient#generate} does; a stage of it sees the exception wrapped
     */
    public CompletableFuture<Generation> generate(Map<String, ?> fields) {
        return client.quote(fields).thenCompose(this::reserveAndDraw);
    }

    private CompletableFuture<Generation> reserveAndDraw(Quote quote) {
        return credits.reserve(quote.credits()).thenCompose(reservation -> client.generate(quote.request())
                .whenComplete((generation, thrown) -> settle(reservation, thrown)));
    }

    private void settle(CreditAccount.Reservation reservation, @Nullable Throwable thrown) {
        reservation.end(outcome(thrown));
        if (thrown instanceof InsufficientCreditsException) {
            credits.distrust();
        }
    }

    private static CreditOutcome outcome(@Nullable Throwable thrown) {
        if (thrown == null) {
            return CreditOutcome.CHARGED;
        }
        return thrown instanceof ImgeoException failure ? failure.creditOutcome() : CreditOutcome.UNKNOWN;
    }
}
