package club.imgeo.charge;

import club.imgeo.client.Generation;

/**
 * Images that are paid for.
 *
 * @param replayed whether they were before, so that this time they cost nothing
 */
public record Paid(Generation generation, boolean replayed) {
    /** For whoever waited for the same key meanwhile. */
    Paid again() {
        return replayed ? this : new Paid(Drawing.of(generation).again(generation.prompt()), true);
    }
}
