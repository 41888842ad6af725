package club.imgeo.charge;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database that several nodes share, behind a {@link DataSource} of the user's. */
final class DatabaseServer implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseServer.class);
    private final DataSource source;
    private final Duration patience;
    private final PostgresSchema schema;
    /** An attempt that hangs is waited for again, and not given company. */
    private @Nullable CompletableFuture<Connection> connecting;

    private @Nullable Before before;

    /** @param isolation null if it was left alone */
    private record Before(boolean autoCommit, @Nullable Integer isolation, int networkTimeout) {}

    /** @param schema of the tables in PostgreSQL; null to look for them */
    DatabaseServer(DataSource source, @Nullable String schema, Duration patience) {
        this.source = source;
        this.patience = patience;
        this.schema = new PostgresSchema(name(source), schema);
    }

    @Override
    public Tables connect() throws SQLException {
        Connection connection = awaitConnection();
        try {
            boolean isPostgres =
                    connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            before = new Before(
                    connection.getAutoCommit(),
                    isPostgres ? null : connection.getTransactionIsolation(),
                    limit(connection, (int) patience.toMillis()));
            connection.setAutoCommit(true);
            if (!isPostgres) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            connection.setAutoCommit(false);
            return isPostgres ? schema.on(connection) : Tables.in(connection);
        } catch (SQLException | RuntimeException e) {
            disconnect(connection);
            throw e;
        }
    }

    /** Not every driver, pool or network says in time that nobody answers. */
    private Connection awaitConnection() throws SQLException {
        CompletableFuture<Connection> attempt = connecting == null ? begin() : connecting;
        connecting = attempt;
        try {
            Connection connection = attempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            connecting = null;
            return connection;
        } catch (TimeoutException e) {
            throw new SQLTimeoutException("no connection within " + patience, "08001", e);
        } catch (ExecutionException e) {
            connecting = null;
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException("no connection", "08001", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException("interrupted", "08001", e);
        }
    }

    private CompletableFuture<Connection> begin() {
        CompletableFuture<Connection> attempt = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        attempt.complete(source.getConnection());
                    } catch (SQLException | RuntimeException | Error e) {
                        attempt.completeExceptionally(e);
                    }
                },
                "imgeo-journal-connecting");
        thread.setDaemon(true);
        thread.start();
        return attempt;
    }

    /** The limit before; -1 where the driver has none. */
    private static int limit(Connection connection, int millis) {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLException | AbstractMethodError e) {
            LOG.debug("The driver knows no network timeout", e);
            return -1;
        }
    }

    @Override
    public void committed(Connection connection) {
        // a commit is safe when the server has answered it
    }

    @Override
    public void disconnect(Connection connection) {
        try (connection) {
            Before was = before;
            before = null;
            if (was == null || connection.isClosed()) {
                return;
            }
            connection.rollback();
            connection.setAutoCommit(true);
            if (was.isolation != null) {
                connection.setTransactionIsolation(was.isolation);
            }
            connection.setAutoCommit(was.autoCommit);
            if (was.networkTimeout >= 0) {
                connection.setNetworkTimeout(Runnable::run, was.networkTimeout);
            }
        } catch (SQLFeatureNotSupportedException e) {
            LOG.debug("{} did not take everything back", name(), e);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{} was lost", name(), e);
        }
    }

    @Override
    public void stop() {
        CompletableFuture<Connection> late = connecting;
        connecting = null;
        if (late != null) {
            var unused = late.thenAccept(this::disconnect);
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public String name() {
        return name(source);
    }

    private static String name(DataSource source) {
        return "the charge journal in the database of " + source.getClass().getSimpleName();
    }
}
