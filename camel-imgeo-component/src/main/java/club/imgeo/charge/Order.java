package club.imgeo.charge;

import java.util.List;
import java.util.Map;

/**
 * What to draw, and who pays.
 *
 * @param fields of the request, under the API's own names
 * @param key what is paid for once; see {@link ChargeKeys#once} for a call that has none of its own
 * @param isNew whether nobody can have used the key before, so that it need not be looked up
 * @param scope whose charge it is
 * @param caps the budgets that it must fit
 */
public record Order(Map<String, ?> fields, String key, boolean isNew, Scope scope, List<Cap> caps, Terms terms) {
    public Order {
        caps = List.copyOf(caps);
    }
}
