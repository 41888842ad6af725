package club.imgeo.client;

/** The key is missing, wrong or not allowed to (401, 403). No later call will fare better with it. */
public final class AuthenticationException extends ImgeoException {
    private static final long serialVersionUID = 1;

    AuthenticationException(Failure failure) {
        super(failure);
    }

    @Override
    boolean isTransient() {
        return false;
    }
}
