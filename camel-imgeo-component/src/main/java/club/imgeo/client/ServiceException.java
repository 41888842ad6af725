package club.imgeo.client;

/** An answer that the API reference does not have: a gateway's, a redirect, a wrong base URL. */
public final class ServiceException extends ImgeoException {
    private static final long serialVersionUID = 1;

    ServiceException(Failure failure) {
        super(failure);
    }

    /** A gateway's trouble passes; a wrong address does not. */
    @Override
    boolean isTransient() {
        int status = status().orElse(0);
        return status >= 500 || status == 408 || status == 409 || status == 425;
    }
}
