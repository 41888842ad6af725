package club.imgeo.sandbox;

import static club.imgeo.sandbox.SandboxModel.ALL_RATIOS;
import static club.imgeo.sandbox.SandboxModel.IMG2IMG;
import static club.imgeo.sandbox.SandboxModel.TEXT2IMG;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST /generate} takes, and what it says to the rest. */
final class Rules {
    private static final int LONGEST_PROMPT = 2000;

    private final Catalog catalog;

    Rules(Catalog catalog) {
        this.catalog = catalog;
    }

    Order check(JsonNode body) {
        if (!body.isObject()) {
            throw Refusal.badRequest("the body must be a JSON object");
        }
        SandboxModel model = model(required(body, "model"));
        String prompt = prompt(required(body, "prompt"));
        String mode = choice(body, "mode", TEXT2IMG, List.of(TEXT2IMG, IMG2IMG));
        if (!model.modes().contains(mode)) {
            throw Refusal.badRequest("mode " + mode + " is not supported by " + model.id() + ", only "
                    + String.join(", ", model.modes()));
        }
        return new Order(
                model.id(),
                prompt,
                negativePrompt(body, model),
                ratio(body, model),
                count(body.path("count"), model),
                image(body, mode));
    }

    private SandboxModel model(String id) {
        SandboxModel model = catalog.find(id);
        if (model == null) {
            throw Refusal.badRequest("unknown model '" + Quote.of(id) + "'; see GET /api/v1/models");
        }
        return model;
    }

    private static String prompt(String prompt) {
        int length = prompt.codePointCount(0, prompt.length());
        if (length > LONGEST_PROMPT) {
            throw Refusal.badRequest("prompt must be at most " + LONGEST_PROMPT + " characters, not " + length);
        }
        return prompt;
    }

    private static @Nullable String negativePrompt(JsonNode body, SandboxModel model) {
        String negative = text(body, "negative_prompt");
        if (negative == null || negative.isBlank()) {
            return null;
        }
        if (!model.negativePrompt()) {
            throw Refusal.badRequest("negative_prompt is not supported by " + model.id());
        }
        return negative;
    }

    private static String ratio(JsonNode body, SandboxModel model) {
        String fallback = model.aspectRatios().contains("1:1")
                ? "1:1"
                : model.aspectRatios().stream().findFirst().orElse("1:1");
        return choice(
                body, "aspect_ratio", fallback, model.aspectRatios().isEmpty() ? ALL_RATIOS : model.aspectRatios());
    }

    private static int count(JsonNode count, SandboxModel model) {
        if (count.isMissingNode() || count.isNull()) {
            return 1;
        }
        // 2.0 is as whole a number as 2.
        boolean whole = count.isNumber() && count.doubleValue() == Math.rint(count.doubleValue());
        if (!whole || count.doubleValue() < 1 || count.doubleValue() > model.mostImages()) {
            throw Refusal.badRequest("count must be a whole number from 1 to " + model.mostImages() + " for "
                    + model.id() + ", not " + Quote.of(count.toString()));
        }
        return count.intValue();
    }

    private static @Nullable String image(JsonNode body, String mode) {
        String image = text(body, "image");
        if (image == null || image.isBlank()) {
            if (mode.equals(IMG2IMG)) {
                throw Refusal.badRequest("image is required for mode img2img");
            }
            return null;
        }
        if (!isHttp(image)) {
            throw Refusal.badRequest("image must be an http or https URL, not '" + Quote.of(image) + "'");
        }
        return mode.equals(IMG2IMG) ? image : null;
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String choice(JsonNode body, String field, String fallback, List<String> allowed) {
        String chosen = text(body, field);
        if (chosen == null) {
            return fallback;
        }
        if (!allowed.contains(chosen)) {
            throw Refusal.badRequest(
                    field + " must be one of " + String.join(", ", allowed) + ", not '" + Quote.of(chosen) + "'");
        }
        return chosen;
    }

    private static String required(JsonNode body, String field) {
        String text = text(body, field);
        if (text == null || text.isBlank()) {
            throw Refusal.badRequest(field + " is required");
        }
        return text;
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw Refusal.badRequest(field + " must be a string");
        }
        // Half of a surrogate pair cannot be written as UTF-8, so it could never be given back in an answer.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(node.textValue())) {
            throw Refusal.badRequest(field + " holds half of a surrogate pair");
        }
        return node.textValue();
    }
}
