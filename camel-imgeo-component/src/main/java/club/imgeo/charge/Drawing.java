package club.imgeo.charge;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.Generation;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was drawn, as far as it is kept: no prompt, and nothing that the server added.
 *
 * @param images their URLs, which do not expire
 * @param model as the server named it
 * @param usable false for what was saved of an answer that was no use; {@code images} may be empty then
 */
public record Drawing(
        List<URI> images, String model, @Nullable AspectRatio aspectRatio, boolean partial, boolean usable) {
    public Drawing {
        images = List.copyOf(images);
    }

    /** What is kept of {@code generation}. */
    public static Drawing of(Generation generation) {
        return new Drawing(
                generation.images(), generation.model(), generation.aspectRatio(), generation.partial(), true);
    }

    Drawing by(String who) {
        return new Drawing(images, who, aspectRatio, partial, usable);
    }

    /** The answer to {@code prompt}, once more and for nothing. */
    Generation again(String prompt) {
        return new Generation(images, model, prompt, aspectRatio, BigDecimal.ZERO, null, partial, Map.of());
    }
}
