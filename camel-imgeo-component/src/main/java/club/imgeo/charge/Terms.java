package club.imgeo.charge;

import java.util.List;

/**
 * How an order is carried out.
 *
 * @param reuse whether the content of the request is its key
 * @param fallbackModels to draw with where the model asked for cannot, in this order
 * @param fallbackAtAnyPrice whether these may cost more
 * @param limits for the request itself and for each fallback
 */
public record Terms(
        InDoubtPolicy inDoubt,
        boolean reuse,
        List<String> fallbackModels,
        boolean fallbackAtAnyPrice,
        SpendingLimits limits) {
    /** Quarantine, no reuse, no fallback, no limits. */
    public static final Terms DEFAULT =
            new Terms(InDoubtPolicy.QUARANTINE, false, List.of(), false, SpendingLimits.NONE);

    public Terms {
        fallbackModels = List.copyOf(fallbackModels);
    }
}
