package club.imgeo.client;

/** Failures as the client makes them, for tests of what is built upon it. */
public final class FakeFailures {
    private FakeFailures() {}

    /** A reply that never came. */
    public static ImgeoException lost() {
        return new TransportException(new Failure("no reply", CreditOutcome.UNKNOWN, 0, null, null, null));
    }

    /** A 401. */
    public static ImgeoException keyRefused() {
        return new AuthenticationException(
                new Failure("no such key", CreditOutcome.NOT_CHARGED, 401, null, null, null));
    }

    /** A 500 of the API's own: taken, and given back. */
    public static ImgeoException refunded() {
        return new GenerationFailedException(new Failure("no luck", CreditOutcome.REFUNDED, 500, null, null, null));
    }

    /** A 429: refused before anything was taken. */
    public static ImgeoException refused() {
        return new RateLimitedException(new Failure("too many", CreditOutcome.NOT_CHARGED, 429, null, null, null));
    }
}
