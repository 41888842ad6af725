package club.imgeo.kafka;

/** What becomes of a record with a field that no option names. */
enum UnknownFields {
    /** It is reported, for a field that is misspelt is one that is left out. */
    REPORT,
    /** It is drawn without that field. */
    IGNORE
}
