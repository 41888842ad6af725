package club.imgeo.quickstart.kafka.cluster;

/** A worker said no. */
public final class RestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    RestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
