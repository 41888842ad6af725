package club.imgeo.client;

import org.jspecify.annotations.Nullable;

/** The charge key stands for another request already. Nothing was sent: give each request a key of its own. */
public final class ChargeKeyConflictException extends ImgeoException {
    private static final long serialVersionUID = 1;

    private final String key;

    ChargeKeyConflictException(Failure failure, String key) {
        super(failure);
        this.key = key;
    }

    /** @param key as the user chose it */
    public static ChargeKeyConflictException of(String key) {
        return of(key, null);
    }

    /** @param tenant whose key it is; null without tenants */
    public static ChargeKeyConflictException of(String key, @Nullable String tenant) {
        return new ChargeKeyConflictException(
                Failure.before(
                        "the charge key " + Excerpt.quoted(key, tenant) + " stands for another request; give each"
                                + " request a key of its own, and the same request the same key"),
                key);
    }

    /** The charge key. */
    public String key() {
        return key;
    }

    @Override
    boolean isTransient() {
        return false;
    }
}
