package club.imgeo.camel;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Quote;
import club.imgeo.client.RequestLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Gathers a request from a message: header over body over option. Checks its size and the form of the body. */
final class RequestReader {
    private static final Map<String, String> HEADERS = Map.of(
            "model", ImgeoConstants.MODEL,
            "aspect_ratio", ImgeoConstants.ASPECT_RATIO,
            "count", ImgeoConstants.COUNT,
            "mode", ImgeoConstants.MODE,
            "image", ImgeoConstants.IMAGE,
            "negative_prompt", ImgeoConstants.NEGATIVE_PROMPT);

    private final Map<String, Object> options;
    private final BodyAs bodyAs;

    RequestReader(Map<String, Object> options, BodyAs bodyAs) {
        this.options = options;
        this.bodyAs = bodyAs;
    }

    /**
     * Returns the loose fields of the request, under the API's own names. They are within {@link RequestLimits}.
     *
     * @throws InvalidRequestException for a request beyond the limits
     */
    Map<String, Object> read(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>(options);
        Map<?, ?> body = fromBody(message);
        RequestLimits.check(body);
        body.forEach((name, value) -> putPresent(fields, RequestLimits.nameOf(name), value));
        HEADERS.forEach((field, header) -> putPresent(fields, field, text(message.getHeader(header))));
        RequestLimits.check(fields);
        return fields;
    }

    /** Kafka and JMS bring texts as bytes. Those that are too many are left as they are, to be refused. */
    private static @Nullable Object text(@Nullable Object header) {
        return header instanceof byte[] utf8 && utf8.length <= RequestLimits.MAX_REQUEST
                ? new String(utf8, StandardCharsets.UTF_8)
                : header;
    }

    /** What is null is not said, and leaves the option as it is. */
    private static void putPresent(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null && !(value instanceof JsonNode node && node.isNull())) {
            fields.put(name, value);
        }
    }

    private Map<?, ?> fromBody(Message message) {
        Object body = message.getBody();
        if (bodyAs == BodyAs.PROMPT) {
            return prompt(message, body);
        }
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
            return node.isObject() ? fields(node) : Map.of("prompt", node);
        }
        // What is no text goes on as it is, and is refused by the name of its type.
        Object prompt = body == null ? null : BodyText.of(message, body);
        if (prompt instanceof String text && text.length() > RequestLimits.MAX_REQUEST && text.startsWith("{")) {
            RequestLimits.checkWhole("body", text, UnaryOperator.identity());
        }
        if (prompt instanceof String text && text.length() <= RequestLimits.MAX_REQUEST) {
            return isJson(text) ? GenerateRequest.fieldsOf(text) : Map.of("prompt", text);
        }
        return prompt == null ? Map.of() : Map.of("prompt", prompt);
    }

    private static Map<String, Object> fields(JsonNode node) {
        RequestLimits.checkWhole("body", node, UnaryOperator.identity());
        Map<String, Object> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static Map<?, ?> prompt(Message message, @Nullable Object body) {
        if (body == null) {
            return Map.of();
        }
        if (body instanceof Map
                || body instanceof JsonNode
                || body instanceof GenerateRequest
                || body instanceof Quote) {
            throw InvalidRequestException.before(List.of("body: bodyAs=prompt takes text only, and "
                    + body.getClass().getSimpleName() + " came; send the prompt as text, or set bodyAs=auto if whoever"
                    + " makes the body may choose the model and the count"));
        }
        return Map.of("prompt", BodyText.of(message, body));
    }

    /** A prompt may begin with a brace, but one that also ends with one is meant to be JSON, or a mistake worth telling. */
    private static boolean isJson(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") && stripped.endsWith("}");
    }
}
