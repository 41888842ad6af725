package club.imgeo.charge;

/** What becomes of a key that may have been paid for, and nobody knows. */
public enum InDoubtPolicy {
    /** It is listed, and not sent again until somebody resolves it. The others go on. */
    QUARANTINE,
    /** As quarantine, and the route stops. */
    STOP,
    /** It is sent again, and may be paid for twice. Both are listed. */
    RETRY
}
