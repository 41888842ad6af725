package club.imgeo.charge;

import club.imgeo.client.ApiKey;
import club.imgeo.client.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What charges are filed under. If a request has a tenant, the tenant is a part of the key, so that a number that one
 * tenant chooses never stands for the request of another.
 */
public final class ChargeKeys {
    /** As many characters as a column of any database takes for a key. */
    public static final int LONGEST = 255;

    private static final String ONCE = "exchange:";
    private static final String TENANT = "tenant[";
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
        if (key.length() > LONGEST) {
            throw refused("has " + key.length() + " characters; at most " + LONGEST + " are allowed");
        }
        if (ApiKey.isIn(key)) {
            throw refused(
                    "contains an API key, which the journal must not hold; give something that names the request");
        }
        if (key.isBlank()) {
            throw refused("is blank; give something that names the request, such as an order's number");
        }
        if (!isPrintable(key)) {
            throw refused("holds a control character, or half of a surrogate pair; give plain text");
        }
        for (String kept : List.of(Charge.CONTENT, ONCE, TENANT)) {
            if (key.startsWith(kept)) {
                throw refused("begins with " + kept + ", which is kept for other keys; put something before it");
            }
        }
        return key;
    }

    /** Returns whether {@code text} is plain, so that no two texts are the same once a database or a log has them. */
    public static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(ChargeKeys::isUnprintable);
    }

    /**
     * Returns the key under which the journal keeps the {@code key} of a tenant, such as {@code tenant[4]acme/order 7}: the
     * length comes first, so no other tenant or key makes the same text. If it does not fit, a hash takes the tenant's
     * place, and the key follows as far as there is room.
     *
     * @param tenant null for none, which leaves the key as it is
     */
    static String stored(@Nullable String tenant, String key) {
        if (tenant == null || key.startsWith(ONCE)) {
            return key;
        }
        String kind = key.startsWith(Charge.CONTENT) ? Charge.CONTENT : "";
        String bare = key.substring(kind.length());
        String stored = kind + TENANT + tenant.length() + "]" + tenant + "/" + bare;
        if (stored.length() <= LONGEST) {
            return stored;
        }
        String start = kind + TENANT + "#" + hash(tenant.length() + "]" + tenant + "/" + bare) + "]";
        return start + beginning(bare, LONGEST - start.length());
    }

    private static String beginning(String text, int most) {
        int end = Math.min(text.length(), most);
        boolean splitsAPair = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsAPair ? end - 1 : end);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Returns the key that a person gave, or the stored one if only its beginning is known. */
    static String given(@Nullable String tenant, String stored) {
        if (tenant == null) {
            return stored;
        }
        for (String kind : List.of("", Charge.CONTENT)) {
            String start = kind + TENANT + tenant.length() + "]" + tenant + "/";
            if (stored.startsWith(start)) {
                return kind + stored.substring(start.length());
            }
        }
        return stored;
    }

    /** Returns whether it already is what {@link #stored} makes of a key. */
    static boolean isStored(String key) {
        return key.startsWith(TENANT) || key.startsWith(Charge.CONTENT + TENANT);
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
