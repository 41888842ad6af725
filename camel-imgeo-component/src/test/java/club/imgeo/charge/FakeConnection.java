package club.imgeo.charge;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How a connection is set up, and with which statements; it leads nowhere. */
final class FakeConnection implements DataSource {
    private final String product;
    boolean autoCommit = true;
    int isolation = Connection.TRANSACTION_SERIALIZABLE;
    int networkTimeout = 7;
    boolean knowsNetworkTimeout = true;
    volatile boolean isClosed;
    boolean refusesIsolation;
    final List<String> statements = new ArrayList<>();
    /** How it is made. */
    Callable<FakeConnection> making = () -> this;

    FakeConnection(String product) {
        this.product = product;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                FakeConnection.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.answer(method, arguments == null ? new Object[0] : arguments)));
    }

    private interface Handler {
        @Nullable
        Object answer(Method method, Object[] arguments) throws SQLException;
    }

    Connection connection() {
        return proxy(Connection.class, this::answer);
    }

    private @Nullable Object answer(Method method, Object[] arguments) throws SQLException {
        return switch (method.getName()) {
            case "getMetaData" -> proxy(DatabaseMetaData.class, (asked, none) -> product);
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> {
                autoCommit = (boolean) arguments[0];
                yield null;
            }
            case "getTransactionIsolation" -> isolation;
            case "setTransactionIsolation" -> {
                if (refusesIsolation) {
                    throw new SQLException("no such isolation");
                }
                isolation = (int) arguments[0];
                yield null;
            }
            case "getNetworkTimeout" -> {
                if (!knowsNetworkTimeout) {
                    throw new SQLFeatureNotSupportedException();
                }
                yield networkTimeout;
            }
            case "setNetworkTimeout" -> {
                if (!knowsNetworkTimeout) {
                    throw new AssertionError("it said that it knows none");
                }
                networkTimeout = (int) arguments[1];
                yield null;
            }
            case "rollback" -> {
                statements.add("ROLLBACK");
                yield null;
            }
            case "isClosed" -> isClosed;
            case "close" -> {
                isClosed = true;
                yield null;
            }
            case "createStatement" -> proxy(Statement.class, this::answerToStatement);
            case "prepareStatement" -> {
                String sql = (String) arguments[0];
                yield proxy(PreparedStatement.class, (asked, none) -> switch (asked.getName()) {
                    case "execute" -> {
                        statements.add(sql);
                        yield true;
                    }
                    case "executeQuery" -> rows(null);
                    default -> null;
                });
            }
            default -> throw new AssertionError(method);
        };
    }

    private @Nullable Object answerToStatement(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "execute" -> {
                statements.add((autoCommit ? "" : "in a transaction: ") + arguments[0]);
                yield true;
            }
            case "executeQuery" -> rows(null);
            default -> null;
        };
    }

    /** One row, or none. */
    private static ResultSet rows(@Nullable String value) {
        return proxy(ResultSet.class, (asked, none) -> switch (asked.getName()) {
            case "next" -> value != null;
            case "getString" -> value;
            default -> null;
        });
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return making.call().connection();
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
