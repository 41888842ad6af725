package club.imgeo.client;

import java.net.URI;
import java.util.List;

/**
 * The server said 200 and the rest is no use: cut short, malformed, too large, stalled or without a usable URL. For a
 * generation the credits are gone; {@link #images()} and {@link #answer()} hold what could be saved.
 */
public final class UnusableAnswerException extends ImgeoException {
    private static final long serialVersionUID = 1;

    private final List<URI> images;

    UnusableAnswerException(Failure failure, List<URI> images) {
        super(failure);
        this.images = List.copyOf(images);
    }

    /** An answer of earlier, as a journal has it: paid for, and no use then as now. */
    public static UnusableAnswerException recorded(String reason, List<URI> images) {
        return new UnusableAnswerException(
                new Failure(Excerpt.of(reason), CreditOutcome.CHARGED, 0, null, null, null), images);
    }

    /** The whole URLs found in what came, most often none. */
    public List<URI> images() {
        return images;
    }

    @Override
    boolean isTransient() {
        return false;
    }
}
