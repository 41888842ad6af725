package club.imgeo.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes secrets out of foreign text, as far as they stand there letter by letter: plainly or with JSON's escapes, whole or
 * in part, from the beginning or from any word of them on.
 */
final class Redaction {
    /** A prompt as short as "a" would be redacted out of every word. */
    private static final int SHORTEST = 6;
    /** A part as long as this tells something. */
    private static final int PART = 12;

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;

    private Redaction(String text) {
        this.text = text;
    }

    static String of(String text, List<String> secrets) {
        Redaction redaction = new Redaction(text);
        List<Start> starts = starts(secrets);
        StringBuilder clean = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            for (Start start : starts) {
                end = Math.max(end, redaction.endOf(start, at, false));
                end = Math.max(end, redaction.endOf(start, at, true));
            }
            clean.append(end > at ? "[redacted]" : text.substring(at, at + 1));
            at = Math.max(end, at + 1);
        }
        return clean.toString();
    }

    /** Where an echo of a secret may begin. */
    private record Start(String secret, int index) {}

    private static List<Start> starts(List<String> secrets) {
        List<Start> starts = new ArrayList<>();
        for (String secret : secrets) {
            for (int i = 0; i < secret.length(); i++) {
                if (i == 0
                        || (Character.isWhitespace(secret.charAt(i - 1))
                                && !Character.isWhitespace(secret.charAt(i)))) {
                    starts.add(new Start(secret, i));
                }
            }
        }
        return starts;
    }

    /** Behind the secret, or what is there of it; {@code begin} where it is not there. */
    private int endOf(Start start, int begin, boolean escaped) {
        String secret = start.secret;
        int at = begin;
        int next = start.index;
        while (next < secret.length() && at < text.length()) {
            int behind = behind(secret.charAt(next), at, escaped);
            if (behind < 0) {
                break;
            }
            at = behind;
            next++;
        }
        int matched = next - start.index;
        boolean ended = start.index == 0 && (next == secret.length() || at == text.length());
        return matched >= PART || (ended && matched >= SHORTEST) ? at : begin;
    }

    private int behind(char c, int at, boolean escaped) {
        if (!escaped || text.charAt(at) != '\\') {
            return text.charAt(at) == c ? at + 1 : -1;
        }
        if (text.length() < at + 2 || (text.charAt(at + 1) == 'u' && text.length() < at + 6)) {
            return text.length(); // cut in the middle of an escape
        }
        char kind = text.charAt(at + 1);
        if (kind == 'u') {
            return isHex(at + 2, c) ? at + 6 : -1;
        }
        int index = ESCAPES.indexOf(kind);
        return index >= 0 && ESCAPED.charAt(index) == c ? at + 2 : -1;
    }

    private boolean isHex(int at, char c) {
        for (int i = 0; i < 4; i++) {
            if (Character.digit(text.charAt(at + i), 16) != (c >> (12 - 4 * i) & 0xF)) {
                return false;
            }
        }
        return true;
    }
}
