package club.imgeo.charge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * The tables of a journal, on one connection. Every statement names them in full, so that no search path decides which
 * tables it reads and writes.
 */
final class Tables {
    /** All names of ours begin with it. The name of an index takes no schema: an index is where its table is. */
    private static final Pattern NAME = Pattern.compile("(?<!INDEX IF NOT EXISTS )\\bimgeo_");

    private final Connection connection;
    private final String name;
    private final Check check;

    /** Fails if somebody else could have made a table of ours. */
    interface Check {
        void run(Connection connection) throws SQLException;
    }

    private Tables(Connection connection, String name, Check check) {
        this.connection = connection;
        this.name = name;
        this.check = check;
    }

    /** Returns the tables in the schema that the connection has, for a database in which only we make tables. */
    static Tables in(Connection connection) {
        return new Tables(connection, "imgeo_", unused -> {});
    }

    static Tables in(Connection connection, String schema, Check check) {
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        return new Tables(connection, (quoted + ".imgeo_").replace("\\", "\\\\").replace("$", "\\$"), check);
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(NAME.matcher(sql).replaceAll(name));
    }

    void check() throws SQLException {
        check.run(connection);
    }
}
