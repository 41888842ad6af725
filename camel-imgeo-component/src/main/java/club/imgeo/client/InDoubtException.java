package club.imgeo.client;

import org.jspecify.annotations.Nullable;

/**
 * An earlier attempt at the same key may have been paid for, and nobody knows. Nothing was sent now, and nothing will be
 * until somebody resolves the doubt.
 */
public final class InDoubtException extends ImgeoException {
    private static final long serialVersionUID = 1;

    private final String key;

    InDoubtException(Failure failure, String key) {
        super(failure);
        this.key = key;
    }

    /** @param why what became of the earlier attempt, as far as it is known */
    public static InDoubtException of(String key, String why) {
        return of(key, null, why);
    }

    /** @param tenant whose key it is, which is needed to resolve it; null without tenants */
    public static InDoubtException of(String key, @Nullable String tenant, String why) {
        String reason = "the charge key " + Excerpt.quoted(key, tenant) + " is in doubt since an earlier attempt: "
                + Excerpt.of(why)
                + "; nothing was sent now; look whether it was paid for, and resolve the key, in Camel by"
                + " imgeo:journal";
        return new InDoubtException(new Failure(reason, CreditOutcome.UNKNOWN, 0, null, null, null), key);
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
