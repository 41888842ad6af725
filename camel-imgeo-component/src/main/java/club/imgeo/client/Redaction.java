package club.imgeo.client;

import java.util.List;

/** Takes secrets out of foreign text, be they written plainly or with JSON's escapes, whole or only their beginning. */
final class Redaction {
    /** A prompt as short as "a" would be redacted out of every word. */
    private static final int SHORTEST = 6;
    /** A server that cuts what it repeats still tells so much of it. */
    private static final int BEGINNING = 12;

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private Redaction() {}

    static String of(String text, List<String> secrets) {
        StringBuilder clean = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            for (String secret : secrets) {
                end = Math.max(end, endOf(secret, text, at, false));
                end = Math.max(end, endOf(secret, text, at, true));
            }
            clean.append(end > at ? "[redacted]" : text.substring(at, at + 1));
            at = Math.max(end, at + 1);
        }
        return clean.toString();
    }

    /** Behind {@code secret}, or what is there of it; {@code begin} where it is not there. */
    private static int endOf(String secret, String text, int begin, boolean escaped) {
        int at = begin;
        int matched = 0;
        while (matched < secret.length() && at < text.length()) {
            int next = behind(secret.charAt(matched), text, at, escaped);
            if (next < 0) {
                break;
            }
            at = next;
            matched++;
        }
        boolean ended = matched == secret.length() || at == text.length();
        return matched >= BEGINNING || (ended && matched >= SHORTEST) ? at : begin;
    }

    private static int behind(char c, String text, int at, boolean escaped) {
        if (!escaped || text.charAt(at) != '\\') {
            return text.charAt(at) == c ? at + 1 : -1;
        }
        if (text.length() < at + 2 || (text.charAt(at + 1) == 'u' && text.length() < at + 6)) {
            return text.length(); // cut in the middle of an escape
        }
        char kind = text.charAt(at + 1);
        if (kind == 'u') {
            return text.regionMatches(true, at + 2, "%04x".formatted((int) c), 0, 4) ? at + 6 : -1;
        }
        int index = ESCAPES.indexOf(kind);
        return index >= 0 && ESCAPED.charAt(index) == c ? at + 2 : -1;
    }
}
