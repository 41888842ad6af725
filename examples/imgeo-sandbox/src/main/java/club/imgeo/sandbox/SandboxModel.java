package club.imgeo.sandbox;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that the sandbox offers.
 *
 * @param maxCount the most images of one call; {@code null} keeps it out of {@code GET /models}, while
 *     {@value #DEFAULT_MAX_COUNT} is still the most that is taken
 */
public record SandboxModel(
        String id,
        String name,
        long creditsPerImage,
        Set<String> modes,
        boolean negativePrompt,
        @Nullable Integer maxCount,
        List<String> aspectRatios) {

    static final int DEFAULT_MAX_COUNT = 4;
    static final String TEXT2IMG = "text2img";
    static final String IMG2IMG = "img2img";
    static final List<String> ALL_RATIOS =
            List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "9:21", "21:9");

    public SandboxModel {
        modes = Collections.unmodifiableSet(new LinkedHashSet<>(modes));
        aspectRatios = List.copyOf(aspectRatios);
        require(!id.isBlank(), "a model needs an id");
        require(creditsPerImage >= 0 && creditsPerImage <= 1_000_000, "credits per image must be 0 to 1000000");
        require(!modes.isEmpty(), "a model needs a mode");
        require(maxCount == null || (maxCount >= 1 && maxCount <= 100), "max_count must be 1 to 100");
        require(
                aspectRatios.stream().allMatch(ratio -> ratio.matches("[1-9]\\d{0,2}:[1-9]\\d{0,2}")),
                "an aspect ratio reads 16:9");
    }

    /** A model that only draws from text, takes no negative prompt, and has all eleven ratios. */
    public static SandboxModel of(String id, long creditsPerImage) {
        return new SandboxModel(id, id, creditsPerImage, Set.of(TEXT2IMG), false, null, ALL_RATIOS);
    }

    int mostImages() {
        return maxCount == null ? DEFAULT_MAX_COUNT : maxCount;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
