package club.imgeo.client;

/** The server asks for patience (429); {@link #retryAfter()} says how much, where it told. */
public final class RateLimitedException extends ImgeoException {
    private static final long serialVersionUID = 1;

    RateLimitedException(Failure failure) {
        super(failure);
    }

    @Override
    boolean isTransient() {
        return true;
    }
}
