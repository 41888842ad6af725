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
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Takes the API key out of all that a server says, before anything reads it: a valid answer may repeat the key as well as an
 * error may. Takes time in proportion to the size of the answer. Safe for use by many threads.
 */
final class CleanAnswers {
    private final Redaction key;
    private final Redaction keyInUrls;

    CleanAnswers(@Nullable ApiKey key) {
        this.key = new Redaction(key == null ? List.of() : List.of(key.value()));
        this.keyInUrls = key == null ? this.key : Redaction.ofUrls(key.value());
    }

    /** Returns {@code body} itself if it does not contain the key. JSON stays JSON, with all fields that it has. */
    byte[] body(byte[] body) {
        Optional<JsonNode> json = Json.tryRead(body);
        String text = new String(body, UTF_8);
        if (json.isEmpty()) {
            String clean = cleanText(text);
            return clean.equals(text) ? body : clean.getBytes(UTF_8);
        }
        JsonNode cleanJson = clean(json.get());
        return key.of(text).equals(text) && cleanJson.equals(json.get()) ? body : Json.write(cleanJson);
    }

    private static boolean isUrl(String text) {
        return Answers.URL.matcher(text).matches();
    }

    HttpHeaders headers(HttpHeaders headers) {
        Map<String, List<String>> clean = new LinkedHashMap<>();
        headers.map()
                .forEach((name, values) ->
                        clean.put(key.of(name), values.stream().map(key::of).toList()));
        return HttpHeaders.of(clean, (name, value) -> true);
    }

    /** Text that is no JSON, such as what is left of an answer, whose URLs are saved from it. */
    private String cleanText(String text) {
        if (key.of(text).equals(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        Matcher url = Answers.URL_IN_QUOTES.matcher(text);
        int end = 0;
        while (url.find()) {
            clean.append(key.of(text.substring(end, url.start(1)))).append(keyInUrls.of(url.group(1)));
            end = url.end(1);
        }
        return clean.append(key.of(text.substring(end))).toString();
    }

    private JsonNode clean(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            return TextNode.valueOf((isUrl(text) ? keyInUrls : key).of(text));
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
