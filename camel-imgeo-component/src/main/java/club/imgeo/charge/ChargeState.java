package club.imgeo.charge;

/**
 * How far a charge has come: absent &lt; INTENT &lt; IN_DOUBT &lt; REFUSED | DONE. What is known never gives way to what
 * is less; a fact that comes late wins over a doubt.
 */
public enum ChargeState {
    /** About to be made, or being made: the credits may be gone at any moment. */
    INTENT,
    /** Made, and nobody knows whether it was paid for. */
    IN_DOUBT,
    /** The server took nothing, or gave it back. */
    REFUSED,
    /** Paid for, and the answer is here. */
    DONE;

    /** Whether its credits may be gone without anybody knowing. */
    public boolean isOpen() {
        return this == INTENT || this == IN_DOUBT;
    }

    /** Whether it was paid for. */
    public boolean isPaid() {
        return this == DONE;
    }
}
