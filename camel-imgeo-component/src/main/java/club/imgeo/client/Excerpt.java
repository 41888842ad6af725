package club.imgeo.client;

import org.jspecify.annotations.Nullable;

/** Foreign text, made fit for a message: escaped, on one line, cut short and without API keys. */
public final class Excerpt {
    private static final int IN_A_MESSAGE = 300;
    private static final int IN_QUOTES = 60;

    private Excerpt() {}

    /** {@code text} on one line, cut at 300 characters. */
    public static String of(String text) {
        return cut(text.strip(), IN_A_MESSAGE);
    }

    /** What came for a field, in quotes and cut at 60 characters. */
    public static String quoted(String text) {
        return "'" + cut(text, IN_QUOTES) + "'";
    }

    /** Returns a charge key in quotes, and whose it is if {@code tenant} is not null. */
    public static String quoted(String key, @Nullable String tenant) {
        return quoted(key) + (tenant == null ? "" : " of tenant " + quoted(tenant));
    }

    private static String cut(String text, int most) {
        StringBuilder escaped = new StringBuilder();
        // Cut first, so that a long text costs no more; what the cut leaves of a key still has its form.
        String shown = ApiKey.masked(text.substring(0, Math.min(text.length(), most)));
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            escaped.append(isPlain(c) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return most < text.length() ? escaped.append('…').toString() : escaped.toString();
    }

    /** Line breaks would forge log lines, and marks of direction would turn them around. */
    private static boolean isPlain(char c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
