package club.imgeo.quickstart;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each prompt, and of the credits. */
final class Notes {
    final List<Quote> quotes = new ArrayList<>();
    final List<Picture> pictures = new ArrayList<>();
    final List<NotDrawn> notDrawn = new ArrayList<>();
    /** What should not have happened; with one of these the job has failed. */
    final List<String> failures = new ArrayList<>();

    private int refunds;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal refunded = BigDecimal.ZERO;
    private @Nullable Bill bill;

    void spend(@Nullable BigDecimal credits) {
        spent = spent.add(orZero(credits));
    }

    /** Whether what was charged for {@code quote} came back. */
    boolean refund(ImgeoException failure, Quote quote) {
        if (failure.creditOutcome() != CreditOutcome.REFUNDED) {
            return false;
        }
        refunds++;
        refunded = refunded.add(orZero(quote.credits()));
        return true;
    }

    Bill close(BigDecimal before, BigDecimal after) {
        Bill closed = new Bill(before, spent, refunds, refunded, after);
        bill = closed;
        return closed;
    }

    /** Null where the job did not get to its end. */
    @Nullable
    Bill bill() {
        return bill;
    }

    /** What all that was quoted would cost, as far as prices are known. */
    BigDecimal total() {
        return quotes.stream().map(quote -> orZero(quote.credits())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal orZero(@Nullable BigDecimal credits) {
        return credits == null ? BigDecimal.ZERO : credits;
    }
}
