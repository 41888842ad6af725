package club.imgeo.charge;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the charges of a scope come to, in the table. Each scope is added up once; afterwards only what lies between the
 * moment asked for and the one before. Only the scopes that were asked for last are kept: tenants come from messages, and
 * to add one up again costs what an index of its charges costs.
 */
final class Sums {
    private static final int MOST = 10_000;

    private final Map<Scope, Sum> byScope;

    private record Sum(Instant since, BigDecimal credits) {}

    /** By how much the credits of charges that were made at this moment have changed. */
    record Difference(Scope scope, Instant at, BigDecimal credits) {}

    Sums() {
        this(MOST);
    }

    Sums(int most) {
        byScope = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Scope, Sum> eldest) {
                return size() > most;
            }
        };
    }

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

    /** Keeps up with what a transaction of ours has committed. It costs the same however many scopes there are. */
    void add(List<Difference> committed) {
        for (Difference each : committed) {
            for (Scope scope : each.scope.enclosing()) {
                byScope.computeIfPresent(
                        scope,
                        (unused, sum) ->
                                each.at.isBefore(sum.since) ? sum : new Sum(sum.since, sum.credits.add(each.credits)));
            }
        }
    }

    int size() {
        return byScope.size();
    }
}
