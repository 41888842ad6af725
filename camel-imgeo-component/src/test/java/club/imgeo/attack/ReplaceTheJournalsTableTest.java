package club.imgeo.attack;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.claim;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Claim;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.charge.Postgres;
import club.imgeo.client.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Another user of the same PostgreSQL wants the journal to work with a table of theirs: to learn what was paid for, to have
 * it paid again, to give images away, or to run a trigger or function with the journal's rights.
 */
class ReplaceTheJournalsTableTest {
    private final PGSimpleDataSource admin = Postgres.newDatabase();
    private final String app = "app_" + admin.getDatabaseName();
    private final String mallory = "mallory_" + admin.getDatabaseName();
    private final PGSimpleDataSource apps = user(app);
    private final PGSimpleDataSource mallorys = user(mallory);

    private PGSimpleDataSource user(String name) {
        String password = UUID.randomUUID().toString();
        Postgres.execute(admin, "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
        PGSimpleDataSource source = Postgres.database(admin.getDatabaseName());
        source.setUser(name);
        source.setPassword(password);
        return source;
    }

    @BeforeEach
    void mayMakeASchema() {
        Postgres.execute(admin, "GRANT CREATE ON DATABASE " + admin.getDatabaseName() + " TO " + mallory);
    }

    @AfterEach
    void removeRoles() {
        Postgres.execute(
                admin,
                "DROP OWNED BY " + app + ", " + mallory + " CASCADE",
                "DROP ROLE " + app,
                "DROP ROLE " + mallory);
    }

    /** Makes the journal's tables, with a trigger that shows whether anything is written to them. */
    private void plant(String schema) {
        Postgres.execute(
                mallorys,
                "SET search_path = " + schema,
                script(),
                "CREATE TABLE IF NOT EXISTS stolen (who TEXT)",
                "GRANT ALL ON ALL TABLES IN SCHEMA " + schema + " TO PUBLIC",
                "GRANT USAGE ON SCHEMA " + schema + " TO PUBLIC",
                "CREATE FUNCTION steal() RETURNS trigger LANGUAGE plpgsql AS" + " $$ BEGIN INSERT INTO " + schema
                        + ".stolen VALUES (current_user); RETURN NEW; END $$",
                "CREATE TRIGGER steal BEFORE INSERT OR UPDATE OR DELETE ON imgeo_charge EXECUTE FUNCTION steal()",
                "CREATE TRIGGER steal BEFORE INSERT OR UPDATE OR DELETE ON imgeo_journal EXECUTE FUNCTION steal()");
    }

    private static String script() {
        try (InputStream script = requireNonNull(JdbcJournal.class.getResourceAsStream("charge-journal.sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertNothingStolen(String schema) {
        assertThat(Postgres.select(admin, "SELECT who FROM " + schema + ".stolen"))
                .isEmpty();
        assertThat(Postgres.select(admin, "SELECT charge_key FROM " + schema + ".imgeo_charge"))
                .isEmpty();
    }

    /** Pays for a fox, before the attack. */
    private void payForAFox() {
        try (JdbcJournal journal = opened(apps)) {
            ended(journal, intent("a fox"), DRAWN);
        }
    }

    private void assertKnowsTheFoxAndTakesAHare(DataSource source) {
        try (JdbcJournal journal = opened(source)) {
            assertThat(get(journal.find("a fox"))).extracting(Charge::state).containsExactly(ChargeState.DONE);
            assertThat(claim(journal, intent("a fox"))).isInstanceOf(Claim.Taken.class);
            granted(journal, intent("a hare"), cap("100"));
        }
        assertThat(Postgres.select(admin, "SELECT charge_key FROM public.imgeo_charge ORDER BY 1"))
                .containsExactly("a fox", "a hare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER ROLE $app SET search_path = theirs, public",
                "ALTER ROLE $app SET search_path = theirs",
                "ALTER ROLE $app SET search_path = theirs, pg_catalog, public",
                "ALTER DATABASE $database SET search_path = theirs, public",
                "ALTER ROLE $app IN DATABASE $database SET search_path = theirs"
            })
    void changesTheSearchPathInVain(String attack) {
        payForAFox();
        Postgres.execute(mallorys, "CREATE SCHEMA theirs");
        plant("theirs");
        Postgres.execute(admin, attack.replace("$app", app).replace("$database", admin.getDatabaseName()));

        assertKnowsTheFoxAndTakesAHare(apps);

        assertNothingStolen("theirs");
    }

    @Test
    void namesASchemaLikeTheUserInVain() {
        payForAFox();
        Postgres.execute(mallorys, "CREATE SCHEMA " + app);
        plant(app);

        assertKnowsTheFoxAndTakesAHare(apps);

        assertNothingStolen(app);
    }

    @Test
    void leavesAConnectionOfThePoolWithAPathAndTablesOfTheirsInVain() {
        payForAFox();
        Postgres.execute(mallorys, "CREATE SCHEMA theirs");
        plant("theirs");
        String dirty = "CREATE TEMPORARY TABLE imgeo_charge (LIKE theirs.imgeo_charge INCLUDING ALL);"
                + " CREATE TEMPORARY TABLE imgeo_journal AS SELECT 1 AS id; SET search_path = theirs, public";

        assertKnowsTheFoxAndTakesAHare(new PreparedSource(apps, dirty));

        assertNothingStolen("theirs");
    }

    @Test
    void plantsATableBeforeTheFirstStartInVain() {
        plant("public");

        assertThatThrownBy(() -> opened(apps))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll(
                        "in the schema public, imgeo_charge belongs to " + mallory,
                        "imgeo_journal belongs to " + mallory,
                        "give it to the user of the connection",
                        "do not drop it")
                .hasMessageNotContaining("JdbcJournal.in");

        assertNothingStolen("public");
    }

    @Test
    void plantsTheTableThatIsLockedInVain() {
        plant("public");
        Postgres.execute(mallorys, "DROP TABLE public.imgeo_charge");

        assertThatThrownBy(() -> opened(apps))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("imgeo_journal belongs to " + mallory);

        assertThat(Postgres.select(admin, "SELECT who FROM public.stolen")).isEmpty();
    }

    @Test
    void plantsASchemaBeforeTheFirstStartInVain() {
        Postgres.execute(mallorys, "CREATE SCHEMA " + app, "GRANT ALL ON SCHEMA " + app + " TO PUBLIC");

        payForAFox();

        assertThat(Postgres.select(admin, "SELECT charge_key FROM public.imgeo_charge"))
                .containsExactly("a fox");
    }

    /** Exact types win over those of PostgreSQL's own, if the schema is on the path at all. */
    @Test
    void plantsOperatorsInVain() {
        payForAFox();
        Postgres.execute(
                mallorys,
                "CREATE TABLE public.stolen (who TEXT)",
                "GRANT ALL ON public.stolen TO PUBLIC",
                "CREATE FUNCTION public.steal(varchar, varchar) RETURNS boolean LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO public.stolen VALUES (current_user); RETURN false; END $$");
        for (String operator : List.of("=", "<>", "<", ">", ">=")) {
            Postgres.execute(
                    mallorys,
                    "CREATE OPERATOR public." + operator
                            + " (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.steal)");
        }

        assertKnowsTheFoxAndTakesAHare(apps);

        assertThat(Postgres.select(admin, "SELECT who FROM public.stolen")).isEmpty();
    }

    /** The owner of a schema may drop what others have in it, and make it anew. */
    @Test
    void getsTheTablesIntoASchemaOfTheirsInVain() {
        Postgres.execute(mallorys, "CREATE SCHEMA " + app, "GRANT ALL ON SCHEMA " + app + " TO PUBLIC");
        Postgres.execute(apps, "SET search_path = " + app, script());

        assertThatThrownBy(() -> opened(apps))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("in the schema " + app + ", whose owner is not trusted");
    }

    @Test
    void leavesTheJournalsOfEarlierVersionsWhereTheyAre() {
        for (String owner : List.of(app, "postgres")) {
            Postgres.execute(
                    admin,
                    "DROP SCHEMA IF EXISTS " + app + " CASCADE",
                    "CREATE SCHEMA " + app + " AUTHORIZATION " + owner,
                    "SET ROLE " + owner,
                    "SET search_path = " + app,
                    script(),
                    "GRANT USAGE ON SCHEMA " + app + " TO " + app,
                    "GRANT ALL ON ALL TABLES IN SCHEMA " + app + " TO " + app);

            try (JdbcJournal journal = opened(apps)) {
                granted(journal, intent("a fox"));
            }

            assertThat(Postgres.select(admin, "SELECT charge_key FROM " + app + ".imgeo_charge"))
                    .as(owner)
                    .containsExactly("a fox");
        }
    }

    @Test
    void leavesASecondJournalToWhoeverNamesItsSchemaInTheConnection() {
        payForAFox();
        Postgres.execute(admin, "CREATE SCHEMA staging AUTHORIZATION " + app);
        apps.setCurrentSchema("staging");

        try (JdbcJournal journal = opened(apps)) {
            granted(journal, intent("a hare"));
        }

        assertThat(Postgres.select(admin, "SELECT charge_key FROM staging.imgeo_charge"))
                .containsExactly("a hare");
    }

    @Test
    void plantsATableBeforeTheFirstStartInVainIfTheSchemaIsNamedInWhichEveryoneMayMakeTables() {
        plant("public");

        assertThatThrownBy(() -> JdbcJournal.in(apps, "public").open())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("in the schema public, imgeo_charge belongs to " + mallory)
                .hasMessageNotContaining("JdbcJournal.in");

        assertNothingStolen("public");
    }

    @Test
    void plantsATableInVainIfTheRightToMakeTablesWasTakenFromThem() {
        plant("public");
        Postgres.execute(admin, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        assertThatThrownBy(() -> JdbcJournal.in(apps, "public").open())
                .isInstanceOf(JournalException.class)
                .hasMessageNotContaining("JdbcJournal.in");

        assertNothingStolen("public");
    }

    /** As PostgreSQL 15 and later have it, and with a role of its own for migrations. */
    @Test
    void leavesTheTablesInPublicOfARoleThatMayMakeThemToWhoeverNamesIt() {
        Postgres.execute(
                admin, "REVOKE CREATE ON SCHEMA public FROM PUBLIC", "GRANT CREATE ON SCHEMA public TO " + mallory);
        Postgres.execute(mallorys, script(), "GRANT ALL ON imgeo_charge, imgeo_journal TO " + app);

        assertThatThrownBy(() -> opened(apps)).hasMessageContaining("JdbcJournal.in(DataSource, \"public\")");
        try (JdbcJournal journal = JdbcJournal.in(apps, "public")) {
            journal.open();
            granted(journal, intent("a fox"));
        }

        assertThat(Postgres.select(admin, "SELECT charge_key FROM public.imgeo_charge"))
                .containsExactly("a fox");
    }

    @Test
    void leavesTheTablesOfAnotherRoleToWhoeverNamesTheirSchema() {
        Postgres.execute(mallorys, "CREATE SCHEMA migrated", "SET search_path = migrated", script());
        Postgres.execute(mallorys, "GRANT USAGE ON SCHEMA migrated TO " + app);
        Postgres.execute(mallorys, "GRANT ALL ON ALL TABLES IN SCHEMA migrated TO " + app);
        Postgres.execute(admin, "ALTER ROLE " + app + " SET search_path = migrated");

        assertThatThrownBy(() -> opened(apps)).hasMessageContaining("JdbcJournal.in(DataSource, \"migrated\")");
        try (JdbcJournal journal = JdbcJournal.in(apps, "migrated")) {
            journal.open();
            granted(journal, intent("a fox"));
        }

        assertThat(Postgres.select(admin, "SELECT charge_key FROM migrated.imgeo_charge"))
                .containsExactly("a fox");
    }

    private static JdbcJournal opened(DataSource source) {
        JdbcJournal journal = JdbcJournal.in(source);
        journal.open();
        return journal;
    }
}
