package club.imgeo.charge;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is asked of all charges at once. Each makes a transaction of its own. */
final class Reports {
    private static final String ALL = String.join(", ", ChargeRow.COLUMNS);
    private static final String IN_DOUBT = "SELECT " + ALL + " FROM imgeo_charge"
            + " WHERE state = 'IN_DOUBT' OR (state = 'INTENT' AND deadline < ?)"
            + " ORDER BY claimed_at, charge_key, attempt";
    private static final String TOTALS = "SELECT"
            + " SUM(CASE WHEN state = 'DONE' THEN COALESCE(credits_used, price) END),"
            + " SUM(CASE WHEN state = 'REFUSED' AND credit_outcome = 'REFUNDED' THEN price END),"
            + " SUM(CASE WHEN state = 'IN_DOUBT' THEN COALESCE(credits_used, price) END),"
            + " SUM(CASE WHEN state = 'INTENT' THEN COALESCE(credits_used, price) END)"
            + " FROM imgeo_charge";
    /** In the order of the primary key, so that no database has to look at more than it gives. */
    private static final String ENDED = "SELECT charge_key FROM imgeo_charge"
            + " WHERE charge_key > ?"
            + " GROUP BY charge_key"
            + " HAVING (charge_key NOT LIKE '" + Charge.CONTENT
            + "%' OR MAX(CASE WHEN image_usable THEN 1 ELSE 0 END) = 0)"
            + " AND MAX(changed_at) < ? AND MAX(CASE WHEN state IN ('INTENT', 'IN_DOUBT') THEN 1 ELSE 0 END) = 0"
            + " ORDER BY charge_key FETCH FIRST 500 ROWS ONLY";

    private static final String FORGET =
            "DELETE FROM imgeo_charge WHERE charge_key = ? AND changed_at < ? AND state NOT IN ('INTENT', 'IN_DOUBT')";

    private Reports() {}

    static List<Charge> inDoubt(Tables tables, int most, Instant now) throws SQLException {
        if (most < 1) {
            return List.of();
        }
        try (PreparedStatement select = tables.prepare(IN_DOUBT)) {
            select.setMaxRows(most);
            new Parameters(select).with(Storable.of(now));
            return ChargeTable.charges(select);
        }
    }

    static Totals totals(Tables tables, Scope asked, Instant since) throws SQLException {
        Scope scope = Storable.of(asked);
        try (PreparedStatement select = tables.prepare(TOTALS + ScopeFilter.sql(scope))) {
            ScopeFilter.fill(scope, Storable.of(since), new Parameters(select));
            try (ResultSet sums = select.executeQuery()) {
                sums.next();
                return new Totals(sum(sums, 1), sum(sums, 2), sum(sums, 3), sum(sums, 4));
            }
        }
    }

    /** The next keys after {@code last} of which every attempt ended before then, in their order; they are gone. */
    static List<String> forget(Tables tables, String last, Instant before) throws SQLException {
        Instant then = Storable.of(before);
        List<String> keys = new ArrayList<>();
        try (PreparedStatement select = tables.prepare(ENDED)) {
            new Parameters(select).with(last).with(then);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
        }
        try (PreparedStatement delete = tables.prepare(FORGET)) {
            for (String key : keys) {
                new Parameters(delete).with(key).with(then);
                delete.addBatch();
            }
            if (!keys.isEmpty()) {
                delete.executeBatch();
            }
        }
        return keys;
    }

    private static BigDecimal sum(ResultSet sums, int column) throws SQLException {
        BigDecimal sum = sums.getBigDecimal(column);
        return sum == null ? BigDecimal.ZERO : Storable.of(sum);
    }
}
