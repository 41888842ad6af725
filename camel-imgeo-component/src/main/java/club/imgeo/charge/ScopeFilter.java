package club.imgeo.charge;

import java.sql.SQLException;
import java.time.Instant;

/** {@link Scope#includes} in SQL, for charges made at a moment or later. */
final class ScopeFilter {
    private ScopeFilter() {}

    static String sql(Scope scope) {
        return " WHERE component = ? AND claimed_at >= ?"
                + (scope.route() == null ? "" : " AND route = ?")
                + (scope.tenant() == null ? "" : " AND tenant = ?");
    }

    static Parameters fill(Scope scope, Instant since, Parameters parameters) throws SQLException {
        // No charge is older, and not every database can look further back.
        Instant from = since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since;
        parameters.with(scope.component()).with(from);
        if (scope.route() != null) {
            parameters.with(scope.route());
        }
        return scope.tenant() == null ? parameters : parameters.with(scope.tenant());
    }
}
