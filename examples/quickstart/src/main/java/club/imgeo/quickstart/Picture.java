package club.imgeo.quickstart;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.Generation;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One downloaded picture, as the page shows it. */
record Picture(String file, Generation generation) {
    private static final Map<String, String> SUFFIXES =
            Map.of("image/png", "png", "image/webp", "webp", "image/jpeg", "jpg", "image/avif", "avif");

    /**
     * A picture is named by us and not by its URL, which is foreign text.
     *
     * @throws IllegalArgumentException where what came is no picture
     */
    static Picture named(int number, @Nullable String contentType, Generation generation) {
        String type = contentType == null
                ? "nothing"
                : contentType.replaceFirst(";.*", "").strip();
        String suffix = SUFFIXES.get(type.toLowerCase(Locale.ROOT));
        if (suffix == null) {
            throw new IllegalArgumentException("is " + type + " and no picture");
        }
        return new Picture(String.format(Locale.ROOT, "%02d.%s", number, suffix), generation);
    }

    String prompt() {
        return generation.prompt();
    }

    String model() {
        return generation.model();
    }

    AspectRatio ratio() {
        AspectRatio ratio = generation.aspectRatio();
        return ratio == null ? new AspectRatio(1, 1) : ratio;
    }

    /** Such as {@code 2 credits for 2 images}. */
    String price() {
        BigDecimal used = generation.creditsUsed();
        int images = generation.images().size();
        String price = used == null ? "price not known" : Progress.credits(used);
        return images == 1 ? price : price + " for " + images + " images";
    }
}
