package club.imgeo.client;

import java.util.List;

/** The request breaks a rule, ours before anything was sent or the server's (400, 413, 415, 422). It cost nothing. */
public final class InvalidRequestException extends ImgeoException {
    private static final long serialVersionUID = 1;

    private final List<String> objections;

    InvalidRequestException(Failure failure, List<String> objections) {
        super(failure);
        this.objections = List.copyOf(objections);
    }

    /** For a request that was not sent, naming all of {@code objections} and not only the first. */
    public static InvalidRequestException before(List<String> objections) {
        return new InvalidRequestException(
                Failure.before("invalid request: " + String.join("; ", objections)), objections);
    }

    /** For a request that was not sent because reading it failed with {@code cause}. */
    public static InvalidRequestException before(List<String> objections, Throwable cause) {
        String reason = "invalid request: " + String.join("; ", objections);
        return new InvalidRequestException(
                new Failure(reason, CreditOutcome.NOT_CHARGED, 0, null, null, cause), objections);
    }

    /** Every objection, each naming the field, what came and what is allowed. */
    public List<String> objections() {
        return objections;
    }

    @Override
    boolean isTransient() {
        return false;
    }
}
