package club.imgeo.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Limits on the size of a request that comes from outside. Check them before any other code looks at the request: parsing,
 * hashing and searching may then assume a small input. A check costs no more for a huge value than for one at the limit.
 */
public final class RequestLimits {
    /** Characters (Unicode code points) of a text field. */
    public static final int MAX_TEXT = 2_000;
    /** Bytes of a whole request, as UTF-8. Of a map these are its keys and texts, and 8 for every other value. */
    public static final int MAX_REQUEST = 64 * 1024;
    /** Fields of a request, those of nested objects included. */
    public static final int MAX_FIELDS = 1_000;
    /** Characters of a field's name. */
    public static final int MAX_NAME = 255;
    /** Objects and arrays inside one another. */
    public static final int MAX_DEPTH = 32;

    private static final int PLAIN_VALUE = 8;
    private static final int MAX_DIGITS_IN_A_NAME = 20;

    private final String whole;
    private final UnaryOperator<Object> plain;
    private long bytes;
    private int fields;

    private RequestLimits(String whole, UnaryOperator<Object> plain) {
        this.whole = whole;
        this.plain = plain;
    }

    /**
     * Checks loose fields, both as a whole and the text of each field of the API.
     *
     * @throws InvalidRequestException naming each field that is too long, its length and the limit
     */
    public static void check(Map<?, ?> fields) {
        List<String> objections = new ArrayList<>();
        int seen = 0;
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = nameOf(field.getKey());
            String objection = RequestFields.NAMES.contains(name) ? hugeText(name, field.getValue()) : null;
            if (objection != null) {
                objections.add(objection);
            }
            if (++seen > MAX_FIELDS) {
                break;
            }
        }
        if (!objections.isEmpty()) {
            throw InvalidRequestException.before(objections);
        }
        checkWhole("request", fields, UnaryOperator.identity());
    }

    /**
     * Checks the size of {@code value} as a whole: a text, bytes, or a map, list or JSON node with all that is in it.
     *
     * @param name for the message, such as {@code body}
     * @param plain turns a value whose type is unknown here into a map, list or text, and any other value into itself
     * @throws InvalidRequestException naming what is too long, its length and the limit
     */
    public static void checkWhole(String name, @Nullable Object value, UnaryOperator<Object> plain) {
        new RequestLimits(name, plain).add(null, value, 0);
    }

    /** Returns the refusal of a stream that goes on after {@link #MAX_REQUEST} bytes, where reading stops. */
    public static InvalidRequestException endless(String name) {
        return InvalidRequestException.before(
                List.of(name + ": has more than " + MAX_REQUEST + " bytes; at most " + MAX_REQUEST + " are allowed"));
    }

    /** Returns the name of the field that a map has under {@code key}; a type's name for what is no text or number. */
    public static String nameOf(@Nullable Object key) {
        boolean isShort = key instanceof Number && digits(key) <= MAX_DIGITS_IN_A_NAME;
        return key == null || key instanceof CharSequence || key instanceof Boolean || isShort
                ? String.valueOf(key)
                : key.getClass().getSimpleName();
    }

    /** Returns the objection to a text that is too long for anything else to look at; null if it is not. */
    static @Nullable String hugeText(String name, @Nullable Object value) {
        long length = lengthOf(value);
        boolean isBinary = value instanceof byte[] || value instanceof ByteBuffer;
        // Allowed characters take at most two chars in memory, or four bytes.
        if (length <= (isBinary ? 4L : 2L) * MAX_TEXT) {
            return null;
        }
        if (value instanceof CharSequence text && length <= MAX_REQUEST) {
            length = Character.codePointCount(text, 0, text.length());
        }
        return tooLong(name, length + (isBinary ? " bytes" : " characters"));
    }

    /** Returns the objection to a text of too many code points; null if there is none. */
    static @Nullable String longText(String name, @Nullable String text) {
        // A string of fewer chars does not have more code points, so they need no counting in the usual case.
        int length = text == null || text.length() <= MAX_TEXT ? 0 : text.codePointCount(0, text.length());
        return length > MAX_TEXT ? tooLong(name, length + " characters") : null;
    }

    private static String tooLong(String name, String length) {
        return name + ": has " + length + "; at most " + MAX_TEXT + " are allowed";
    }

    /** Adds a value of a field, or the whole value, for which {@code field} is null. */
    private void add(@Nullable String field, @Nullable Object given, int depth) {
        Object value = given == null ? "" : plain.apply(given);
        if (depth > MAX_DEPTH) {
            throw refused("is nested more than " + MAX_DEPTH + " levels deep; at most " + MAX_DEPTH + " are allowed");
        }
        grow(field, Math.max(1, sizeOf(value)));
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> {
                if (name != null && !(name instanceof CharSequence)) {
                    add(field, name, depth + 1); // all of it, since its name below may be that of its type alone
                }
                addField(field, nameOf(name), each, depth);
            });
        } else if (value instanceof JsonNode node && node.isObject()) {
            node.properties().forEach(each -> addField(field, each.getKey(), each.getValue(), depth));
        } else if (value instanceof Collection<?> || (value instanceof JsonNode list && list.isArray())) {
            ((Iterable<?>) value).forEach(each -> add(field, each, depth + 1));
        } else if (value instanceof Object[] array) {
            Arrays.asList(array).forEach(each -> add(field, each, depth + 1));
        }
    }

    private void addField(@Nullable String parent, String name, @Nullable Object value, int depth) {
        if (name.length() > MAX_NAME) {
            throw refused("has a field whose name has " + name.length() + " characters; at most " + MAX_NAME
                    + " are allowed");
        }
        fields++;
        if (fields > MAX_FIELDS) {
            throw refused("has more than " + MAX_FIELDS + " fields; at most " + MAX_FIELDS + " are allowed");
        }
        String field = parent == null ? name : parent; // a nested one is reported by the field of the request it is in
        grow(field, utf8(name));
        add(field, value, depth + 1);
    }

    private void grow(@Nullable String field, long size) {
        bytes += size;
        if (bytes > MAX_REQUEST) {
            throw refused(
                    field == null
                            ? "has " + (size > MAX_REQUEST ? size : "more than " + MAX_REQUEST) + " bytes; at most "
                                    + MAX_REQUEST + " are allowed"
                            : "has more than " + MAX_REQUEST + " bytes with the field " + Excerpt.quoted(field)
                                    + ", of which the last value has " + size + "; at most " + MAX_REQUEST
                                    + " are allowed");
        }
    }

    private InvalidRequestException refused(String why) {
        return InvalidRequestException.before(List.of(whole + ": " + why));
    }

    private static long sizeOf(Object value) {
        Object bare = bare(value);
        if (bare instanceof CharSequence text) {
            return utf8(text);
        }
        boolean isArray = value.getClass().isArray()
                && !(value instanceof byte[])
                && value.getClass().getComponentType().isPrimitive();
        return Math.max(PLAIN_VALUE, isArray ? (long) PLAIN_VALUE * Array.getLength(value) : lengthOf(value));
    }

    /** Returns the bytes of a text, or only its length if that alone is beyond the limit. */
    private static long utf8(CharSequence text) {
        long size = text.length();
        for (int i = 0; text.length() <= MAX_REQUEST && i < text.length(); i++) {
            char c = text.charAt(i);
            size += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2; // a pair of surrogates takes 4 bytes
        }
        return size;
    }

    /** Returns the characters of a text or number, or the bytes of what is made of bytes; 0 for anything else. */
    private static long lengthOf(@Nullable Object value) {
        Object bare = bare(value);
        if (bare instanceof CharSequence text) {
            return text.length();
        }
        if (bare instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        return bare instanceof byte[] array ? array.length : digits(bare);
    }

    private static @Nullable Object bare(@Nullable Object value) {
        if (value instanceof BinaryNode node) {
            return node.binaryValue();
        }
        return value instanceof TextNode node ? node.textValue() : value;
    }

    /** Returns about how many digits a number has, without writing them, which takes quadratic time; 0 for what is none. */
    private static long digits(@Nullable Object value) {
        Object number = value instanceof JsonNode node && node.isNumber() ? node.numberValue() : value;
        if (number instanceof BigDecimal decimal) {
            return digits(decimal.unscaledValue());
        }
        return number instanceof BigInteger integer ? integer.bitLength() * 3L / 10 : number instanceof Number ? 1 : 0;
    }
}
