package club.imgeo.charge;

import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A start with tables of an older version, which have no index for tenants. */
class TenantIndexTest {
    private final PGSimpleDataSource database = Postgres.newDatabase();

    @BeforeEach
    void makeTablesOfAnOlderVersion() {
        open();
        Postgres.execute(database, "DROP INDEX imgeo_charge_tenant");
    }

    private void open() {
        try (JdbcJournal journal = JdbcJournal.in(database)) {
            journal.open();
        }
    }

    private @Nullable String prepare(int maxLockMillis, int maxMakingMillis) throws SQLException {
        DatabaseServer server = new DatabaseServer(database, null, Duration.ofSeconds(30));
        Tables tables = server.connect();
        try {
            return new TenantIndex(tables, "the journal", maxLockMillis, maxMakingMillis).prepare();
        } finally {
            server.disconnect(tables.connection());
        }
    }

    @Test
    void makesTheIndexAndSaysNothing() throws SQLException {
        assertThat(prepare(2_000, 10_000)).isNull();

        assertThat(Postgres.select(database, "SELECT to_regclass('imgeo_charge_tenant')"))
                .containsExactly("imgeo_charge_tenant");
        assertThat(prepare(2_000, 10_000)).isNull();
    }

    @Test
    void waitsForNoTransactionThatStaysOpenAndSaysWhatToDo() throws SQLException {
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE imgeo_charge IN ROW EXCLUSIVE MODE");

            assertThat(prepare(1, 10_000))
                    .contains("another transaction holds the table imgeo_charge")
                    .contains(
                            "CREATE INDEX CONCURRENTLY imgeo_charge_tenant ON public.imgeo_charge (tenant, claimed_at)");

            try (JdbcJournal journal = JdbcJournal.in(database)) {
                journal.open();
                granted(journal, intent("a fox"));
            }
        }
    }

    @Test
    void startsWithoutTheIndexIfItWouldTakeTooLong() throws SQLException {
        Postgres.execute(
                database,
                "INSERT INTO imgeo_charge (charge_key, attempt, version, state, changed_at, late, request_hash, model,"
                        + " component, claimant, claimed_at, deadline) SELECT 'k' || i, 1, 1, 'INTENT', now(), false, '',"
                        + " '', 'imgeo', '', now(), now() FROM generate_series(1, 50000) i");

        assertThat(prepare(2_000, 1)).contains("takes longer than 1 ms", "CREATE INDEX CONCURRENTLY");
    }

    @Test
    void namesTheOwnerOfTheTablesIfTheUserMayNotMakeIt() throws SQLException {
        String user = "user_" + database.getDatabaseName();
        Postgres.execute(
                database,
                "CREATE USER " + user + " PASSWORD 'secret'",
                "GRANT ALL ON imgeo_charge, imgeo_journal TO " + user);
        database.setUser(user);
        database.setPassword("secret");

        assertThat(prepare(2_000, 10_000)).contains("docs/charge-journal.sql", "the owner of the tables");
    }
}
