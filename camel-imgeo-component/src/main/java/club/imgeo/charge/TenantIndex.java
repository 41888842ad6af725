package club.imgeo.charge;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index that finds the charges of one tenant. Tables of older versions do not have it. It is made at the start if the
 * user may do so; without it everything works, but the first sum of each tenant reads the charges of all.
 *
 * <p>While PostgreSQL waits for the table, or makes the index, no node can write. So both have limits, which are below
 * those of the connection: a start neither fails nor waits long for an index.
 */
final class TenantIndex {
    private static final Logger LOG = LoggerFactory.getLogger(TenantIndex.class);
    private static final String NAME = "imgeo_charge_tenant";
    /** Nodes that start at the same time get in each other's way. */
    private static final int MOST_ATTEMPTS = 3;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";

    private final Tables tables;
    private final String journal;
    private final int maxLockMillis;
    private final int maxMakingMillis;

    TenantIndex(Tables tables, String journal) {
        this(tables, journal, 2_000, 10_000);
    }

    TenantIndex(Tables tables, String journal, int maxLockMillis, int maxMakingMillis) {
        this.tables = tables;
        this.journal = journal;
        this.maxLockMillis = maxLockMillis;
        this.maxMakingMillis = maxMakingMillis;
    }

    /**
     * Returns why there is no index, for the log; null if there is one.
     *
     * @throws SQLException if the connection is lost
     */
    @Nullable
    String prepare() throws SQLException {
        String obstacle = null;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS && !exists(); attempt++) {
            if (attempt == 1) {
                LOG.info(
                        "{} gets the index {}, for which the start waits up to {} s",
                        journal,
                        NAME,
                        maxMakingMillis / 1000);
            }
            SQLException refused = make();
            if (refused == null) {
                return null;
            }
            obstacle = obstacle(refused);
            if (isTooLong(refused)) {
                break;
            }
        }
        if (obstacle == null || exists()) {
            return null;
        }
        LOG.warn(
                "{} has no index {}, so the first sum of each tenant reads the charges of all: {}",
                journal,
                NAME,
                obstacle);
        return obstacle;
    }

    private static boolean isTooLong(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || QUERY_CANCELED.equals(e.getSQLState());
    }

    private String obstacle(SQLException e) throws SQLException {
        if (!isTooLong(e)) {
            return "the user of the connection cannot make it; have docs/charge-journal.sql run by the owner of the tables";
        }
        return (LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                        ? "another transaction holds the table imgeo_charge (pg_locks and pg_stat_activity name it)"
                        : "to make it takes longer than " + maxMakingMillis + " ms")
                + "; have the owner of the tables run CREATE INDEX CONCURRENTLY " + NAME + " ON " + tables.schema()
                + ".imgeo_charge (tenant, claimed_at)";
    }

    /** Returns why it could not be made; null if it was. */
    private @Nullable SQLException make() throws SQLException {
        String create = Schema.statements().stream()
                .filter(sql -> sql.contains(NAME))
                .findFirst()
                .orElseThrow();
        try {
            tables.limit(maxLockMillis, maxMakingMillis);
            try (PreparedStatement statement = tables.prepare(create)) {
                statement.execute();
            }
            tables.commit();
            return null;
        } catch (SQLException e) {
            rethrowIfLost(e);
            LOG.debug("{}: the index {} was not made", journal, NAME, e);
            tables.rollback();
            return e;
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
