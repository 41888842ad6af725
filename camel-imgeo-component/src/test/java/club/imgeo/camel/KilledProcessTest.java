package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a route on a journal in files is killed again and again; the ledger counts. */
class KilledProcessTest {
    private static final int KILLS = 50;
    private static final int PROMPTS = 700;
    private static final List<String> FAULTS = List.of(
            "",
            "",
            "",
            "",
            " sandbox: charge then reset once",
            " sandbox: reset once",
            " sandbox: 500 once",
            " sandbox: 429 once",
            " sandbox: charge then 504 once",
            " sandbox: cut");

    /** To have the same moments again: {@code -Dkills.seed=…}. */
    private final long seed = Long.getLong("kills.seed", new SecureRandom().nextLong());

    private final Random random = new Random(seed);
    private final Sandbox sandbox = Sandbox.builder()
            .latency(Duration.ofMillis(20), Duration.ofMillis(60))
            .start();

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void paysForNoKeyTwiceAndLosesNoneHoweverOftenItIsKilled() throws Exception {
        List<String> prompts = IntStream.range(0, PROMPTS)
                .mapToObj(i -> "picture " + i + "." + FAULTS.get(i % FAULTS.size()))
                .toList();
        Path file = Files.write(directory.resolve("prompts.txt"), prompts);
        Path books = directory.resolve("books");
        DrawingNode.Options options =
                new DrawingNode.Options(sandbox.baseUrl().toString(), file, "file:" + books, Duration.ofSeconds(30), 5);
        String key = sandbox.signUp(10_000);

        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            try (NodeProcess node = NodeProcess.start(key, options)) {
                awaitSomeMoment(node);
                killed += node.kill() ? 1 : 0;
            }
        }

        try (NodeProcess last = NodeProcess.start(key, options).awaitEnd();
                ChargeJournal journal = JdbcJournal.inDirectory(books)) {
            journal.open();
            Audit audit = new Audit("kills.seed=" + seed, journal, sandbox.ledger(), prompts);
            audit.findsNothingPaidTwiceNothingLostAndEveryCredit();
            audit.agreesWith(last);
            assertThat(killed).as("kills; kills.seed=%d", seed).isEqualTo(KILLS);
            assertThat(audit.abandoned())
                    .as("calls that a kill left in doubt; kills.seed=%d", seed)
                    .isPositive();
        }
    }

    /** While it starts, when its route has started, at a call, or at an answer; and a little later. */
    private void awaitSomeMoment(NodeProcess node) {
        long before = sandbox.ledger().requests("/api/v1/generate");
        int nth = 1 + random.nextInt(12);
        switch (random.nextInt(8)) {
            case 0 -> node.awaitMoment(() -> !node.said("opened").isEmpty());
            case 1, 2 -> node.awaitMoment(() -> node.said("drawn").size() > nth * 5);
            default -> node.awaitMoment(() -> sandbox.ledger().requests("/api/v1/generate") >= before + nth);
        }
        Executor later = CompletableFuture.delayedExecutor(random.nextInt(40), TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
    }
}
