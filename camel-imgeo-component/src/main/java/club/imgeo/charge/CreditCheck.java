package club.imgeo.charge;

/** How the balance is held against the price before a paid call is made. */
public enum CreditCheck {
    /** Not at all; the server refuses what cannot be paid. */
    OFF,
    /** Against a balance at most 30 seconds old; where none is to be had, the server decides. */
    CACHED,
    /** Against a balance asked for before each call, which fails where none is to be had. */
    LIVE
}
