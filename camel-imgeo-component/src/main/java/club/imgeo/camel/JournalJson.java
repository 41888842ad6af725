package club.imgeo.camel;

import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.RequestLimits;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The JSON that goes into imgeo:journal, with limits since it is foreign, and comes out of it. */
final class JournalJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JournalJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /** The fields of an object. */
    static Map<?, ?> read(String json) {
        RequestLimits.checkWhole("body", json, UnaryOperator.identity());
        if (json.isBlank()) {
            throw refused("is missing");
        }
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) { // without its message, which quotes the body
            throw refused("is not JSON");
        }
        return fields(node);
    }

    static Map<?, ?> fields(JsonNode node) {
        if (!node.isObject()) {
            throw refused("is not a JSON object, but of kind " + node.getNodeType());
        }
        RequestLimits.checkWhole("body", node, UnaryOperator.identity());
        return MAPPER.convertValue(node, Map.class);
    }

    static InvalidRequestException refused(String why) {
        return InvalidRequestException.before(
                List.of("body: " + why + "; a Map or a JSON object is needed, with key, outcome, by and why"));
    }
}
