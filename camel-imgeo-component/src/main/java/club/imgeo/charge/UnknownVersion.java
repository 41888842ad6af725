package club.imgeo.charge;

import club.imgeo.client.Excerpt;
import java.sql.SQLDataException;

/** A row was written by a component that stores charges in another form. */
final class UnknownVersion extends SQLDataException {
    private static final long serialVersionUID = 1;

    private UnknownVersion(String reason) {
        super(reason, "22000");
    }

    static String reason(int version, String key) {
        return "the charge " + Excerpt.quoted(key) + " is of version " + version + ", and this component knows "
                + Charge.VERSION + "; use the component that wrote it, or a newer one";
    }

    static UnknownVersion of(int version, String key) {
        return new UnknownVersion(reason(version, key));
    }
}
