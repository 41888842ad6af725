package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.claim;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a directory: it belongs to one, and survives what that one does not. */
class JdbcFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void keepsWhatItKnowsInOneFileWithItsName() {
        Charge done;
        try (ChargeJournal journal = opened(directory.resolve("a new/one, ümlaut 'n all"))) {
            done = ended(journal, intent("a fox"), DRAWN);
        }

        try (ChargeJournal journal = opened(directory.resolve("a new/one, ümlaut 'n all"))) {
            assertThat(get(journal.find("a fox"))).hasSize(1).first().isEqualTo(done);
        }
        assertThat(directory.resolve("a new/one, ümlaut 'n all/imgeo-charges.mv.db"))
                .isNotEmptyFile();
        assertThat(directory.resolve("a new/one, ümlaut 'n all")).isDirectoryNotContaining("glob:**.trace.db");
    }

    @Test
    void leavesIntentsInDoubtThatNobodyWillEnd() {
        Charge made;
        try (ChargeJournal journal = opened(directory)) {
            made = granted(journal, intent("a fox", Instant.now()));
            ended(journal, intent("a hare"), DRAWN);
        }

        try (ChargeJournal journal = opened(directory)) {
            assertThat(get(journal.inDoubt(9, NOON))).singleElement().satisfies(doubt -> {
                assertThat(doubt.key()).isEqualTo("a fox");
                assertThat(doubt.outcome())
                        .extracting(Outcome::reason)
                        .isEqualTo("the process ended before the outcome");
            });
            assertThat(get(journal.record(made, DRAWN, made.intent().at())).late())
                    .isTrue();
        }
    }

    @Test
    void isOpenAsLongAsSomebodyUsesIt() {
        JdbcJournal journal = JdbcJournal.inDirectory(directory);
        journal.open();
        journal.open();

        journal.close();
        granted(journal, intent("a fox"));
        journal.close();
        journal.close();

        assertThatThrownBy(() -> claim(journal, intent("a hare")))
                .hasCauseInstanceOf(JournalException.class)
                .hasMessageContaining("is closed");
        journal.open();
        granted(journal, intent("a hare"));
        journal.close();
    }

    @Test
    void commitsWhatWasAskedBeforeItIsClosed() {
        JdbcJournal journal = JdbcJournal.inDirectory(directory);
        journal.open();
        List<CompletableFuture<Claim>> claims = IntStream.range(0, 500)
                .mapToObj(i -> journal.claim(intent("key " + i), List.of(), InDoubtPolicy.QUARANTINE))
                .toList();

        journal.close();

        assertThat(claims)
                .allSatisfy(claim -> assertThat(claim).isCompletedWithValueMatching(Claim.Granted.class::isInstance));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("imgeo-journal", "imgeo-journal-answers");
    }

    @Test
    void belongsToWhoOpenedItFirst() {
        try (ChargeJournal journal = opened(directory)) {
            assertThatThrownBy(() -> opened(directory.resolve("../" + directory.getFileName())))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContainingAll(directory.toString(), "is in use", "a directory of its own");

            granted(journal, intent("a fox"));
        }
    }

    @Test
    @Tag("process")
    void belongsToOneProcessAndIsFreeWhenThatIsKilled() throws Exception {
        Path output = directory.resolve("output");
        try (JvmChild child = JvmChild.start(Customer.class, output, journal().toString(), "hold", "0")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> child.lines().contains("open"));
            assertThatThrownBy(() -> opened(journal()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("is in use");
            child.kill();
        }
        try (ChargeJournal journal = opened(journal());
                JvmChild child =
                        JvmChild.start(Customer.class, output, journal().toString(), "hold", "0")) {
            assertThat(child.await()).isZero();
            assertThat(child.lines()).anyMatch(line -> line.startsWith("refused") && line.contains("is in use"));
            granted(journal, intent("a fox"));
        }
    }

    @Test
    @Tag("process")
    void hasCommittedWhatItSaysWhenTheProcessHaltsAtOnce() throws Exception {
        try (JvmChild child = JvmChild.start(
                Customer.class, directory.resolve("output"), journal().toString(), "halt", "1")) {
            assertThat(child.await()).isEqualTo(9);
        }

        try (ChargeJournal journal = opened(journal())) {
            assertThat(get(journal.find("key 0"))).extracting(Charge::state).containsExactly(ChargeState.DONE);
        }
    }

    @Test
    @Tag("process")
    void hasCommittedWhatItSaysWhenTheProcessIsKilled() throws Exception {
        List<String> said;
        try (JvmChild child = JvmChild.start(
                Customer.class, directory.resolve("output"), journal().toString(), "many", "100000")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> child.lines().size() > 300);
            child.kill();
            said = child.lines();
        }

        try (ChargeJournal journal = opened(journal())) {
            assertKept(journal, said);
            assertThat(get(journal.inDoubt(100, NOON)))
                    .allSatisfy(doubt -> assertThat(said).doesNotContain("done " + doubt.key()));
        }
    }

    @Test
    @Tag("process")
    void losesNothingThatItSaidWasCommittedWhenTheDiskIsFull() throws Exception {
        List<String> said;
        // 3 MB a file, after which the kernel refuses to write more
        try (JvmChild child = JvmChild.start(
                "trap '' XFSZ; ulimit -f 3000 && exec \"$@\"",
                Customer.class,
                directory.resolve("output"),
                journal().toString(),
                "full",
                "1000")) {
            assertThat(child.await()).as("exit code, after %s", child.lines()).isEqualTo(8);
            said = child.lines();
        }

        assertThat(said).anyMatch(line -> line.startsWith("failed") && line.contains("look whether its disk is full"));
        try (ChargeJournal journal = opened(journal())) {
            assertKept(journal, said);
            granted(journal, intent("there is room again"));
        }
    }

    private static void assertKept(ChargeJournal journal, List<String> said) {
        assertThat(said).filteredOn(line -> line.startsWith("done ")).hasSizeGreaterThan(10);
        for (String line : said) {
            if (line.startsWith("done ")) {
                assertThat(get(journal.find(line.substring("done ".length()))))
                        .as(line)
                        .extracting(Charge::state)
                        .containsExactly(ChargeState.DONE);
            } else if (line.startsWith("intent ")) {
                assertThat(get(journal.find(line.substring("intent ".length()))))
                        .as(line)
                        .hasSize(1);
            }
        }
    }

    @Test
    void refusesADirectoryThatIsAFile() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> opened(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll(file.toString(), "is a file");
        assertThatThrownBy(() -> opened(directory.resolve("a;b")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("semicolon");
    }

    @Test
    void refusesChargesOfAnUnknownVersion() throws Exception {
        try (ChargeJournal journal = opened(directory)) {
            granted(journal, intent("a fox"));
        }
        execute("UPDATE imgeo_charge SET version = 7");

        assertThatThrownBy(() -> opened(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll("a fox", "version 7", "or a newer one");
    }

    @Test
    void namesTheColumnsThatAreMissing() throws Exception {
        opened(directory).close();
        execute("DROP INDEX imgeo_charge_tenant");
        execute("ALTER TABLE imgeo_charge DROP COLUMN tenant");
        execute("ALTER TABLE imgeo_charge DROP COLUMN late");

        assertThatThrownBy(() -> opened(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll("lacks late, tenant", "docs/charge-journal.sql");
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = new org.h2.Driver()
                        .connect("jdbc:h2:file:" + directory + "/imgeo-charges;USER=sa", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private static JdbcJournal opened(Path directory) {
        JdbcJournal journal = JdbcJournal.inDirectory(directory);
        journal.open();
        return journal;
    }
}
