package club.imgeo.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request from loose fields under the API's own names. A field that cannot be read becomes an objection and is
 * left at its default, so that the others can be checked all the same.
 */
final class RequestFields {
    static final List<String> NAMES =
            List.of("model", "prompt", "negative_prompt", "aspect_ratio", "count", "mode", "image");

    /** Who sent a hundred thousand sees what is wrong by the first of them, and no log is filled. */
    private static final int MOST_NAMED = 20;

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    private final List<String> objections = new ArrayList<>();

    private RequestFields(Map<?, ?> fields) {
        fields.forEach((name, value) -> this.fields.put(RequestLimits.nameOf(name), value));
    }

    /** What could be read, and what could not. */
    record Reading(GenerateRequest request, List<String> objections) {}

    /**
     * @param fields keys that are not texts, which erased generics let pass, are unknown fields
     * @throws InvalidRequestException for fields beyond {@link RequestLimits}, and for an API key in them
     */
    static Reading read(Map<?, ?> fields) {
        RequestLimits.check(fields);
        List<String> keys = KeysInRequests.objectionsTo(fields);
        if (!keys.isEmpty()) { // before anything that quotes a value
            throw InvalidRequestException.before(keys);
        }
        return new RequestFields(fields).read();
    }

    private Reading read() {
        List<String> unknown =
                fields.keySet().stream().filter(name -> !NAMES.contains(name)).toList();
        unknown.stream()
                .limit(MOST_NAMED)
                .forEach(name ->
                        objections.add("unknown field " + Excerpt.quoted(name) + "; " + Nearest.hint(name, NAMES)));
        if (unknown.size() > MOST_NAMED) {
            objections.add("and " + (unknown.size() - MOST_NAMED) + " more unknown fields");
        }
        String model = text("model");
        String prompt = text("prompt");
        GenerateRequest request = new GenerateRequest(
                model == null ? "" : model.strip(),
                prompt == null ? "" : prompt,
                count(),
                parsed("aspect_ratio", AspectRatio::parse),
                parsed("mode", Mode::parse),
                text("negative_prompt"),
                text("image"));
        return new Reading(request, objections);
    }

    private @Nullable Object value(String name) {
        Object value = fields.get(name);
        if (!(value instanceof JsonNode node)) {
            return value;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        return node.isNumber() ? node.numberValue() : node.isNull() ? null : node;
    }

    private @Nullable String text(String name) {
        Object value = value(name);
        if (value == null || value instanceof CharSequence) {
            return value == null ? null : value.toString();
        }
        if (value instanceof AspectRatio || value instanceof Mode || value instanceof URI) {
            return value.toString();
        }
        objections.add(name + ": a text is needed, and " + kind(value) + " came");
        return null;
    }

    private <T> @Nullable T parsed(String name, Function<String, T> parser) {
        String text = text(name);
        try {
            return text == null || text.isBlank() ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            objections.add(name + ": " + e.getMessage());
            return null;
        }
    }

    private int count() {
        Object value = value("count");
        if (value == null) {
            return 1;
        }
        if (value instanceof Number || value instanceof CharSequence) {
            try {
                return exactInt(value.toString().strip());
            } catch (ArithmeticException | NumberFormatException e) {
                objections.add("count: " + Excerpt.quoted(value.toString()) + " is not a whole number");
                return 1;
            }
        }
        objections.add("count: a whole number is needed, and " + kind(value) + " came");
        return 1;
    }

    private static int exactInt(String number) {
        if (number.length() > 12) { // BigDecimal would unfold 1e999999999 digit by digit
            throw new NumberFormatException();
        }
        BigDecimal decimal = new BigDecimal(number);
        if (decimal.scale() < -9 || decimal.scale() > 9) {
            throw new NumberFormatException();
        }
        return decimal.intValueExact();
    }

    /** In JSON's words, whatever it came as. */
    private static String kind(Object value) {
        String kind;
        if (value instanceof JsonNode node) {
            kind = node.getNodeType().name().toLowerCase(Locale.ROOT);
        } else if (value instanceof Number || value instanceof Boolean) {
            kind = value instanceof Number ? "number" : "boolean";
        } else if (value instanceof Collection || value.getClass().isArray()) {
            kind = "array";
        } else {
            kind = value instanceof Map ? "object" : value.getClass().getSimpleName();
        }
        return (kind.startsWith("a") || kind.startsWith("o") ? "an " : "a ") + kind;
    }
}
