package club.imgeo.kafka;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.ImageModel;
import club.imgeo.client.Mode;
import club.imgeo.client.ModelCatalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a form offers for the request's defaults: what the model takes, as the bundled table has it. */
final class ModelSuggestions {
    private ModelSuggestions() {}

    static Suggestion models() {
        return Suggestion.of(parsed ->
                ModelCatalog.bundled().models().stream().map(ImageModel::id).toList());
    }

    /** The model's, or the documented eleven. */
    static Suggestion ratios() {
        return Suggestion.of(parsed -> {
            Collection<AspectRatio> own = model(parsed)
                    .<Collection<AspectRatio>>map(ImageModel::aspectRatios)
                    .orElse(List.of());
            return (own.isEmpty() ? AspectRatio.DOCUMENTED : own)
                    .stream().map(AspectRatio::toString).toList();
        });
    }

    static Suggestion counts() {
        return Suggestion.of(parsed -> model(parsed)
                .map(ImageModel::maxCount)
                .map(most -> IntStream.rangeClosed(1, most).boxed().toList())
                .orElse(List.of()));
    }

    static Suggestion modes() {
        return Suggestion.of(parsed -> {
            Collection<Mode> own =
                    model(parsed).<Collection<Mode>>map(ImageModel::modes).orElse(List.of());
            return (own.isEmpty() ? List.of(Mode.values()) : own)
                    .stream().map(Mode::toString).toList();
        });
    }

    static Suggestion image() {
        return Suggestion.of(
                parsed -> List.of(),
                parsed -> Mode.IMG2IMG.toString().equalsIgnoreCase(String.valueOf(parsed.get(SinkOptions.MODE))));
    }

    static Suggestion negativePrompt() {
        return Suggestion.of(
                parsed -> List.of(),
                parsed -> model(parsed).map(ImageModel::negativePrompt).orElse(true));
    }

    private static Optional<ImageModel> model(Map<String, Object> parsed) {
        return parsed.get(SinkOptions.MODEL) instanceof String id
                ? ModelCatalog.bundled().find(id)
                : Optional.empty();
    }
}
