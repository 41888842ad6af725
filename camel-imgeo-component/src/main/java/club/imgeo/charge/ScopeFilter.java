package club.imgeo.charge;

import java.sql.SQLException;
import java.time.Instant;

/** {@link Scope#includes} in SQL, for charges made at a moment or later. */
final class ScopeFilter {
    private ScopeFilter() {}

    /**
     * For a tenant, the component is written so that no index has it: a plan that was made while the table was empty, and is
     * kept, would otherwise look at the charges of all tenants.
     */
    static String sql(Scope scope) {
        return (scope.tenant() == null ? " WHERE component = ?" : " WHERE CASE component WHEN ? THEN 1 ELSE 0 END = 1")
                + " AND claimed_at >= ?"
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
