package club.imgeo.charge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a journal, on one connection. Every statement names them in full, so that no search path decides which
 * tables it reads and writes.
 */
final class Tables {
    /** All names of ours begin with it. The name of an index takes no schema: an index is where its table is. */
    private static final Pattern NAME = Pattern.compile("(?<!INDEX IF NOT EXISTS )\\bimgeo_");

    private final Connection connection;
    private final @Nullable String schema;
    private final String name;
    private final Check check;

    /** Fails if somebody else could have made a table of ours. */
    interface Check {
        void run(Connection connection) throws SQLException;
    }

    private Tables(Connection connection, @Nullable String schema, String name, Check check) {
        this.connection = connection;
        this.schema = schema;
        this.name = name;
        this.check = check;
    }

    /** Returns the tables in the schema that the connection has, for a database in which only we make tables. */
    static Tables in(Connection connection) {
        return new Tables(connection, null, "imgeo_", unused -> {});
    }

    static Tables in(Connection connection, String schema, Check check) {
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        String name = (quoted + ".imgeo_").replace("\\", "\\\\").replace("$", "\\$");
        return new Tables(connection, schema, name, check);
    }

    Connection connection() {
        return connection;
    }

    String schema() throws SQLException {
        return schema == null ? connection.getSchema() : schema;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(NAME.matcher(sql).replaceAll(name));
    }

    void check() throws SQLException {
        check.run(connection);
    }
}
