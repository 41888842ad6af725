package club.imgeo.charge;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the charges of a scope come to, in the table. Each scope is added up once; afterwards only what lies between the
 * moment asked for and the one before.
 */
final class Sums {
    private final Map<Scope, Sum> byScope = new HashMap<>();

    private record Sum(Instant since, BigDecimal credits) {}

    BigDecimal of(Scope scope, Instant since, ChargeTable table) throws SQLException {
        Sum known = byScope.get(scope);
        BigDecimal credits;
        if (known == null) {
            credits = table.credits(scope, since, null);
        } else if (since.equals(known.since)) {
            return known.credits;
        } else if (since.isBefore(known.since)) {
            credits = known.credits.add(table.credits(scope, since, known.since));
        } else {
            credits = known.credits.subtract(table.credits(scope, known.since, since));
        }
        byScope.put(scope, new Sum(since, credits));
        return credits;
    }

    /** Keeps up with what a transaction of ours has committed. */
    void add(Draft draft) {
        byScope.replaceAll((scope, sum) -> new Sum(sum.since, sum.credits.add(draft.difference(scope, sum.since))));
    }
}
