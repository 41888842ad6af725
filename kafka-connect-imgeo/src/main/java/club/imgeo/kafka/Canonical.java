package club.imgeo.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * One way to write a value down, today and after a restart: much like JSON, with sorted fields, without those that are
 * null. Different values are written differently.
 */
final class Canonical {
    private static final int MOST_ZEROS = 30;

    private Canonical() {}

    /** The text that a text, number, truth value, time or UTF-8 is, so that 7, "7" and the byte '7' are one; else null. */
    @SuppressWarnings("JavaUtilDate") // which is how Connect has times
    static @Nullable String scalar(@Nullable Object value) {
        if (value instanceof JsonNode node) {
            return node.isValueNode() ? scalar(plain(node)) : null;
        }
        byte[] bytes = Utf8.bytes(value);
        if (bytes != null) {
            return Utf8.text(bytes);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime()).toString();
        }
        return value instanceof CharSequence || value instanceof Boolean ? value.toString() : null;
    }

    /** @throws IllegalArgumentException for a type that Connect does not have, whose text may change with each run */
    static String of(@Nullable Object value) {
        StringBuilder written = new StringBuilder();
        write(value, written);
        return written.toString();
    }

    /** Returns whether nothing in it tells it from others: null, blank texts, and lists and fields of nothing else. */
    static boolean isEmpty(@Nullable Object value) {
        String scalar = scalar(value);
        byte[] bytes = Utf8.bytes(value);
        if (scalar != null) {
            return scalar.isBlank();
        }
        if (value instanceof JsonNode node) {
            return isEmpty(plain(node));
        }
        if (bytes != null) {
            return bytes.length == 0;
        }
        if (value instanceof Struct struct) {
            return RecordFields.of(struct).values().stream().allMatch(Canonical::isEmpty);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(Canonical::isEmpty);
        }
        return value == null || (value instanceof List<?> list && list.stream().allMatch(Canonical::isEmpty));
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        byte[] bytes = Utf8.bytes(value);
        String scalar = scalar(value);
        if (value instanceof JsonNode node) {
            write(plain(node), out);
        } else if (bytes != null) {
            out.append("x\"").append(HexFormat.of().formatHex(bytes)).append('"');
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(scalar);
        } else if (scalar != null) {
            quote(scalar, out);
        } else if (value instanceof Struct struct) {
            writeFields(RecordFields.of(struct), out);
        } else if (value instanceof Map<?, ?> map) {
            writeFields(map, out);
        } else if (value instanceof List<?> list) {
            out.append('[');
            list.forEach(each -> {
                write(each, out);
                out.append(',');
            });
            out.append(']');
        } else {
            throw new IllegalArgumentException(value.getClass().getName() + " is no type of Connect's");
        }
    }

    private static void writeFields(Map<?, ?> fields, StringBuilder out) {
        Map<String, String> sorted = new TreeMap<>();
        fields.forEach((name, value) -> {
            String scalar = scalar(name); // a map of Connect's may have any type of keys
            String written = of(value);
            if (!written.equals("null")) {
                sorted.put(of(scalar == null ? name : scalar), written);
            }
        });
        out.append('{');
        sorted.forEach(
                (name, value) -> out.append(name).append(':').append(value).append(','));
        out.append('}');
    }

    /** Half of a surrogate pair is spelt out, since UTF-8 has one question mark for all of them. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        out.append('"');
    }

    /** 7, 7L, 7.0 and 7.00 are one number. */
    private static String number(Number number) {
        boolean decimal = number instanceof BigDecimal
                || (number instanceof Double && Double.isFinite(number.doubleValue()))
                || (number instanceof Float && Float.isFinite(number.floatValue()));
        if (!decimal) {
            return number.toString();
        }
        BigDecimal stripped = new BigDecimal(number.toString()).stripTrailingZeros();
        boolean handy = stripped.scale() >= -MOST_ZEROS && stripped.scale() <= MOST_ZEROS;
        return handy ? stripped.toPlainString() : stripped.toString(); // 1e999999999 in full would fill the memory
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            node.properties().forEach(each -> fields.put(each.getKey(), each.getValue()));
            return fields;
        }
        if (node.isArray()) {
            List<JsonNode> nodes = new ArrayList<>();
            node.forEach(nodes::add);
            return nodes;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.isNull() ? null : node.asText();
    }
}
