package club.imgeo.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** JSON with limits, since every byte of it is foreign. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(RequestLimits.MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** @throws IOException for anything that is not one JSON value within the limits; its message quotes nothing */
    static JsonNode read(byte[] json) throws IOException {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException("not JSON within the limits, at byte "
                    + Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getByteOffset()));
        } catch (IOException
                | RuntimeException e) { // such as half a UTF-32, or a NumberFormatException for 1e2147483648
            throw new IOException("JSON that cannot be read");
        }
        if (node == null || node.isMissingNode()) {
            throw new IOException("empty");
        }
        return node;
    }

    static Optional<JsonNode> tryRead(byte[] json) {
        try {
            return Optional.of(read(json));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static byte[] write(Map<String, ?> fields) {
        return bytes(fields);
    }

    static byte[] write(JsonNode node) {
        return bytes(node);
    }

    private static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /** The fields of a request that came as JSON. */
    static Map<String, Object> fields(String json) {
        RequestLimits.checkWhole("body", json, UnaryOperator.identity());
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) { // which getBytes would turn into a question mark
            throw refused("holds half of a surrogate pair, which no encoding can carry");
        }
        JsonNode node;
        try {
            node = read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw refused("is " + e.getMessage() + "; a prompt that begins with { goes into {\"prompt\": …}");
        }
        if (!node.isObject()) {
            throw refused("is not a JSON object, but of kind " + node.getNodeType());
        }
        RequestLimits.checkWhole("body", node, UnaryOperator.identity());
        Map<String, Object> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static InvalidRequestException refused(String why) {
        return InvalidRequestException.before(List.of("body: " + why));
    }

    static String text(Map<String, ?> fields) {
        return new String(write(fields), StandardCharsets.UTF_8);
    }

    /** As plain Java: maps, lists, texts, numbers, booleans and null. */
    static Object plain(JsonNode node) {
        return MAPPER.convertValue(node, Object.class);
    }
}
