package club.imgeo.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The same key is being drawn elsewhere, perhaps by another node. Nothing was sent; later there is an answer, or a
 * doubt. {@link #retryAfter()} says when at the latest.
 */
public final class GenerationInFlightException extends ImgeoException {
    private static final long serialVersionUID = 1;

    private final String key;

    GenerationInFlightException(Failure failure, String key) {
        super(failure);
        this.key = key;
    }

    /** @param left until it is in doubt, where no outcome comes before */
    public static GenerationInFlightException of(String key, Duration left) {
        return of(key, null, left);
    }

    /** @param tenant whose key it is; null without tenants */
    public static GenerationInFlightException of(String key, @Nullable String tenant, Duration left) {
        Duration wait = left.isNegative() ? Duration.ZERO : left;
        String reason = "the charge key " + Excerpt.quoted(key, tenant) + " is being drawn elsewhere, for another "
                + wait.toSeconds() + " s at most; send it again to get the answer";
        return new GenerationInFlightException(
                new Failure(reason, CreditOutcome.NOT_CHARGED, 0, wait, null, null), key);
    }

    /** The charge key. */
    public String key() {
        return key;
    }

    @Override
    boolean isTransient() {
        return true;
    }
}
