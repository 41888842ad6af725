package club.imgeo.client;

/** The account cannot pay for the request (402, or known before). Buy credits and send it again. */
public final class InsufficientCreditsException extends ImgeoException {
    private static final long serialVersionUID = 1;

    InsufficientCreditsException(Failure failure) {
        super(failure);
    }

    @Override
    boolean isTransient() {
        return false;
    }
}
