package club.imgeo.charge;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a journal, on one connection. Every statement names them in full, so that no search path decides which
 * tables it reads and writes. A transaction ends with {@link #commit} or {@link #rollback} of this class, so that the next
 * one begins with its settings.
 */
final class Tables {
    /** All names of ours begin with it. The name of an index takes no schema: an index is where its table is. */
    private static final Pattern NAME = Pattern.compile("(?<!INDEX IF NOT EXISTS )\\bimgeo_");

    private final Connection connection;
    private final @Nullable String schema;
    private final String name;
    private final @Nullable String begin;
    private final Check check;
    private boolean hasBegun;

    /** Fails if somebody else could have made a table of ours. */
    interface Check {
        void run(Connection connection) throws SQLException;
    }

    private Tables(Connection connection, @Nullable String schema, String name, @Nullable String begin, Check check) {
        this.connection = connection;
        this.schema = schema;
        this.name = name;
        this.begin = begin;
        this.check = check;
    }

    /** Returns the tables in the schema that the connection has, for a database in which only we make tables. */
    static Tables in(Connection connection) {
        return new Tables(connection, null, "imgeo_", null, unused -> {});
    }

    /** @param begin the statements with which each transaction begins */
    static Tables in(Connection connection, String schema, String begin, Check check) {
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        String name = (quoted + ".imgeo_").replace("\\", "\\\\").replace("$", "\\$");
        return new Tables(connection, schema, name, begin, check);
    }

    Connection connection() {
        return connection;
    }

    String schema() throws SQLException {
        return schema == null ? connection.getSchema() : schema;
    }

    /** Returns a statement in the current transaction, or in a new one if there is none. */
    PreparedStatement prepare(String sql) throws SQLException {
        begin();
        return connection.prepareStatement(NAME.matcher(sql).replaceAll(name));
    }

    DatabaseMetaData metaData() throws SQLException {
        begin();
        return connection.getMetaData();
    }

    private void begin() throws SQLException {
        if (begin != null && !hasBegun) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(begin);
            }
        }
        hasBegun = true;
    }

    /** Limits the statements of this transaction, in a database that has settings for it. */
    void limit(int lockMillis, int statementMillis) throws SQLException {
        begin();
        if (begin != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = " + lockMillis + "; SET LOCAL statement_timeout = "
                        + statementMillis);
            }
        }
    }

    void commit() throws SQLException {
        hasBegun = false;
        connection.commit();
    }

    void rollback() throws SQLException {
        hasBegun = false;
        connection.rollback();
    }

    void check() throws SQLException {
        check.run(connection);
    }
}
