package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** H2 in memory, with faults where the test wants them. Has the tables; goes with the process. */
final class FakeDatabase implements Database {
    private static final AtomicLong COUNT = new AtomicLong();

    private final String url = "jdbc:h2:mem:fake" + COUNT.incrementAndGet();
    private final boolean isShared;
    /** Each keeps one connection from being made. */
    final Queue<Exception> atConnecting = new ArrayDeque<>();
    /** Each keeps one commit from being made. */
    final Queue<Throwable> atCommit = new ArrayDeque<>();
    /** Each keeps one rollback from being made. */
    final Queue<SQLException> atRollback = new ArrayDeque<>();
    /** What happens before a commit. */
    volatile Runnable beforeCommit = () -> {};
    /** What was done, in words. */
    final List<String> done = new ArrayList<>();

    FakeDatabase(boolean isShared) {
        this.isShared = isShared;
        execute(Schema.statements().toArray(String[]::new));
    }

    private Connection direct() throws SQLException {
        return requireNonNull(new org.h2.Driver().connect(url + ";DB_CLOSE_DELAY=-1", new Properties()));
    }

    /** A connection of somebody who was made by {@link #execute}, with the password {@code secret}. */
    Tables as(String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", "secret");
        Connection connection = requireNonNull(new org.h2.Driver().connect(url, properties));
        connection.setAutoCommit(false);
        return Tables.in(connection);
    }

    /** Past everything that may fail. */
    void execute(String... statements) {
        try (Connection connection = direct();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column. */
    List<String> select(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = direct();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    @Override
    public Tables connect() throws SQLException {
        Exception fault = atConnecting.poll();
        if (fault instanceof SQLException e) {
            throw e;
        }
        if (fault instanceof RuntimeException e) {
            throw e;
        }
        done.add("connect");
        return Tables.in(faulty(direct()));
    }

    private Connection faulty(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                FakeDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Throwable fault = fault(method.getName());
                    if (fault != null) {
                        throw fault;
                    }
                    if (method.getName().equals("abort")) {
                        done.add("abort");
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw requireNonNull(e.getCause());
                    }
                });
    }

    private @Nullable Throwable fault(String method) {
        if (method.equals("commit")) {
            beforeCommit.run();
            return atCommit.poll();
        }
        return method.equals("rollback") ? atRollback.poll() : null;
    }

    @Override
    public void committed(Connection connection) {
        done.add("committed");
    }

    @Override
    public void disconnect(Connection connection) {
        done.add("disconnect");
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void stop() {
        done.add("stop");
    }

    @Override
    public boolean isShared() {
        return isShared;
    }

    @Override
    public String name() {
        return "the fake";
    }
}
