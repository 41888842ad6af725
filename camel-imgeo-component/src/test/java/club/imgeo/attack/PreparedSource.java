package club.imgeo.attack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool that gives its connections in the state in which somebody else has left them. */
final class PreparedSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    private final transient Callable<Connection> connections;

    /** @param left what somebody else did with each connection before */
    PreparedSource(DataSource source, String left) {
        connections = () -> {
            Connection connection = source.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute(left);
            }
            return connection;
        };
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return connections.call();
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
