package club.imgeo.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model and its limits, as far as anybody states them. A limit that nobody states is null or empty, and not enforced:
 * the rest is left to the server.
 *
 * @param id as a request names it
 * @param creditsPerImage null where no price is stated
 * @param modes empty where none is stated
 * @param negativePrompt whether the model takes one; null where it is not stated
 * @param aspectRatios empty where none is stated; then the eleven documented ones hold
 * @param maxCount the most images per call; null where it is not stated
 */
public record ImageModel(
        String id,
        String name,
        @Nullable BigDecimal creditsPerImage,
        Set<Mode> modes,
        @Nullable Boolean negativePrompt,
        Set<AspectRatio> aspectRatios,
        @Nullable Integer maxCount) {

    public ImageModel {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a model has an id");
        }
        if (creditsPerImage != null && creditsPerImage.signum() < 0) {
            throw new IllegalArgumentException(id + ": a price is not negative");
        }
        modes = modes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(modes));
        aspectRatios = Collections.unmodifiableSet(new LinkedHashSet<>(aspectRatios));
    }

    /** What this model would refuse in {@code request}, all at once; empty when it would take it. Costs nothing. */
    public List<String> objectionsTo(GenerateRequest request) {
        List<String> objections = new ArrayList<>();
        Mode mode = request.mode() == null ? Mode.TEXT2IMG : request.mode();
        if (!modes.isEmpty() && !modes.contains(mode)) {
            objections.add("mode: " + id + " does not take " + mode + "; it takes " + joined(modes));
        }
        AspectRatio ratio = request.aspectRatio();
        Collection<AspectRatio> allowed = aspectRatios.isEmpty() ? AspectRatio.DOCUMENTED : aspectRatios;
        if (ratio != null && !allowed.contains(ratio)) {
            objections.add(
                    "aspect_ratio: " + id + " does not take " + ratio + "; it takes " + AspectRatio.listed(allowed));
        }
        if (maxCount != null && request.count() > maxCount) {
            objections.add("count: " + id + " draws at most " + maxCount + " images per call, and " + request.count()
                    + " are asked for");
        }
        if (Boolean.FALSE.equals(negativePrompt) && request.negativePrompt() != null) {
            objections.add("negative_prompt: " + id + " does not take one; leave it out or choose another model");
        }
        return objections;
    }

    /** What {@code count} images cost; null where no price is stated. */
    public @Nullable BigDecimal price(int count) {
        return creditsPerImage == null ? null : creditsPerImage.multiply(BigDecimal.valueOf(count));
    }

    /** What it states, under the API's own names. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("name", name);
        if (creditsPerImage != null) {
            fields.put("credits", creditsPerImage);
        }
        if (!modes.isEmpty()) {
            fields.put("modes", modes.stream().map(Mode::toString).toList());
        }
        if (negativePrompt != null) {
            fields.put("negative_prompt", negativePrompt);
        }
        if (!aspectRatios.isEmpty()) {
            fields.put(
                    "aspect_ratios",
                    aspectRatios.stream().map(AspectRatio::toString).toList());
        }
        if (maxCount != null) {
            fields.put("max_count", maxCount);
        }
        return fields;
    }

    /** {@link #fields()} as a JSON object. */
    public String toJson() {
        return Json.text(fields());
    }

    /** This, and what it does not state from {@code lower}. */
    ImageModel over(ImageModel lower) {
        return new ImageModel(
                id,
                name.equals(id) ? lower.name : name,
                creditsPerImage == null ? lower.creditsPerImage : creditsPerImage,
                modes.isEmpty() ? lower.modes : modes,
                negativePrompt == null ? lower.negativePrompt : negativePrompt,
                aspectRatios.isEmpty() ? lower.aspectRatios : aspectRatios,
                maxCount == null ? lower.maxCount : maxCount);
    }

    private static String joined(Set<Mode> modes) {
        return modes.stream().map(Mode::toString).collect(Collectors.joining(", "));
    }
}
