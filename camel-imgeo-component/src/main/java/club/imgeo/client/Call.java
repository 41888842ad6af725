package club.imgeo.client;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, as far as judging and telling of a failure needs it.
 *
 * @param paid whether the call costs credits; one that does not leaves nothing in doubt
 * @param url named where it seems to be wrong
 * @param secrets what must not show even where the server repeats it
 * @param proven whether the server has proved to be an imgeo API, by a list of models that only such an API has. Until
 *     then it may be anything that a wrong address leads to, and no message repeats what it says
 */
record Call(boolean paid, String url, List<String> secrets, boolean proven) {
    /** Explains a message that quotes nothing. */
    static final String UNPROVEN =
            " (what it says is not shown, since the server has not listed imgeo's models; check baseUrl)";

    private static final int MAX_KEPT = 4_096;

    /** Cut before, since no message or exception keeps more. */
    String redacted(String text) {
        return Redaction.of(text.substring(0, Math.min(text.length(), 2 * MAX_KEPT)), secrets);
    }

    /**
     * Returns {@code thrown}; null if it repeats a secret, or quotes a server that is not proven. The JDK quotes a status
     * line that it cannot read.
     */
    @Nullable
    Throwable clean(@Nullable Throwable thrown) {
        if (!proven && thrown != null && Breakage.isCausedBy(thrown, ProtocolException.class)) {
            return null;
        }
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

    /** Returns what a message quotes of {@code body}; why it quotes nothing, if the server is not proven. */
    String quoted(byte[] body) {
        return proven ? " in " + Excerpt.quoted(kept(body)) : UNPROVEN;
    }

    @Override
    public String toString() {
        return "Call[" + url + "]";
    }
}
