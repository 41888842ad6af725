package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.claim;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.JournalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A connection to PostgreSQL that a pool has set up, or whose server connection a pooler gives to other clients, too. */
class SharedConnectionTest {
    private final PGSimpleDataSource database = Postgres.newDatabase();

    /** As HikariCP does with its option {@code schema}. */
    private static final class WithSchema extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;
        private final String schema;

        WithSchema(PGSimpleDataSource source, String schema) {
            initializeFrom(source);
            this.schema = schema;
        }

        private void initializeFrom(PGSimpleDataSource source) {
            try {
                super.initializeFrom(source);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            connection.setSchema(schema);
            return connection;
        }
    }

    @Test
    void keepsTheJournalsApartOfTwoSchemasThatThePoolsName() {
        Postgres.execute(database, "CREATE SCHEMA prod", "CREATE SCHEMA staging");
        try (JdbcJournal prod = opened(new WithSchema(database, "prod"))) {
            ended(prod, intent("a fox"), DRAWN);
        }

        try (JdbcJournal staging = opened(new WithSchema(database, "staging"))) {
            assertThat(get(staging.find("a fox"))).isEmpty();
            granted(staging, intent("a hare"));
        }

        assertThat(Postgres.select(database, "SELECT charge_key FROM prod.imgeo_charge"))
                .containsExactly("a fox");
        assertThat(Postgres.select(database, "SELECT charge_key FROM staging.imgeo_charge"))
                .containsExactly("a hare");
    }

    @Test
    void usesNoOtherSchemaIfTheOneThatThePoolNamesIsMissing() {
        try (JdbcJournal journal = opened(database)) {
            granted(journal, intent("a fox"));
        }

        assertThatThrownBy(() -> opened(new WithSchema(database, "staging")))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll("search path staging", "create the schema");
    }

    @Test
    void changesNoSettingOfTheSession() throws SQLException {
        Kept pool = new Kept(database);
        Map<String, String> before = settings(pool.getConnection());

        try (JdbcJournal journal = opened(pool)) {
            granted(journal, intent("a fox"), cap("100"));

            assertThat(settings(pool.kept())).isEqualTo(before);
        }

        assertThat(settings(pool.kept())).isEqualTo(before);
        pool.kept().close();
    }

    @Test
    void givesAConnectionBackWithTheSettingsThatThePoolHadMade() throws SQLException {
        Kept pool = new Kept(database);
        try (Statement statement = pool.getConnection().createStatement()) {
            statement.execute("SET search_path = \"$user\", \"odd 'one\", public");
            statement.execute("SET lock_timeout = '7s'");
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        }
        Map<String, String> before = settings(pool.kept());

        try (JdbcJournal journal = opened(pool)) {
            granted(journal, intent("a fox"), cap("100"));
        }

        assertThat(settings(pool.kept())).isEqualTo(before);
        pool.kept().close();
    }

    /** Between two transactions, a pooler such as PgBouncer may give the server connection to anyone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = theirs",
                "SET search_path = theirs, pg_catalog",
                "SET synchronous_commit = off",
                "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "DISCARD ALL"
            })
    void keepsItsOwnSettingsWhateverOthersSetBetweenItsTransactions(String others) throws SQLException {
        Postgres.execute(
                database,
                "CREATE SCHEMA theirs",
                "CREATE TABLE theirs.stolen (who TEXT)",
                "CREATE FUNCTION theirs.steal(varchar, varchar) RETURNS boolean LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO theirs.stolen VALUES (current_user); RETURN false; END $$",
                "CREATE OPERATOR theirs.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = theirs.steal)");
        Kept pool = new Kept(database);
        try (JdbcJournal journal = opened(pool)) {
            ended(journal, intent("a fox"), DRAWN);
            Connection server = pool.kept();
            server.setAutoCommit(true);
            try (Statement statement = server.createStatement()) {
                statement.execute(others);
            }
            server.setAutoCommit(false);

            assertThat(claim(journal, intent("a fox"), cap("100"))).isInstanceOf(Claim.Taken.class);
            granted(journal, intent("a hare"), cap("100"));
        }

        assertThat(Postgres.select(database, "SELECT who FROM theirs.stolen")).isEmpty();
        assertThat(Postgres.select(database, "SELECT charge_key FROM public.imgeo_charge ORDER BY 1"))
                .containsExactly("a fox", "a hare");
        pool.kept().close();
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        boolean wasOutside = connection.getAutoCommit();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, setting, source FROM pg_settings"
                        + " WHERE name NOT IN ('transaction_isolation', 'application_name')")) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2) + " by " + rows.getString(3));
            }
        }
        if (!wasOutside) {
            connection.rollback();
        }
        return settings;
    }

    private static JdbcJournal opened(DataSource source) {
        JdbcJournal journal = JdbcJournal.in(source);
        journal.open();
        return journal;
    }
}
