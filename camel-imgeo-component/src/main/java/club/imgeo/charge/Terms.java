package club.imgeo.charge;

import java.util.List;

/**
 * How an order is carried out.
 *
 * @param reuse whether the content of the request is its key
 * @param fallbackModels to draw with where the model asked for cannot, in this order
 * @param fallbackAtAnyPrice whether these may cost more
 */
public record Terms(InDoubtPolicy inDoubt, boolean reuse, List<String> fallbackModels, boolean fallbackAtAnyPrice) {
    /** Quarantine, no reuse, no fallback. */
    public static final Terms DEFAULT = new Terms(InDoubtPolicy.QUARANTINE, false, List.of(), false);

    public Terms {
        fallbackModels = List.copyOf(fallbackModels);
    }
}
