package club.imgeo.charge;

import club.imgeo.client.JournalException;
import java.sql.Connection;
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
 * the connection, a role that it belongs to, the owner of the database, or a superuser. In a schema that is named by the
 * user, the owner of the schema is trusted as well, and so is everyone to whom the right to create tables in it was
 * granted, but not to everyone at once. Used by one thread.
 */
final class PostgresSchema {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSchema.class);
    /**
     * Each transaction begins with these settings, and they end with it: the session may be shared with others, who must
     * neither change what the journal does nor notice that it was there. With this search path, operators and functions
     * are PostgreSQL's own; named last, temporary tables hide nothing. A commit must not be lost, a node that froze with
     * the lock must not stop the others for ever, and a plan that was made while the table was empty, and is kept, must
     * not read all of it when it is full.
     */
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            + " SET LOCAL search_path = pg_catalog, pg_temp;"
            + " SET LOCAL idle_in_transaction_session_timeout = '30s';"
            + " SET LOCAL lock_timeout = '20s';"
            + " SET LOCAL enable_seqscan = off;"
            + " SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'";

    /** A path that the URL of the connection, or a pool, has set was set for this application. */
    private static final String PATH = "SELECT pg_catalog.current_setting('search_path'),"
            + " (SELECT source OPERATOR(pg_catalog.=) ANY (ARRAY['client', 'session']) FROM pg_catalog.pg_settings"
            + " WHERE name OPERATOR(pg_catalog.=) 'search_path')";

    private static final String ON_PATH = "SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))";
    /** A superuser is a member of every role, so for it membership proves nothing. */
    private static final String FOUND = "WITH trusted AS (SELECT r.oid FROM pg_roles r, pg_roles me, pg_database d"
            + " WHERE me.rolname = current_user AND d.datname = current_database() AND (r.oid = me.oid OR r.rolsuper"
            + " OR r.oid = d.datdba OR NOT me.rolsuper AND pg_has_role(r.oid, 'USAGE'))), strangers AS ("
            + " SELECT c.relnamespace, c.relname || ' belongs to ' || pg_get_userbyid(c.relowner) AS what,"
            + " c.relowner = n.nspowner OR has_schema_privilege(c.relowner, n.oid, 'CREATE') AND NOT EXISTS (SELECT FROM"
            + " aclexplode(n.nspacl) a WHERE a.grantee = 0 AND a.privilege_type = 'CREATE') AS may_be_trusted"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname IN ('imgeo_charge',"
            + " 'imgeo_journal') AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relowner NOT IN (SELECT oid FROM trusted))"
            + " SELECT n.nspname,"
            + " n.nspname = 'public' OR pg_get_userbyid(n.nspowner) = 'pg_database_owner'"
            + " OR n.nspowner IN (SELECT oid FROM trusted),"
            + " (SELECT string_agg(what, ', ') FROM strangers WHERE relnamespace = n.oid),"
            + " (SELECT string_agg(what, ', ') FROM strangers WHERE relnamespace = n.oid AND NOT may_be_trusted),"
            + " EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'imgeo_charge'"
            + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege(c.oid, 'SELECT')),"
            + " has_schema_privilege(n.oid, 'CREATE')"
            + " FROM pg_namespace n WHERE n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(n.oid, 'USAGE')"
            + " ORDER BY n.nspname";

    private final String journal;
    /** The one that was configured, or was found at the first connection. */
    private @Nullable String schema;

    private final @Nullable String configured;

    /** @param isOwn whether it was set for this connection, and not for all of a role or database */
    private record SearchPath(String text, boolean isOwn, List<String> schemas) {}

    /**
     * @param strangers what in it belongs to a role that is not trusted; null if nothing does
     * @param strangersIfNamed the same, if the schema is named by the user
     */
    private record Found(
            String name,
            boolean isTrusted,
            @Nullable String strangers,
            @Nullable String strangersIfNamed,
            boolean hasJournal,
            boolean mayCreate) {
        Found ifNamed() {
            return new Found(name, true, strangersIfNamed, strangersIfNamed, hasJournal, mayCreate);
        }

        boolean isPlanted() {
            return !isTrusted || strangers != null;
        }

        boolean isUsable() {
            return hasJournal && !isPlanted();
        }
    }

    /** @param configured null to look for it */
    PostgresSchema(String journal, @Nullable String configured) {
        this.journal = journal;
        this.configured = configured;
        this.schema = configured;
    }

    /** Changes nothing of the session. The connection must not commit by itself. */
    Tables on(Connection connection) throws SQLException {
        SearchPath path = searchPath(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
        }
        String chosen = schema == null ? choose(found(connection), path) : schema;
        check(connection, chosen);
        connection.rollback();
        schema = chosen;
        return Tables.in(connection, chosen, BEGIN, used -> check(used, chosen));
    }

    private static SearchPath searchPath(Connection connection) throws SQLException {
        String text = "";
        boolean isOwn = false;
        List<String> schemas = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(PATH)) {
                if (row.next()) {
                    text = row.getString(1);
                    isOwn = row.getBoolean(2);
                }
            }
            try (ResultSet rows = statement.executeQuery(ON_PATH)) {
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
            }
        }
        connection.rollback();
        return new SearchPath(text, isOwn, schemas);
    }

    private List<Found> found(Connection connection) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(FOUND)) {
            while (row.next()) {
                Found each = new Found(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6));
                found.add(each.name.equals(configured) ? each.ifNamed() : each);
            }
        }
        return found;
    }

    private String choose(List<Found> all, SearchPath path) {
        List<Found> onPath = path.schemas.stream()
                .flatMap(name -> all.stream().filter(each -> each.name.equals(name)))
                .toList();
        for (Found each : onPath) {
            if (each.isUsable()) {
                return each.name;
            }
            if (each.hasJournal) {
                LOG.warn(
                        "{} is not in the schema {}, where a role that is not trusted has made such a table",
                        journal,
                        each.name);
            }
        }
        List<String> others =
                all.stream().filter(Found::isUsable).map(Found::name).toList();
        if (!others.isEmpty() && !path.isOwn) {
            if (others.size() > 1) {
                throw unusable("its tables are in none of the schemas of the search path " + path.text + ", but in "
                        + String.join(" and ", others)
                        + "; name one with JdbcJournal.in(DataSource, schema), or run docs/charge-journal.sql in the"
                        + " schema that shall have another journal");
            }
            LOG.warn("{} is in the schema {}, which is not on the search path {}", journal, others.get(0), path.text);
            return others.get(0);
        }
        String chosen = onPath.stream()
                .filter(each -> each.hasJournal || (each.isTrusted && each.mayCreate))
                .findFirst()
                .map(Found::name)
                .orElse(path.isOwn ? null : "public");
        if (chosen == null) {
            throw unusable("in no schema of the connection's search path " + path.text + " can its tables be found or"
                    + " made; create the schema, grant USAGE and CREATE on it, or run docs/charge-journal.sql in it");
        }
        if (!others.isEmpty()) {
            LOG.warn(
                    "{} begins anew in the schema {}, as the connection's search path {} says; what was paid for by the"
                            + " journal in {} is not known there",
                    journal,
                    chosen,
                    path.text,
                    String.join(" and ", others));
        }
        return chosen;
    }

    private void check(Connection connection, String chosen) throws SQLException {
        for (Found each : found(connection)) {
            if (each.name.equals(chosen) && each.isPlanted()) {
                throw unusable("in the schema " + chosen + ", "
                        + (each.strangers == null ? "whose owner is not trusted, are its tables" : each.strangers)
                        + "; if this is your journal, give it to the user of the connection or to the owner of the"
                        + " database with ALTER TABLE or ALTER SCHEMA … OWNER TO"
                        + (each.ifNamed().isPlanted()
                                ? ""
                                : ", or use JdbcJournal.in(DataSource, \"" + chosen
                                        + "\") if you trust the owner of the"
                                        + " schema and all who may create tables in it")
                        + "; if it is not, rename it, and do not drop it: a journal that is lost pays again");
            }
        }
    }

    private JournalException unusable(String why) {
        return JournalException.of(journal + " cannot be used: " + why, null);
    }
}
