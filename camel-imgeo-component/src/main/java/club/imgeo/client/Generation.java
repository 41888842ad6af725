package club.imgeo.client;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Images that were drawn and paid for. Their URLs do not expire.
 *
 * @param images at least one
 * @param model the id, as the server names it, or else as it was asked for
 * @param creditsUsed what the server says it took, or else the catalog's price of all images asked for, which is the
 *     most it can be where {@code partial}; null where neither is known
 * @param creditsRemaining null where the server does not say
 * @param partial whether fewer images came than were asked for
 * @param more whatever else the answer carried, under the server's names
 */
public record Generation(
        List<URI> images,
        String model,
        String prompt,
        @Nullable AspectRatio aspectRatio,
        @Nullable BigDecimal creditsUsed,
        @Nullable BigDecimal creditsRemaining,
        boolean partial,
        Map<String, Object> more) {

    public Generation {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a generation has images");
        }
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more)); // Map.copyOf takes no null of JSON's
    }

    /** Everything under the API's own names, {@code more} among it; what is null is left out. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("images", images.stream().map(URI::toString).toList());
        fields.put("model", model);
        fields.put("prompt", prompt);
        if (aspectRatio != null) {
            fields.put("aspect_ratio", aspectRatio.toString());
        }
        if (creditsUsed != null) {
            fields.put("credits_used", creditsUsed);
        }
        if (creditsRemaining != null) {
            fields.put("credits_remaining", creditsRemaining);
        }
        fields.put("partial", partial);
        return fields;
    }

    /** {@link #fields()} as a JSON object. */
    public String toJson() {
        return Json.text(fields());
    }

    /** Says what came, and of the prompt nothing: prompts are nobody's business in a log. */
    @Override
    public String toString() {
        return "Generation[images=" + images + ", model=" + model + ", creditsUsed=" + creditsUsed + ", partial="
                + partial + "]";
    }
}
