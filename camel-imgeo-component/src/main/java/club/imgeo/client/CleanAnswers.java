package club.imgeo.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the API key out of all that a server says, before anything reads it: a valid answer may repeat the key as well as an
 * error may. Takes time in proportion to the size of the answer. Safe for use by many threads.
 */
final class CleanAnswers {
    private final Redaction key;

    CleanAnswers(@Nullable ApiKey key) {
        this.key = new Redaction(key == null ? List.of() : List.of(key.value()));
    }

    /** Returns {@code body} itself if it does not contain the key. JSON stays JSON, with all fields that it has. */
    byte[] body(byte[] body) {
        String text = new String(body, UTF_8);
        String clean = key.of(text);
        Optional<JsonNode> json = Json.tryRead(body);
        if (json.isEmpty()) {
            return clean.equals(text) ? body : clean.getBytes(UTF_8);
        }
        JsonNode cleanJson = clean(json.get());
        return clean.equals(text) && cleanJson.equals(json.get()) ? body : Json.write(cleanJson);
    }

    HttpHeaders headers(HttpHeaders headers) {
        Map<String, List<String>> clean = new LinkedHashMap<>();
        headers.map()
                .forEach((name, values) ->
                        clean.put(key.of(name), values.stream().map(key::of).toList()));
        return HttpHeaders.of(clean, (name, value) -> true);
    }

    private JsonNode clean(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(key.of(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(each -> array.add(clean(each)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> object.set(key.of(field.getKey()), clean(field.getValue())));
            return object;
        }
        return node;
    }
}
