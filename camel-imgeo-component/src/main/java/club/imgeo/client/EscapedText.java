package club.imgeo.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Foreign text as it reads once its escapes are resolved, and where each character of that begins in the text. Characters
 * that are NUL are left out, as UTF-16 that was taken for UTF-8 has one after every letter.
 */
final class EscapedText {
    /** How a text may be written. */
    enum Form {
        PLAIN,
        /** With JSON's escapes. */
        JSON,
        /** With a URL's escapes, perhaps in JSON. */
        URL_IN_JSON
    }

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private final StringBuilder chars = new StringBuilder();
    private final int[] begins;

    private EscapedText(String text) {
        this.text = text;
        begins = new int[text.length()];
    }

    /** Null if {@code text} has nothing of that form, so that it reads as in the form before. */
    static @Nullable EscapedText read(String text, Form form) {
        boolean isUsed =
                switch (form) {
                    case PLAIN -> true;
                    case JSON -> text.indexOf('\\') >= 0;
                    case URL_IN_JSON -> text.indexOf('%') >= 0;
                };
        return isUsed ? new EscapedText(text).read(form) : null;
    }

    String chars() {
        return chars.toString();
    }

    /** Where the character begins in the text, as far as it was not cut in the middle of an escape. */
    int begin(int index) {
        return begins[index];
    }

    private EscapedText read(Form form) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next;
            if (form != Form.PLAIN && c == '\\') {
                next = escape(at);
            } else if (form == Form.URL_IN_JSON && c == '%') {
                next = percent(at);
            } else {
                next = add(c, at, at + 1);
            }
            at = next;
        }
        return this;
    }

    private int add(char c, int begin, int next) {
        if (c != 0) {
            begins[chars.length()] = begin;
            chars.append(c);
        }
        return next;
    }

    private int escape(int at) {
        if (at + 1 == text.length()) {
            return at + 1; // cut in the middle
        }
        char kind = text.charAt(at + 1);
        if (kind == 'u') {
            if (at + 6 > text.length()) {
                return text.length();
            }
            int code = hex(at + 2, 4);
            return code < 0 ? add('\\', at, at + 1) : add((char) code, at, at + 6);
        }
        int index = ESCAPES.indexOf(kind);
        return index < 0 ? add('\\', at, at + 1) : add(ESCAPED.charAt(index), at, at + 2);
    }

    /** The bytes of one character in UTF-8. */
    private int percent(int at) {
        int first = at + 3 > text.length() ? -1 : hex(at + 1, 2);
        if (first < 0) {
            return add('%', at, at + 1);
        }
        int length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        byte[] bytes = new byte[length];
        int next = at;
        for (int i = 0; i < length; i++, next += 3) {
            int each = next + 3 > text.length() || text.charAt(next) != '%' ? -1 : hex(next + 1, 2);
            if (each < 0) {
                return add('%', at, at + 1);
            }
            bytes[i] = (byte) each;
        }
        for (char c : new String(bytes, UTF_8).toCharArray()) {
            add(c, at, next);
        }
        return next;
    }

    /** Negative if these are not hexadecimal digits. */
    private int hex(int at, int digits) {
        int code = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
