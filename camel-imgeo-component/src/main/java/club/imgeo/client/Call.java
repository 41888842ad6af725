package club.imgeo.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, as far as judging and telling of a failure needs it.
 *
 * @param paid whether the call costs credits; one that does not leaves nothing in doubt
 * @param url named where it seems to be wrong
 * @param secrets what must not show even where the server repeats it
 */
record Call(boolean paid, String url, List<String> secrets) {
    private static final int MAX_KEPT = 4_096;

    /** Cut before, since no message or exception keeps more. */
    String redacted(String text) {
        return Redaction.of(text.substring(0, Math.min(text.length(), 2 * MAX_KEPT)), secrets);
    }

    /** {@code thrown}, or null where it repeats a secret: the JDK quotes a status line that it cannot read. */
    @Nullable
    Throwable clean(@Nullable Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String text = each.toString();
            if (!redacted(text).equals(text)) {
                return null;
            }
        }
        return thrown;
    }

    /** Of {@code body} what an exception keeps. */
    String kept(byte[] body) {
        String text = redacted(new String(body, 0, Math.min(body.length, 2 * MAX_KEPT), StandardCharsets.UTF_8));
        return text.substring(0, Math.min(text.length(), MAX_KEPT));
    }

    /** Of {@code body} what a message quotes. */
    String quoted(byte[] body) {
        return Excerpt.quoted(kept(body));
    }

    @Override
    public String toString() {
        return "Call[" + url + "]";
    }
}
