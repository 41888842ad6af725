package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.charge.Postgres;
import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Two processes draw the same pictures under the same keys, on one journal in PostgreSQL; the ledger counts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGSTOP")
class TwoNodesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int KILLS = 6;

    /** To have the same moments again: {@code -Dkills.seed=…}. */
    private final long seed = Long.getLong("kills.seed", new SecureRandom().nextLong());

    private final Random random = new Random(seed);
    private final PGSimpleDataSource database = Postgres.newDatabase();
    private final Sandbox sandbox = Sandbox.start();
    private final String apiKey = sandbox.signUp(10_000);

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void takesTheLateWordOfANodeThatFrozeWithIt() throws Exception {
        List<String> prompts = prompts(5, List.of(""));
        try (NodeProcess frozen = node("held:", prompts, 5)) {
            frozen.awaitMoment(() -> frozen.said("holds").size() == prompts.size());
            frozen.freeze();

            try (NodeProcess other = node("", prompts, 5).awaitEnd()) {
                assertThat(other.said("failed")).hasSize(5).allMatch(line -> line.endsWith("InDoubtException"));
            }
            audit(prompts, audit -> assertThat(audit.inDoubt()).isEqualTo(5));
            assertThat(prompts).allMatch(prompt -> sandbox.ledger().calls(prompt) == 1);

            frozen.thaw();
            frozen.letGo();
            frozen.awaitEnd();
        }
        try (NodeProcess again = node("", prompts, 5).awaitEnd()) {
            audit(prompts, audit -> {
                assertThat(audit.late()).hasSize(5);
                audit.findsNothingPaidTwiceNothingLostAndEveryCredit();
                audit.agreesWith(again);
            });
            assertThat(again.said("drawn")).hasSize(5);
            assertThat(prompts).allMatch(prompt -> sandbox.ledger().calls(prompt) == 1);
        }
    }

    @Test
    void paysForNoKeyTwiceWhereANodeFreezesInTheMiddleOfItsCalls() throws Exception {
        List<String> prompts = prompts(60, List.of("", "", " sandbox: 500 once", " sandbox: charge then reset once"));
        sandbox.latency(Duration.ofMillis(300), Duration.ofMillis(600));
        try (NodeProcess frozen = node("", prompts, 5);
                NodeProcess other = node("", prompts, 5)) {
            frozen.awaitMoment(() -> frozen.said("drawn").size() > 1 + random.nextInt(5));
            frozen.freeze();
            other.awaitEnd(); // which it does when it waits for the frozen one no more

            frozen.thaw();
            frozen.awaitEnd();
        }

        endsWell(prompts);
    }

    @Test
    void paysForNoKeyTwiceWhereANodeIsKilledAgainAndAgain() throws Exception {
        List<String> prompts = prompts(500, List.of("", "", "", " sandbox: 500 once", " sandbox: reset once"));
        sandbox.latency(Duration.ofMillis(20), Duration.ofMillis(60));
        try (NodeProcess other = node("", prompts, 1)) {
            for (int i = 0; i < KILLS; i++) {
                try (NodeProcess killed = node("", prompts, 5)) {
                    int nth = random.nextInt(20);
                    killed.awaitMoment(() -> killed.said("drawn").size() > nth);
                    later(random.nextInt(40)).join();
                    killed.kill();
                }
            }
            try (NodeProcess last = node("", prompts, 5)) {
                last.awaitEnd();
            }
            other.awaitEnd();
        }

        endsWell(prompts);
    }

    /** A third node that comes when all is over finds everything, and pays for nothing. */
    private void endsWell(List<String> prompts) throws IOException {
        long charged = sandbox.ledger().charged();
        try (NodeProcess third = node("", prompts, 5).awaitEnd()) {
            audit(prompts, audit -> {
                audit.findsNothingPaidTwiceNothingLostAndEveryCredit();
                audit.agreesWith(third);
            });
        }
        assertThat(sandbox.ledger().charged()).isEqualTo(charged);
    }

    private static List<String> prompts(int count, List<String> faults) {
        return IntStream.range(0, count)
                .mapToObj(i -> "picture " + i + "." + faults.get(i % faults.size()))
                .toList();
    }

    private NodeProcess node(String held, List<String> prompts, int maxInFlight) throws IOException {
        Path file = Files.write(directory.resolve("prompts.txt"), prompts);
        return NodeProcess.start(
                apiKey,
                new DrawingNode.Options(
                        sandbox.baseUrl().toString(), file, held + database.getURL(), TIMEOUT, maxInFlight));
    }

    private interface Check {
        void of(Audit audit);
    }

    private void audit(List<String> prompts, Check check) {
        try (ChargeJournal journal = JdbcJournal.in(database)) {
            journal.open();
            check.of(new Audit("kills.seed=" + seed, journal, sandbox.ledger(), prompts));
        }
    }

    private static CompletableFuture<Void> later(int millis) {
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }
}
