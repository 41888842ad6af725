package club.imgeo.sandbox;

/** What the caller is told in place of what was asked for: over HTTP with a status, in Java as a bad argument. */
final class Refusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
