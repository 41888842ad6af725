package club.imgeo.charge;

import club.imgeo.client.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the schema of the journal's tables in PostgreSQL. Others can change the search path of a role or database, or
 * create tables in a schema on it. So a table counts only if its owner and that of its schema can be trusted: the user of
 * the connection, a role that it belongs to, the owner of the database, or a superuser. Used by one thread.
 */
final class PostgresSchema {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSchema.class);
    /**
     * Operators and functions are then PostgreSQL's own, whatever others create in a schema that all may use. Named last,
     * temporary tables hide nothing.
     */
    private static final String SAFE_PATH = "SET search_path = pg_catalog, pg_temp";

    private static final String PATH = "SELECT pg_catalog.current_setting('search_path'),"
            + " (SELECT source FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) 'search_path')";
    private static final String ON_PATH = "SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))";
    /** A superuser is a member of every role, so for it membership proves nothing. */
    private static final String FOUND = "WITH trusted AS (SELECT r.oid FROM pg_roles r, pg_roles me, pg_database d"
            + " WHERE me.rolname = current_user AND d.datname = current_database() AND (r.oid = me.oid OR r.rolsuper"
            + " OR r.oid = d.datdba OR NOT me.rolsuper AND pg_has_role(r.oid, 'USAGE')))"
            + " SELECT n.nspname,"
            + " n.nspname = 'public' OR n.nspname = ? OR pg_get_userbyid(n.nspowner) = 'pg_database_owner'"
            + " OR n.nspowner IN (SELECT oid FROM trusted),"
            + " string_agg(c.relname || ' belongs to ' || pg_get_userbyid(c.relowner), ', ')"
            + " FILTER (WHERE c.relowner NOT IN (SELECT oid FROM trusted)"
            + " AND NOT (n.nspname = ? AND c.relowner = n.nspowner)),"
            + " coalesce(bool_or(c.relname = 'imgeo_charge' AND has_table_privilege(c.oid, 'SELECT')), false),"
            + " has_schema_privilege(n.oid, 'CREATE')"
            + " FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid"
            + " AND c.relname IN ('imgeo_charge', 'imgeo_journal') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
            + " WHERE n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(n.oid, 'USAGE')"
            + " GROUP BY n.oid, n.nspname, n.nspowner ORDER BY n.nspname";

    private final String journal;
    /** The one that was configured, or was found at the first connection. */
    private @Nullable String schema;

    private final @Nullable String configured;
    private @Nullable String pathBefore;
    private boolean isClientsPath;
    private List<String> onPath = List.of();

    /** @param stranger what in it belongs to somebody else; null if nothing does */
    private record Found(
            String name, boolean isTrusted, @Nullable String stranger, boolean hasJournal, boolean mayCreate) {
        boolean isPlanted() {
            return !isTrusted || stranger != null;
        }
    }

    /** @param configured null to look for it */
    PostgresSchema(String journal, @Nullable String configured) {
        this.journal = journal;
        this.configured = configured;
        this.schema = configured;
    }

    /** Makes a connection independent of its search path, until {@link #restore}. */
    Tables on(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(PATH)) {
                if (row.next()) {
                    pathBefore = row.getString(1);
                    isClientsPath = "client".equals(row.getString(2));
                }
            }
            onPath = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(ON_PATH)) {
                while (rows.next()) {
                    onPath.add(rows.getString(1));
                }
            }
            statement.execute(SAFE_PATH);
        }
        String chosen = schema == null ? choose(found(connection)) : schema;
        check(connection, chosen);
        schema = chosen;
        return Tables.in(connection, chosen, used -> check(used, chosen));
    }

    void restore(Connection connection) throws SQLException {
        try (PreparedStatement set =
                connection.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, false)")) {
            set.setString(1, pathBefore);
            set.execute();
        }
    }

    private List<Found> found(Connection connection) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FOUND)) {
            select.setString(1, configured);
            select.setString(2, configured);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Found(
                            row.getString(1),
                            row.getBoolean(2),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getBoolean(5)));
                }
            }
        }
        return found;
    }

    private String choose(List<Found> all) {
        List<Found> path = onPath.stream()
                .flatMap(name -> all.stream().filter(each -> each.name.equals(name)))
                .toList();
        for (Found each : path) {
            if (each.hasJournal && !each.isPlanted()) {
                return each.name;
            }
            if (each.hasJournal) {
                LOG.warn("{} is not in the schema {}, where somebody else has made such a table", journal, each.name);
            }
        }
        List<String> others = all.stream()
                .filter(each -> each.hasJournal && !each.isPlanted())
                .map(Found::name)
                .toList();
        if (!others.isEmpty() && !isClientsPath) {
            if (others.size() > 1) {
                throw unusable("its tables are in none of the schemas of the search path " + pathBefore + ", but in "
                        + String.join(" and ", others)
                        + "; name one with JdbcJournal.in(DataSource, schema), or run docs/charge-journal.sql in the"
                        + " schema that shall have another journal");
            }
            LOG.warn("{} is in the schema {}, which is not on the search path {}", journal, others.get(0), pathBefore);
            return others.get(0);
        }
        return path.stream()
                .filter(each -> each.hasJournal || (each.isTrusted && each.mayCreate))
                .findFirst()
                .map(Found::name)
                .orElse("public");
    }

    private void check(Connection connection, String chosen) throws SQLException {
        for (Found each : found(connection)) {
            if (each.name.equals(chosen) && each.isPlanted()) {
                throw unusable("in the schema " + chosen + ", "
                        + (each.stranger == null ? "whose owner is not trusted, are its tables" : each.stranger)
                        + "; give it to the user of the connection or to the owner of the database, or drop it if it is"
                        + " not yours; if you trust the owner of the schema, use JdbcJournal.in(DataSource, \"" + chosen
                        + "\")");
            }
        }
    }

    private JournalException unusable(String why) {
        return JournalException.of(journal + " cannot be used: " + why, null);
    }
}
