package club.imgeo.client;

/** The server could not draw the images and gave the credits back (500 in the API's own shape). */
public final class GenerationFailedException extends ImgeoException {
    private static final long serialVersionUID = 1;

    GenerationFailedException(Failure failure) {
        super(failure);
    }

    @Override
    boolean isTransient() {
        return true;
    }
}
