package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a connection of the user's is set up, and given back. */
class DatabaseServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeConnection postgres = new FakeConnection("PostgreSQL");
    private final FakeConnection other = new FakeConnection("H2");

    @Test
    void setsAConnectionUpAndGivesItBackAsItWas() throws Exception {
        DatabaseServer server = new DatabaseServer(other, null, PATIENCE);

        Connection connection = server.connect().connection();

        assertThat(other.autoCommit).isFalse();
        assertThat(other.isolation).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(other.networkTimeout).isEqualTo(20_000);
        assertThat(other.statements).isEmpty();
        server.disconnect(connection);
        assertThat(other.autoCommit).isTrue();
        assertThat(other.isolation).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(other.networkTimeout).isEqualTo(7);
        assertThat(other.statements).containsExactly("ROLLBACK");
        assertThat(other.isClosed).isTrue();
    }

    @Test
    void givesAConnectionBackWithoutAutoCommitWhereItHadNone() throws Exception {
        other.autoCommit = false;
        DatabaseServer server = new DatabaseServer(other, null, PATIENCE);

        server.disconnect(server.connect().connection());

        assertThat(other.autoCommit).isFalse();
    }

    @Test
    void changesPostgresOnlyWithinATransaction() throws Exception {
        DatabaseServer server = new DatabaseServer(postgres, null, PATIENCE);

        Connection connection = server.connect().connection();
        server.disconnect(connection);

        assertThat(postgres.statements)
                .filteredOn(sql -> !sql.equals("ROLLBACK"))
                .singleElement()
                .asString()
                .startsWith("in a transaction: SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL search_path");
        assertThat(postgres.statements).endsWith("ROLLBACK");
        assertThat(postgres.isolation).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(postgres.autoCommit).isTrue();
    }

    @Test
    void doesWithoutANetworkTimeoutWhereTheDriverHasNone() throws Exception {
        other.knowsNetworkTimeout = false;
        DatabaseServer server = new DatabaseServer(other, null, PATIENCE);

        server.disconnect(server.connect().connection());

        assertThat(other.networkTimeout).isEqualTo(7);
        assertThat(other.isClosed).isTrue();
    }

    @Test
    void leavesAConnectionAloneThatIsClosedAlready() throws Exception {
        DatabaseServer server = new DatabaseServer(other, null, PATIENCE);
        Connection connection = server.connect().connection();
        connection.close();

        server.disconnect(connection);

        assertThat(other.statements).isEmpty();
        assertThat(other.autoCommit).isFalse();
    }

    @Test
    void closesWhatCannotBeSetUp() {
        other.refusesIsolation = true;

        assertThatThrownBy(() -> new DatabaseServer(other, null, PATIENCE).connect())
                .hasMessage("no such isolation");

        assertThat(other.isClosed).isTrue();
    }

    @Test
    void passesOnWhyThereIsNoConnectionAndTriesAgain() throws Exception {
        other.making = () -> {
            throw new SQLException("no more connections", "53300");
        };
        DatabaseServer server = new DatabaseServer(other, null, PATIENCE);
        assertThatThrownBy(server::connect).hasMessage("no more connections");
        other.making = () -> {
            throw new IllegalStateException("the pool is closed");
        };
        assertThatThrownBy(server::connect)
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(Trouble.isLostConnection(e))
                        .isTrue())
                .hasRootCauseMessage("the pool is closed");
        other.making = () -> other;

        assertThat(server.connect()).isNotNull();
    }

    @Test
    void waitsForOneConnectionThatHangsAndMakesNoOther() throws Exception {
        CompletableFuture<FakeConnection> hanging = new CompletableFuture<>();
        AtomicInteger attempts = new AtomicInteger();
        other.making = () -> {
            attempts.incrementAndGet();
            return hanging.get();
        };
        DatabaseServer server = new DatabaseServer(other, null, Duration.ofMillis(50));
        assertThatThrownBy(server::connect)
                .isInstanceOfSatisfying(SQLTimeoutException.class, e -> assertThat(Trouble.isLostConnection(e))
                        .isTrue())
                .hasMessage("no connection within PT0.05S");
        assertThatThrownBy(server::connect).isInstanceOf(SQLTimeoutException.class);

        hanging.complete(other);
        await().pollInterval(Duration.ofMillis(5)).ignoreExceptions().until(() -> server.connect() != null);

        assertThat(attempts).hasValue(1);
    }

    @Test
    void closesAConnectionThatComesWhenItIsStopped() {
        CompletableFuture<FakeConnection> hanging = new CompletableFuture<>();
        other.making = hanging::get;
        DatabaseServer server = new DatabaseServer(other, null, Duration.ofMillis(50));
        assertThatThrownBy(server::connect).isInstanceOf(SQLTimeoutException.class);

        server.stop();
        hanging.complete(other);

        await().pollInterval(Duration.ofMillis(5)).until(() -> other.isClosed);
    }

    @Test
    void stopsWhereNothingHangs() throws Exception {
        DatabaseServer server = new DatabaseServer(other, null, PATIENCE);
        server.connect();

        server.stop();

        assertThat(other.isClosed).isFalse();
    }

    @Test
    void leavesTheInterruptionToWhoWasInterrupted() {
        other.making = () -> new CompletableFuture<FakeConnection>().get();

        Thread.currentThread().interrupt();

        assertThatThrownBy(new DatabaseServer(other, null, PATIENCE)::connect).hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isSharedAndNamesItsSource() {
        DatabaseServer server = new DatabaseServer(other, null, PATIENCE);

        assertThat(server.isShared()).isTrue();
        assertThat(server.name()).isEqualTo("the charge journal in the database of FakeConnection");
    }
}
