package club.imgeo.charge;

import club.imgeo.client.InvalidRequestException;
import java.util.List;
import java.util.UUID;

/** What charges are filed under. */
public final class ChargeKeys {
    /** As many characters as a column of any database takes for a key. */
    public static final int LONGEST = 255;

    private static final String ONCE = "exchange:";
    /** So long a prompt is no accident in a key. */
    private static final int TELLING = 12;

    private ChargeKeys() {}

    /** A key that nobody else has, for a call that is guarded only as long as its caller remembers the key. */
    public static String once(String exchangeId) {
        String id = exchangeId.substring(0, Math.min(exchangeId.length(), 120));
        return ONCE + id + ":" + UUID.randomUUID();
    }

    /**
     * A key of a user's own, where it breaks no rule.
     *
     * @throws InvalidRequestException naming the rule
     */
    public static String checked(String key) {
        if (key.isBlank()) {
            throw refused("is blank; give something that names the request, such as an order's number");
        }
        if (key.length() > LONGEST) {
            throw refused("has " + key.length() + " characters; at most " + LONGEST + " are allowed");
        }
        if (key.codePoints().anyMatch(ChargeKeys::isUnprintable)) {
            throw refused("holds a control character, or half of a surrogate pair; give plain text");
        }
        if (key.startsWith(Charge.CONTENT) || key.startsWith(ONCE)) {
            throw refused("begins with " + key.substring(0, key.indexOf(':') + 1) + ", which is kept for other keys");
        }
        return key;
    }

    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    /** @throws InvalidRequestException where {@code key} would carry {@code prompt} into the journal */
    static void hidesThePrompt(String key, String prompt) {
        if (prompt.length() >= TELLING && key.contains(prompt)) {
            throw refused(
                    "holds the prompt, which the journal must not; for a key made of the content, set reuse=true");
        }
    }

    private static InvalidRequestException refused(String why) {
        return InvalidRequestException.before(List.of("chargeKey: " + why));
    }
}
