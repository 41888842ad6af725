package club.imgeo.client;

/** How requests are held against the catalog before they are sent. */
public enum ModelValidation {
    /** A model that nobody knows is refused, with the nearest names. */
    STRICT,
    /** A model that nobody knows is left to the server; the limits of the known ones are checked. */
    LENIENT,
    /** Only what holds for every model is checked. */
    OFF
}
