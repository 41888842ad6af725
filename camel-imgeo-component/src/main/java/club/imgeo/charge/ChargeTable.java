package club.imgeo.charge;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code imgeo_charge}, in the transaction of a connection. */
final class ChargeTable {
    private static final String ALL = String.join(", ", ChargeRow.COLUMNS);
    private static final String INSERT = "INSERT INTO imgeo_charge (" + ALL + ") VALUES ("
            + String.join(", ", Collections.nCopies(ChargeRow.COLUMNS.size(), "?")) + ")";
    /** The state is written so that no index has it: a planner without statistics may prefer that to the key's. */
    private static final String IF_AS_READ =
            " WHERE charge_key = ? AND attempt = ? AND state || '' = ? AND changed_at = ?";

    private static final String UPDATE =
            "UPDATE imgeo_charge SET " + String.join(" = ?, ", ChargeRow.COLUMNS) + " = ?" + IF_AS_READ;
    private static final String DELETE = "DELETE FROM imgeo_charge" + IF_AS_READ;

    private final Tables tables;

    ChargeTable(Tables tables) {
        this.tables = tables;
    }

    /** A charge as it was read, and as it shall be. */
    record Replacement(Charge old, Charge charge) {}

    List<Charge> read(Collection<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        List<String> padded = new ArrayList<>(keys);
        int size =
                Integer.highestOneBit(keys.size() * 2 - 1); // few different statements, so that they are kept prepared
        padded.addAll(Collections.nCopies(size - keys.size(), padded.get(0)));
        String sql = "SELECT " + ALL + " FROM imgeo_charge WHERE charge_key IN ("
                + String.join(", ", Collections.nCopies(size, "?")) + ")";
        try (PreparedStatement select = tables.prepare(sql)) {
            Parameters parameters = new Parameters(select);
            for (String key : padded) {
                parameters.with(key);
            }
            return charges(select);
        }
    }

    /** @throws SQLException for what is there already */
    void insert(List<Charge> charges) throws SQLException {
        if (charges.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = tables.prepare(INSERT)) {
            for (Charge charge : charges) {
                ChargeRow.write(charge, new Parameters(insert));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Whether all of them still were as they had been read. */
    boolean update(List<Replacement> replacements) throws SQLException {
        if (replacements.isEmpty()) {
            return true;
        }
        try (PreparedStatement update = tables.prepare(UPDATE)) {
            for (Replacement each : replacements) {
                asRead(each.old, ChargeRow.write(each.charge, new Parameters(update)));
                update.addBatch();
            }
            for (int rows : update.executeBatch()) {
                if (rows != 1 && rows != Statement.SUCCESS_NO_INFO) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What is gone, or has changed meanwhile, is left alone. */
    void delete(List<Charge> charges) throws SQLException {
        if (charges.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = tables.prepare(DELETE)) {
            for (Charge charge : charges) {
                asRead(charge, new Parameters(delete));
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static void asRead(Charge old, Parameters parameters) throws SQLException {
        parameters.with(old.key()).with(old.attempt()).with(old.state().name()).with(old.changedAt());
    }

    /** From now to the end of the transaction, nobody else counts. What they committed before is seen afterwards. */
    void lock() throws SQLException {
        try (PreparedStatement lock = tables.prepare("SELECT id FROM imgeo_journal WHERE id = 1 FOR UPDATE");
                ResultSet row = lock.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("imgeo_journal has no row to lock; run docs/charge-journal.sql");
            }
        }
    }

    static String sum(Scope scope) {
        return "SELECT SUM(COALESCE(credits_used, price)) FROM imgeo_charge" + ScopeFilter.sql(scope)
                + " AND state <> 'REFUSED'";
    }

    /** Of charges made at {@code since} or later, and before {@code until} where it is given. */
    BigDecimal credits(Scope scope, Instant since, @Nullable Instant until) throws SQLException {
        String sql = sum(scope) + (until == null ? "" : " AND claimed_at < ?");
        try (PreparedStatement select = tables.prepare(sql)) {
            Parameters parameters = ScopeFilter.fill(scope, since, new Parameters(select));
            if (until != null) {
                parameters.with(until);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                BigDecimal sum = row.getBigDecimal(1);
                return sum == null ? BigDecimal.ZERO : Storable.of(sum);
            }
        }
    }

    static List<Charge> charges(PreparedStatement select) throws SQLException {
        List<Charge> charges = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                charges.add(ChargeRow.read(rows));
            }
        }
        return charges;
    }
}
