package club.imgeo.charge;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index that finds the charges of one tenant. Tables of older versions do not have it. It is made at the start if the
 * user may do so; without it everything works, but the first sum of each tenant reads the charges of all.
 */
final class TenantIndex {
    private static final Logger LOG = LoggerFactory.getLogger(TenantIndex.class);
    private static final String NAME = "imgeo_charge_tenant";
    /** Nodes that start at the same time get in each other's way. */
    private static final int MOST_ATTEMPTS = 3;

    private final Tables tables;
    private final String journal;

    TenantIndex(Tables tables, String journal) {
        this.tables = tables;
        this.journal = journal;
    }

    /** @throws SQLException if the connection is lost */
    void prepare() throws SQLException {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            if (exists() || isMade()) {
                return;
            }
        }
        LOG.warn(
                "{} has no index {}, and it cannot be made, so the first sum of each tenant reads the charges of all;"
                        + " have docs/charge-journal.sql run by the owner of the tables",
                journal,
                NAME);
    }

    private boolean isMade() throws SQLException {
        String create = Schema.statements().stream()
                .filter(sql -> sql.contains(NAME))
                .findFirst()
                .orElseThrow();
        try (PreparedStatement statement = tables.prepare(create)) {
            statement.execute();
            tables.commit();
            return true;
        } catch (SQLException e) {
            rethrowIfLost(e);
            LOG.debug("{}: the index {} was not made", journal, NAME, e);
            tables.rollback();
            return false;
        }
    }

    private boolean exists() throws SQLException {
        DatabaseMetaData database = tables.metaData();
        String table = database.storesUpperCaseIdentifiers() ? "IMGEO_CHARGE" : "imgeo_charge";
        try (ResultSet indexes = database.getIndexInfo(null, tables.schema(), table, false, true)) {
            while (indexes.next()) {
                String name = indexes.getString("INDEX_NAME");
                if (name != null && name.toLowerCase(Locale.ROOT).equals(NAME)) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            rethrowIfLost(e);
            return false;
        } finally {
            tables.rollback();
        }
    }

    private static void rethrowIfLost(SQLException e) throws SQLException {
        if (Trouble.isLostConnection(e)) {
            throw e;
        }
    }
}
