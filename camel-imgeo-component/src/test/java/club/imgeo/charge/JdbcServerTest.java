package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.claim;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.JournalException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A journal in PostgreSQL: what happens when that is away, slow, or set up otherwise. */
class JdbcServerTest {
    private PGSimpleDataSource database;

    @BeforeEach
    void newDatabase() {
        database = Postgres.newDatabase();
    }

    @Test
    void losesNothingAndGrantsNothingTwiceWhenItsConnectionsAreCut() {
        try (JdbcJournal one = opened(database);
                JdbcJournal other = opened(database)) {
            List<String> done = new ArrayList<>();
            int cut = 0;
            for (int round = 0; round < 20; round++) {
                List<CompletableFuture<Charge>> paying = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    String key = "key " + round + " " + i;
                    paying.add(paid(one, key));
                    paying.add(paid(other, key));
                }
                cut += Postgres.terminateConnections(database);
                paying.forEach(each -> {
                    try {
                        done.add(get(each).key());
                    } catch (CompletionException e) {
                        assertThat(e).hasCauseInstanceOf(JournalException.class);
                    }
                });
            }

            assertThat(cut).isGreaterThan(20);
            assertThat(done).hasSizeGreaterThan(400).doesNotHaveDuplicates();
            assertThat(Postgres.select(database, "SELECT charge_key FROM imgeo_charge WHERE state = 'DONE'"))
                    .containsAll(done);
            assertThat(Postgres.select(database, "SELECT charge_key FROM imgeo_charge WHERE attempt > 1"))
                    .isEmpty();
        }
    }

    /** Fails with a {@link JournalException} where that which was said is not known, and never completes if taken. */
    private static CompletableFuture<Charge> paid(ChargeJournal journal, String key) {
        return journal.claim(intent(key), List.of(), InDoubtPolicy.QUARANTINE)
                .thenCompose(claim -> claim instanceof Claim.Granted granted
                        ? journal.record(granted.charge(), DRAWN, NOON)
                        : CompletableFuture.failedFuture(JournalException.of("taken by the other", null)));
    }

    @Test
    void goesOnWhenTheDatabaseIsBack(@TempDir Path data) throws Exception {
        EmbeddedPostgres first = server(data);
        PGSimpleDataSource source = (PGSimpleDataSource) first.getPostgresDatabase();
        int port = first.getPort();
        try (JdbcJournal journal = opened(source)) {
            Charge before = granted(journal, intent("a fox"));
            first.close();
            assertThatThrownBy(() -> claim(journal, intent("a hare")))
                    .hasCauseInstanceOf(JournalException.class)
                    .hasMessageContaining("cannot be reached; each new call tries again");

            try (EmbeddedPostgres second = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start()) {
                assertThat(second.getPort()).isEqualTo(port);
                get(journal.record(before, DRAWN, NOON));
                granted(journal, intent("a hare"));

                assertThat(get(journal.find("a fox"))).extracting(Charge::state).containsExactly(ChargeState.DONE);
            }
        }
    }

    private static EmbeddedPostgres server(Path data) throws Exception {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    @Test
    void doesNotWaitForEverForADatabaseThatAcceptsAndIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            PGSimpleDataSource source = Postgres.database("postgres");
            source.setPortNumbers(new int[] {silent.getLocalPort()});
            JdbcJournal journal = new JdbcJournal(
                    new DatabaseServer(source, null, Duration.ofMillis(300)),
                    InstantSource.system(),
                    Duration.ofSeconds(5));

            assertThatThrownBy(journal::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void closesInTimeWhateverTheDatabaseDoes() throws Exception {
        JdbcJournal journal = new JdbcJournal(
                new DatabaseServer(database, null, Duration.ofSeconds(30)),
                InstantSource.system(),
                Duration.ofMillis(300));
        journal.open();
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE imgeo_charge IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<List<Charge>> stuck = journal.find("a fox");
            await().until(() -> !Postgres.select(
                            database, "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    .isEmpty());
            CompletableFuture<List<Charge>> queued = journal.find("a hare");

            journal.close();

            assertThat(stuck).isCompletedExceptionally();
            assertThat(queued).isCompletedExceptionally();
        }
    }

    @Test
    void countsOnWhenAnotherNodeDiesWithTheLock() throws Exception {
        try (JdbcJournal journal = opened(database);
                Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            new ChargeTable(Tables.in(other)).lock();
            CompletableFuture<Claim> waiting =
                    journal.claim(intent("a fox"), List.of(cap("10")), InDoubtPolicy.QUARANTINE);
            await().until(() -> !Postgres.select(
                            database, "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    .isEmpty());
            assertThat(waiting).isNotDone();

            other.abort(Runnable::run);

            assertThat(get(waiting)).isInstanceOf(Claim.Granted.class);
        }
    }

    @Test
    void commitsWhateverBecomesOfTheTransactionAround() throws Exception {
        try (JdbcJournal journal = opened(database);
                Connection around = database.getConnection();
                Statement statement = around.createStatement()) {
            around.setAutoCommit(false);
            statement.execute("CREATE TABLE orders (id INTEGER)");

            Charge charge = granted(journal, intent("a fox"));
            around.rollback();

            assertThat(get(journal.find("a fox"))).containsExactly(charge);
            assertThat(claim(journal, intent("a fox"))).isInstanceOf(Claim.Taken.class);
        }
    }

    @Test
    void commitsForGoodWhereTheDatabaseWouldNotWait() throws SQLException {
        Postgres.execute(database, "ALTER DATABASE " + database.getDatabaseName() + " SET synchronous_commit = off");
        Tables tables = new DatabaseServer(database, null, Duration.ofSeconds(30)).connect();

        try (Connection connection = tables.connection();
                PreparedStatement select = tables.prepare("SHOW synchronous_commit");
                ResultSet row = select.executeQuery()) {
            assertThat(connection.isClosed()).isFalse();
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void givesTheConnectionBackAsItWas() throws Exception {
        Kept pool = new Kept(database);
        DatabaseServer server = new DatabaseServer(pool, null, Duration.ofSeconds(30));
        Connection connection = server.connect().connection();
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);

        server.disconnect(connection);

        Connection kept = pool.kept();
        assertThat(kept.getAutoCommit()).isTrue();
        assertThat(kept.getNetworkTimeout()).isZero();
        assertThat(kept.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        kept.close();
    }

    @Test
    void namesTheScriptWhereItMayNotMakeTables() {
        PGSimpleDataSource user = user("reader");

        assertThatThrownBy(() -> opened(user))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll("cannot be read or made", "docs/charge-journal.sql", "granted");
    }

    @Test
    void namesTheRightsWhereItMayOnlyRead() {
        opened(database).close();
        PGSimpleDataSource user = user("onlooker");
        Postgres.execute(database, "GRANT SELECT ON imgeo_charge, imgeo_journal TO onlooker");

        assertThatThrownBy(() -> opened(user))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("grant SELECT, INSERT, UPDATE and DELETE on imgeo_charge and imgeo_journal");
    }

    @Test
    void needsNoRightToMakeTablesThatAreThere() {
        opened(database).close();
        PGSimpleDataSource user = user("writer");
        Postgres.execute(database, "GRANT SELECT, INSERT, UPDATE, DELETE ON imgeo_charge, imgeo_journal TO writer");

        try (JdbcJournal journal = opened(user)) {
            granted(journal, intent("a fox"), cap("10"));
        }
    }

    private PGSimpleDataSource user(String name) {
        Postgres.execute(
                database, "CREATE USER " + name + " PASSWORD 'secret'", "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        PGSimpleDataSource source = Postgres.database(database.getDatabaseName());
        source.setUser(name);
        source.setPassword("secret");
        return source;
    }

    @Test
    void saysWhatIsMissingWhenTheTablesAreDroppedUnderIt() {
        try (JdbcJournal journal = opened(database)) {
            Postgres.execute(database, "DROP TABLE imgeo_charge");

            assertThatThrownBy(() -> claim(journal, intent("a fox")))
                    .hasCauseInstanceOf(JournalException.class)
                    .hasMessageContaining("docs/charge-journal.sql");
        }
    }

    @Test
    void failsOnlyTheKeyWhoseChargeIsOfAnUnknownVersion() {
        try (JdbcJournal journal = opened(database)) {
            granted(journal, intent("a fox"));
            Postgres.execute(database, "UPDATE imgeo_charge SET version = 2");

            List<CompletableFuture<Claim>> claims = IntStream.range(0, 20)
                    .mapToObj(i ->
                            journal.claim(intent(i == 10 ? "a fox" : "key " + i), List.of(), InDoubtPolicy.QUARANTINE))
                    .toList();

            for (int i = 0; i < 20; i++) {
                CompletableFuture<Claim> claim = claims.get(i);
                if (i == 10) {
                    assertThatThrownBy(() -> get(claim)).rootCause().hasMessageContaining("of version 2");
                } else {
                    assertThat(get(claim)).isInstanceOf(Claim.Granted.class);
                }
            }
        }
    }

    @Test
    void takesWhateverAServerAnswers() {
        try (JdbcJournal journal = opened(database)) {
            Charge made = granted(journal, intent("a fox"));
            Drawing drawing = new Drawing(List.of(), "\u0000\ud800", null, false, true);
            Outcome absurd =
                    new Outcome(DRAWN.creditOutcome(), new BigDecimal("1E+4000"), drawing, "a\u0000b\udc00", null);

            get(journal.record(made, absurd, NOON));

            assertThat(get(journal.find("a fox"))).singleElement().satisfies(charge -> {
                assertThat(charge.state()).isEqualTo(ChargeState.DONE);
                assertThat(charge.outcome()).extracting(Outcome::reason).isEqualTo("a\ufffdb\ufffd");
                assertThat(charge.credits()).isEqualByComparingTo("1E+29");
            });
        }
    }

    @Test
    void refusesKeysThatWouldNotBeTheSameAfterwards() {
        try (JdbcJournal journal = opened(database)) {
            for (String key : List.of("a\u0000b", "\ud800", "x".repeat(256))) {
                assertThatThrownBy(() -> claim(journal, intent(key)))
                        .hasCauseInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("chargeKey");
            }
        }
    }

    @Test
    void keepsABudgetOfATenantWithAnOddName() {
        Scope odd = new Scope("imgeo", null, "a\u0000b");
        try (JdbcJournal journal = opened(database)) {
            List<CompletableFuture<Claim>> claims = IntStream.range(0, 50)
                    .mapToObj(i -> journal.claim(
                            intent("key " + i, "4", odd, NOON),
                            List.of(new Cap(odd, new BigDecimal("20"), null)),
                            InDoubtPolicy.QUARANTINE))
                    .toList();

            assertThat(claims.stream().map(Journals::get).filter(Claim.Granted.class::isInstance))
                    .hasSize(5);
        }
    }

    @Test
    void doesNotWaitForWhoGoesOnWithAnAnswer() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        try (JdbcJournal journal = opened(database)) {
            CompletableFuture<Void> slow = journal.find("a fox").thenAccept(found -> release.join());
            CompletableFuture<Claim> claim = journal.claim(intent("a hare"), List.of(), InDoubtPolicy.QUARANTINE);

            await().until(() ->
                    !Postgres.select(database, "SELECT 1 FROM imgeo_charge").isEmpty());

            assertThat(claim).isNotDone();
            release.complete(null);
            get(slow);
            get(claim);
        }
    }

    @Test
    void addsUpWhatOthersSpend() {
        try (JdbcJournal one = opened(database);
                JdbcJournal other = opened(database)) {
            granted(one, intent("1"), cap("9"));
            ended(other, intent("2"), DRAWN);

            assertThat(claim(one, intent("3"), cap("9"))).isInstanceOf(Claim.OverBudget.class);
            assertThat(get(one.totals(SCOPE, NOON)).spent()).isEqualByComparingTo("4");
        }
    }

    @Test
    void looksAgainWhenAnotherNodeWasFaster() {
        try (JdbcJournal one = opened(database);
                JdbcJournal other = opened(database)) {
            Charge made = granted(one, intent("a fox"));
            Outcome doubt = new Outcome(CreditOutcome.UNKNOWN, null, null, "connection reset", null);

            Charge slow = get(one.change("a fox", books -> {
                Change<Charge> change = Protocol.record(books, made, doubt, NOON.plusSeconds(1));
                get(other.record(made, DRAWN, NOON.plusSeconds(2))); // after the charge was read
                return change;
            }));
            Claim claim = get(one.change("a hare", books -> {
                Change<Claim> change = Protocol.claim(books, intent("a hare"), List.of(), InDoubtPolicy.QUARANTINE);
                get(other.claim(intent("a hare"), List.of(), InDoubtPolicy.QUARANTINE));
                return change;
            }));

            assertThat(slow.state()).isEqualTo(ChargeState.DONE);
            assertThat(get(one.find("a fox"))).containsExactly(slow);
            assertThat(claim).isInstanceOf(Claim.Taken.class);
            assertThat(get(one.find("a hare"))).hasSize(1);
        }
    }

    private static JdbcJournal opened(PGSimpleDataSource source) {
        JdbcJournal journal = JdbcJournal.in(source);
        journal.open();
        return journal;
    }
}
