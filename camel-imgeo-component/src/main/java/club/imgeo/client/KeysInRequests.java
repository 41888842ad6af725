package club.imgeo.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Refuses requests with an API key in them: someone had it put there to read it in a log, a report or an image, or
 * pasted it by mistake. Takes time linear in the size of the request.
 */
final class KeysInRequests {
    private static final int MOST_NAMED = 20;
    private static final String REMEDY = "contains an API key; remove it, and if others can read where it came from,"
            + " delete the key under Dashboard → API Keys and make a new one";

    private KeysInRequests() {}

    /** Returns an objection for each field with a key in it, under the API's own names; none repeats a value. */
    static List<String> objectionsTo(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> objectionsTo(RequestLimits.nameOf(field.getKey()), field.getValue()))
                .distinct()
                .limit(MOST_NAMED)
                .toList();
    }

    private static Stream<String> objectionsTo(String name, Object value) {
        boolean isText = value instanceof CharSequence || value instanceof JsonNode || value instanceof URI;
        return ApiKey.isIn(name)
                ? Stream.of("a field's name: " + REMEDY)
                : isText && ApiKey.isIn(value.toString())
                        ? Stream.of((RequestFields.NAMES.contains(name) ? name : Excerpt.quoted(name)) + ": " + REMEDY)
                        : Stream.empty();
    }
}
