package club.imgeo.client;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes secrets out of foreign text. A secret is found whole, from 6 characters on; in part, from 12 characters on; and at
 * its beginning, from 6 characters on, if the text ends there. It is found as it is, with JSON's escapes, and with those of
 * a URL.
 *
 * <p>Takes time in proportion to the length of the text, whatever text and secrets are: each position of the text is looked
 * up once for each way to read it. Of a secret, no more is looked for than a request may have.
 */
final class Redaction {
    /** Stands in place of a secret. No usable URL contains it. */
    static final String MARK = "[redacted]";

    /** A prompt as short as "a" would be redacted out of every word. */
    private static final int SHORTEST = 6;
    /** A part of this length reveals something. */
    private static final int PART = 12;

    private final List<String> secrets;
    private final int part;
    private final boolean cut;
    /** Hashes of all parts of {@link #part} characters, sorted. A collision only redacts too much. */
    private final long[] parts;

    Redaction(List<String> secrets) {
        this(secrets, PART, true);
    }

    /**
     * @param part the length of a part that reveals something
     * @param cut whether the text may have been cut off in the middle of a secret
     */
    private Redaction(List<String> secrets, int part, boolean cut) {
        this.part = part;
        this.cut = cut;
        this.secrets = secrets.stream()
                .map(secret -> secret.substring(0, Math.min(secret.length(), RequestLimits.MAX_REQUEST)))
                .map(Redaction::comparable)
                .filter(secret -> secret.length() >= SHORTEST)
                .toList();
        parts = this.secrets.stream()
                .flatMapToLong(secret ->
                        IntStream.rangeClosed(0, secret.length() - part).mapToLong(at -> hash(secret, at)))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * Redacts a key from the URL of an image that is paid for. A URL may have parts in common with the key, such as the
     * user's id, and without it the image is lost. So only half of the key counts.
     */
    static Redaction ofUrls(String key) {
        return new Redaction(List.of(key), Math.max(PART, (key.length() + 1) / 2), false);
    }

    static String of(String text, List<String> secrets) {
        return new Redaction(secrets).of(text);
    }

    /** Returns {@code text} itself if it contains no secret. */
    String of(String text) {
        if (secrets.isEmpty() || text.length() < SHORTEST) {
            return text;
        }
        boolean[] secret = new boolean[text.length()];
        boolean found = false;
        for (EscapedText.Form form : EscapedText.Form.values()) {
            EscapedText read = EscapedText.read(text, form);
            found |= read != null && mark(read, secret);
        }
        return found ? without(text, secret) : text;
    }

    private boolean mark(EscapedText read, boolean[] secret) {
        String chars = comparable(read.chars());
        boolean found = false;
        for (int at = 0; at + SHORTEST <= chars.length(); at++) {
            int length = lengthAt(chars, at);
            if (length > 0) {
                boolean atTheEnd = at + length == chars.length();
                Arrays.fill(secret, read.begin(at), atTheEnd ? secret.length : read.begin(at + length), true);
                found = true;
            }
        }
        return found;
    }

    /** Returns how many characters of a secret begin at {@code at}: none, a part, or all of a short one. */
    private int lengthAt(String chars, int at) {
        int left = chars.length() - at;
        if (left >= part && Arrays.binarySearch(parts, hash(chars, at)) >= 0) {
            return part;
        }
        for (String secret : secrets) {
            int length = Math.min(secret.length(), left);
            boolean isShort = secret.length() < part ? cut || secret.length() <= left : cut && left < part;
            if (isShort && chars.regionMatches(at, secret, 0, length)) {
                return length;
            }
        }
        return 0;
    }

    private static String without(String text, boolean[] secret) {
        StringBuilder clean = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (!secret[at]) {
                clean.append(text.charAt(at));
            } else if (at == 0 || !secret[at - 1]) {
                clean.append(MARK);
            }
        }
        return clean.toString();
    }

    /** Forms write a space as a plus sign. */
    private static String comparable(String text) {
        return text.replace('+', ' ');
    }

    private long hash(String text, int begin) {
        long hash = 0;
        for (int i = begin; i < begin + part; i++) {
            hash = (hash + text.charAt(i) + 1) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
