package club.imgeo.client;

/** What is known about the credits of a call that has ended. */
public enum CreditOutcome {
    /** The server took nothing. */
    NOT_CHARGED,
    /** The server took the credits and gave them back. */
    REFUNDED,
    /** The server took the credits. */
    CHARGED,
    /** Nobody can tell: the request may have been served. */
    UNKNOWN;

    /** Whether the same call can be made again without a chance of paying twice. */
    public boolean isFreeToRepeat() {
        return this == NOT_CHARGED || this == REFUNDED;
    }
}
