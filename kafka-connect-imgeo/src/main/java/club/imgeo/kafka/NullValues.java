package club.imgeo.kafka;

/** What becomes of a record without a value, which asks for nothing. */
enum NullValues {
    /** It is passed over, and counted. */
    SKIP,
    /** It is reported as any other that can't be drawn. */
    REPORT,
    /** The task fails. */
    FAIL
}
