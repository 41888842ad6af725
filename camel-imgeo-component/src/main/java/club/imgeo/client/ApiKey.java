package club.imgeo.client;

import java.util.regex.Pattern;

/**
 * A key to an imgeo account, made under Dashboard → API Keys. It pays: keep it on servers.
 *
 * <p>{@link #toString()} never shows it, so that no log, exception or debugger prints it by accident.
 */
public record ApiKey(String value) {
    private static final String PREFIX = "imgeo_sk_";
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[\\x21-\\x7E]+");
    private static final String MASK = "[redacted]";

    /** @throws IllegalArgumentException for anything that does not read {@code imgeo_sk_…}; its message holds no key */
    public ApiKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("apiKey: an imgeo key reads " + PREFIX
                    + "… without spaces; what came does not. Make one under Dashboard → API Keys");
        }
    }

    /**
     * Returns whether {@code text} contains what could be an API key, whoever it belongs to. Goes by the form that all
     * keys have, so that it needs to know none of them. Takes time linear in the length of {@code text}.
     */
    public static boolean isIn(String text) {
        return SHAPE.matcher(text).find();
    }

    /** Returns {@code text} with everything masked that could be an API key. Takes linear time. */
    public static String masked(String text) {
        return SHAPE.matcher(text).replaceAll(MASK);
    }

    @Override
    public String toString() {
        return "ApiKey" + MASK;
    }
}
