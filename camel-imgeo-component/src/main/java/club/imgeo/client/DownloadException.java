package club.imgeo.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An image could not be fetched. To fetch costs nothing; but where it fails as part of a generation, that is paid for,
 * and {@link #creditOutcome()} says so. The image's URL does not expire.
 */
public final class DownloadException extends ImgeoException {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final boolean passes;
    private final boolean kept;

    /** @param kept whether the generation sent again is answered for nothing */
    DownloadException(Failure failure, boolean passes, boolean kept) {
        super(failure);
        reason = failure.reason();
        this.passes = passes;
        this.kept = kept;
    }

    /** @param passes whether the trouble may be over later; what breaks a rule breaks it for ever */
    static DownloadException of(
            String reason, boolean passes, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        Failure failure = new Failure(reason, CreditOutcome.NOT_CHARGED, 0, retryAfter, null, cause);
        return new DownloadException(failure, passes, false);
    }

    /** Before anything was fetched, and perhaps no more later. */
    public static DownloadException nowhereToPut(Throwable why) {
        return of("no image from its URL: " + why.getMessage(), true, null, why);
    }

    /**
     * The same as the end of a generation, whose images are paid for.
     *
     * @param kept whether a journal has them under a key, so that the same request sent again gets them for nothing
     */
    public DownloadException afterPaying(boolean kept) {
        String then = kept ? "send it again with the same charge key" : "fetch it from its URL";
        return new DownloadException(
                new Failure(
                        reason + "; it is paid for, so " + then,
                        CreditOutcome.CHARGED,
                        0,
                        retryAfter().orElse(null),
                        null,
                        this),
                passes,
                kept);
    }

    @Override
    boolean isTransient() {
        return passes;
    }

    /** What is paid for and kept costs nothing when it is asked for again. */
    @Override
    boolean isFreeToRepeat() {
        return kept || super.isFreeToRepeat();
    }
}
