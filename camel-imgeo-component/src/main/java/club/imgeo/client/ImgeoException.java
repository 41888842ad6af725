package club.imgeo.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that gave no images, and what it says about the credits. {@code docs/errors.md} has the table.
 *
 * <p>No message holds the key, nor the prompt as far as the server repeats it letter by letter.
 */
public abstract sealed class ImgeoException extends RuntimeException
        permits AuthenticationException,
                BudgetExceededException,
                ChargeKeyConflictException,
                DownloadException,
                GenerationFailedException,
                GenerationInFlightException,
                InDoubtException,
                InsufficientCreditsException,
                InvalidRequestException,
                JournalException,
                RateLimitedException,
                ServiceException,
                TransportException,
                UnusableAnswerException {
    private static final long serialVersionUID = 1;

    private final CreditOutcome creditOutcome;
    private final int status;
    private final @Nullable Duration retryAfter;
    private final @Nullable String answer;

    @SuppressWarnings("this-escape") // initCause: a cause that is not there stays open for a framework's own exception
    ImgeoException(Failure failure) {
        super(failure.message());
        creditOutcome = failure.outcome();
        status = failure.status();
        retryAfter = failure.retryAfter();
        answer = failure.answer();
        if (failure.cause() != null) {
            initCause(failure.cause());
        }
    }

    /** Whether the same request could succeed later, money aside. */
    abstract boolean isTransient();

    /**
     * Transient, and free to repeat: nothing was taken, or what was taken is kept under a key. Derived, so that no
     * failure can claim it.
     */
    public final boolean isRetryable() {
        return isTransient() && isFreeToRepeat();
    }

    boolean isFreeToRepeat() {
        return creditOutcome.isFreeToRepeat();
    }

    /** What became of the credits. */
    public final CreditOutcome creditOutcome() {
        return creditOutcome;
    }

    /** The HTTP status, where an answer came. */
    public final OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long the server asks to wait before the next call, where it says so. */
    public final Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The body of the answer as text, where one came: at most 4 096 characters, the key and the prompt redacted. */
    public final Optional<String> answer() {
        return Optional.ofNullable(answer);
    }
}
