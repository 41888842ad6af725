package club.imgeo.sandbox;

/** What the caller is told in place of what was asked for. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, String message) {
        // No stack trace: this is an answer, and under a flood of bad requests traces would be most of the work.
        super(message, null, false, false);
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
