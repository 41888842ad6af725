package club.imgeo.camel;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Quote;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Gathers a request from a message: header over body over option. Checks nothing but the form of the body. */
final class RequestReader {
    private static final Map<String, String> HEADERS = Map.of(
            "model", ImgeoConstants.MODEL,
            "aspect_ratio", ImgeoConstants.ASPECT_RATIO,
            "count", ImgeoConstants.COUNT,
            "mode", ImgeoConstants.MODE,
            "image", ImgeoConstants.IMAGE,
            "negative_prompt", ImgeoConstants.NEGATIVE_PROMPT);

    private final Map<String, Object> options;

    RequestReader(Map<String, Object> options) {
        this.options = options;
    }

    /** The loose fields of the request, under the API's own names. */
    Map<String, Object> read(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>(options);
        fromBody(message).forEach((name, value) -> putPresent(fields, String.valueOf(name), value));
        HEADERS.forEach((field, header) -> {
            Object value = message.getHeader(header);
            // As Kafka and JMS bring them along.
            putPresent(fields, field, value instanceof byte[] utf8 ? new String(utf8, StandardCharsets.UTF_8) : value);
        });
        return fields;
    }

    /** What is null is not said, and leaves the option as it is. */
    private static void putPresent(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null && !(value instanceof JsonNode node && node.isNull())) {
            fields.put(name, value);
        }
    }

    private static Map<?, ?> fromBody(Message message) {
        Object body = message.getBody();
        if (body instanceof GenerateRequest request) {
            return request.fields();
        }
        if (body instanceof Quote quote) {
            return quote.request().fields();
        }
        if (body instanceof Map<?, ?> map) {
            return map;
        }
        if (body instanceof JsonNode node) {
            return node.isObject() ? GenerateRequest.fieldsOf(node.toString()) : Map.of("prompt", node);
        }
        // What is no text goes on as it is, and is refused by the name of its type.
        Object prompt = body == null ? null : BodyText.of(message, body);
        if (prompt instanceof String text) {
            return isJson(text) ? GenerateRequest.fieldsOf(text) : Map.of("prompt", text);
        }
        return prompt == null ? Map.of() : Map.of("prompt", prompt);
    }

    /** A prompt may begin with a brace, but one that also ends with one is meant to be JSON, or a mistake worth telling. */
    private static boolean isJson(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") && stripped.endsWith("}");
    }
}
