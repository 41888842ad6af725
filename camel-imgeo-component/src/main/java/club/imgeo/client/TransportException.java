package club.imgeo.client;

/** No whole answer came. Whether the request went out whole decides what that says about the credits. */
public final class TransportException extends ImgeoException {
    private static final long serialVersionUID = 1;

    TransportException(Failure failure) {
        super(failure);
    }

    @Override
    boolean isTransient() {
        return true;
    }
}
