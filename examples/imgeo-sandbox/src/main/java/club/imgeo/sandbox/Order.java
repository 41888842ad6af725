package club.imgeo.sandbox;

import club.imgeo.sandbox.art.Picture;
import org.jspecify.annotations.Nullable;

/** What a call asked for, checked; kept in place of the images, since they can be painted from it at any time. */
record Order(
        String model,
        String prompt,
        @Nullable String negativePrompt,
        String aspectRatio,
        int count,
        @Nullable String image) {

    /** One of the images, or {@code null} where the order has none of that number. */
    @Nullable
    Picture picture(int index) {
        if (index >= count) {
            return null;
        }
        String[] sides = aspectRatio.split(":", 2);
        return new Picture(
                model, prompt, negativePrompt, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), index, image);
    }
}
