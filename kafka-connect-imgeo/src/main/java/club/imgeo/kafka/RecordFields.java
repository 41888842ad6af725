package club.imgeo.kafka;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.RequestLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The fields of a record's value, in whichever form it came. What is null in it is not said. */
final class RecordFields {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private RecordFields() {}

    /**
     * Null where {@code value} has no fields, being a plain text or something else.
     *
     * @throws club.imgeo.client.InvalidRequestException for a text that is meant to be JSON and is not
     */
    static @Nullable Map<String, Object> of(@Nullable Object value) {
        if (value instanceof Struct struct) {
            return of(struct);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, each) -> putPresent(fields, RequestLimits.nameOf(name), each));
            return fields;
        }
        String text = text(value);
        return text != null && isJson(text) ? ofJson(text) : null;
    }

    /** The text that {@code value} is, or that its bytes are in UTF-8; null where they are none. */
    static @Nullable String text(@Nullable Object value) {
        byte[] bytes = Utf8.bytes(value);
        String text = value instanceof String string ? string : bytes == null ? null : Utf8.text(bytes);
        return text != null && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    static Map<String, Object> of(Struct struct) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            putPresent(fields, field.name(), struct.get(field));
        }
        return fields;
    }

    private static Map<String, Object> ofJson(String text) {
        Map<String, Object> fields = new LinkedHashMap<>();
        GenerateRequest.fieldsOf(text).forEach((name, value) -> putPresent(fields, name, value));
        return fields;
    }

    private static void putPresent(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null && !(value instanceof JsonNode node && node.isNull())) {
            fields.put(name, value);
        }
    }

    /** A prompt may begin with a brace, but one that also ends with one is meant to be JSON, or a mistake worth telling. */
    private static boolean isJson(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") && stripped.endsWith("}");
    }
}
