package club.imgeo.kafka;

import club.imgeo.client.AuthenticationException;
import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerationInFlightException;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.JournalException;
import club.imgeo.client.RateLimitedException;
import club.imgeo.client.ServiceException;
import club.imgeo.client.UnusableAnswerException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What becomes of a record whose call failed: the table "In the Kafka sink" of {@code docs/errors.md}. */
enum Disposition {
    /** It is this record's own fault, or its credits are gone: report it and go on. */
    REPORT,
    /** Any record would fail alike: report none, and stop the task. */
    STOP,
    /** Nothing is drawn until there are credits again. */
    WAIT_FOR_CREDITS,
    /** As long as the server says. */
    WAIT_AS_TOLD,
    /** Somebody else draws it, and its images or a doubt will come of that. */
    WAIT_FOR_OUTCOME,
    /** Nothing is drawn until the journal answers. */
    WAIT_FOR_JOURNAL,
    /** Free, since it was not sent or has been refunded. */
    RETRY,
    /** It may have been paid for. Never sent again by itself. */
    IN_DOUBT;

    /** Whatever nobody foresaw is in doubt, since nobody can tell what it left behind. */
    static Disposition of(Throwable thrown) {
        if (!(unwrapped(thrown) instanceof ImgeoException failure)
                || failure.creditOutcome() == CreditOutcome.UNKNOWN) {
            return IN_DOUBT;
        }
        if (failure instanceof InvalidRequestException
                || failure instanceof ChargeKeyConflictException
                || failure.creditOutcome() == CreditOutcome.CHARGED) {
            return REPORT;
        }
        if (failure instanceof InsufficientCreditsException || failure instanceof BudgetExceededException) {
            return WAIT_FOR_CREDITS;
        }
        if (failure instanceof RateLimitedException) {
            return WAIT_AS_TOLD;
        }
        if (failure instanceof GenerationInFlightException) {
            return WAIT_FOR_OUTCOME;
        }
        if (failure instanceof JournalException) {
            return WAIT_FOR_JOURNAL;
        }
        if (failure.isRetryable()) {
            return RETRY;
        }
        // An answer that is no use and cost nothing was one about the balance: there is no imgeo API at that address.
        boolean elsewhere = failure instanceof AuthenticationException
                || failure instanceof ServiceException
                || failure instanceof UnusableAnswerException;
        return elsewhere ? STOP : IN_DOUBT;
    }

    /** What {@code thrown} carries, where it is a future's wrapping. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable each = thrown;
        while ((each instanceof CompletionException || each instanceof ExecutionException) && each.getCause() != null) {
            each = each.getCause();
        }
        return each;
    }
}
