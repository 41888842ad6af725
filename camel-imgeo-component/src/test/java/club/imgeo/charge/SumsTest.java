package club.imgeo.charge;

import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database looks at for the budget of one tenant. */
class SumsTest {
    private static Scope tenant(int i) {
        return new Scope("imgeo", "drawing", "t" + i);
    }

    private static void fill(ChargeJournal journal, int tenants) {
        CompletableFuture<?>[] claims = IntStream.range(0, tenants)
                .mapToObj(
                        i -> journal.claim(intent("k" + i, "4", tenant(i), NOON), List.of(), InDoubtPolicy.QUARANTINE))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(claims).join();
    }

    private static String plan(Connection connection, String explain) throws SQLException {
        Scope scope = new Scope("imgeo", null, "t7");
        try (PreparedStatement statement = connection.prepareStatement(explain + ChargeTable.sum(scope))) {
            ScopeFilter.fill(scope, Instant.EPOCH, new Parameters(statement));
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    @Test
    void readsTheChargesOfOneTenantOnlyInFiles(@TempDir Path directory) throws SQLException {
        try (JdbcJournal journal = JdbcJournal.inDirectory(directory)) {
            journal.open();
            fill(journal, 2_000);
        }
        H2Files files = new H2Files(directory);
        Connection connection = files.connect().connection();

        assertThat(plan(connection, "EXPLAIN ANALYZE "))
                .containsIgnoringCase("imgeo_charge_tenant")
                .contains("scanCount: 2"); // the charge, and the end of it

        files.disconnect(connection);
    }

    @Test
    void readsTheChargesOfOneTenantOnlyInPostgresql() throws SQLException {
        DataSource database = Postgres.newDatabase();
        try (JdbcJournal journal = JdbcJournal.in(database)) {
            journal.open();
            fill(journal, 2_000);
            try (Connection connection = database.getConnection()) {
                connection.createStatement().execute("SET enable_seqscan = off");

                assertThat(plan(connection, "EXPLAIN ")).contains("imgeo_charge_tenant");
            }
        }
    }

    @Test
    void addsTheIndexToATableOfAnOlderVersion() throws SQLException {
        DataSource database = Postgres.newDatabase();
        open(database);
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("DROP INDEX imgeo_charge_tenant");
        }

        open(database);

        assertHasIndex(database);
    }

    private static void open(DataSource database) {
        try (JdbcJournal journal = JdbcJournal.in(database)) {
            journal.open();
            granted(journal, intent("key at " + Instant.now()));
        }
    }

    private static void assertHasIndex(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet row =
                        connection.createStatement().executeQuery("SELECT to_regclass('imgeo_charge_tenant')")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("imgeo_charge_tenant");
        }
    }

    @Test
    void addsTheIndexToFilesOfAnOlderVersion(@TempDir Path directory) throws SQLException {
        try (JdbcJournal journal = JdbcJournal.inDirectory(directory)) {
            journal.open();
        }
        H2Files files = new H2Files(directory);
        Connection old = files.connect().connection();
        old.createStatement().execute("DROP INDEX imgeo_charge_tenant");
        files.disconnect(old);

        try (JdbcJournal journal = JdbcJournal.inDirectory(directory)) {
            journal.open();
        }

        Connection again = files.connect().connection();
        assertThat(plan(again, "EXPLAIN ")).containsIgnoringCase("imgeo_charge_tenant");
        files.disconnect(again);
    }

    @Test
    void keepsTheSumsOfSoManyScopesAndNoMore() throws SQLException {
        Sums sums = new Sums(10);
        FakeDatabase database = new FakeDatabase(true);
        ChargeTable table = new ChargeTable(database.connect());
        for (int i = 0; i < 100; i++) {
            assertThat(sums.of(tenant(i), NOON, table)).isZero();
        }

        sums.add(List.of(
                new Sums.Difference(tenant(99), NOON, BigDecimal.TEN),
                new Sums.Difference(tenant(99), NOON.minusSeconds(1), BigDecimal.TEN),
                new Sums.Difference(tenant(0), NOON, BigDecimal.TEN)));

        assertThat(sums.size()).isEqualTo(10);
        assertThat(sums.of(tenant(99), NOON, table)).isEqualByComparingTo("10");
        assertThat(sums.of(tenant(0), NOON, table)).isZero(); // what was committed would be in the table
    }
}
