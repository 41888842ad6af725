package club.imgeo.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * One way to write a value down, whichever converter made it: much like JSON, with sorted fields, without those that are
 * null. Different values are written differently.
 */
final class Canonical {
    private static final int MOST_ZEROS = 30;

    private Canonical() {}

    /** The text that a text, number, truth value, time or UTF-8 is, so that 7, "7" and the byte '7' are one; else null. */
    static @Nullable String scalar(@Nullable Object value) {
        if (value instanceof JsonNode node) {
            return node.isValueNode() && !node.isNull() ? scalar(plain(node)) : null;
        }
        byte[] bytes = Utf8.bytes(value);
        if (bytes != null) {
            return Utf8.text(bytes);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        return value instanceof CharSequence || value instanceof Boolean ? value.toString() : null;
    }

    static String of(@Nullable Object value) {
        StringBuilder written = new StringBuilder();
        write(value, written);
        return written.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        byte[] bytes = Utf8.bytes(value);
        Map<String, Object> fields = value instanceof Struct || value instanceof Map ? RecordFields.of(value) : null;
        if (value instanceof JsonNode node) {
            write(plain(node), out);
        } else if (bytes != null) {
            out.append("x\"").append(HexFormat.of().formatHex(bytes)).append('"');
        } else if (fields != null) {
            writeAll(fields, out);
        } else if (value instanceof Collection<?> list) {
            out.append('[');
            list.forEach(each -> {
                write(each, out);
                out.append(',');
            });
            out.append(']');
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            out.append(number(number));
        } else {
            quote(Objects.requireNonNullElse(scalar(value), value.toString()), out);
        }
    }

    private static void writeAll(Map<String, Object> fields, StringBuilder out) {
        List<String> names = new ArrayList<>(fields.keySet());
        names.sort(null);
        out.append('{');
        for (String name : names) {
            quote(name, out);
            write(fields.get(name), out.append(':'));
            out.append(',');
        }
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
        if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
            if (!Double.isFinite(number.doubleValue()) && !(number instanceof BigDecimal)) {
                return number.toString();
            }
            BigDecimal stripped = new BigDecimal(number.toString()).stripTrailingZeros();
            return Math.abs(stripped.scale()) > MOST_ZEROS ? stripped.toString() : stripped.toPlainString();
        }
        return number.toString();
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .filter(each -> !each.getValue().isNull())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
