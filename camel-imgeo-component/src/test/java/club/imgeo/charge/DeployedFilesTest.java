package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import club.imgeo.client.JournalException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals in directories as containers, volumes and earlier versions leave them: none may be lost or refused in vain. */
class DeployedFilesTest {
    private static final String FILE = "imgeo-charges.mv.db";
    private static final String NO_CAPABILITIES = "exec setpriv --inh-caps=-all --bounding-set=-all \"$@\"";

    private final Path home;
    private final Path directory;

    DeployedFilesTest(@TempDir Path home) throws Exception {
        this.home = home;
        directory = home.resolve("data/journal");
    }

    @BeforeEach
    void runsAsRoot() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (JdbcJournal journal = opened(directory)) {
            ended(journal, intent("a fox"), DRAWN);
        }
        give(home.resolve("data"), 0, 0, 0755);
        give(directory, 0, 0, 0755);
    }

    /** Opens the journal as another user. */
    static final class Opener {
        private Opener() {}

        /** Prints how many attempts it knows. */
        public static void main(String[] arguments) {
            System.setProperty("org.slf4j.simpleLogger.log.club.imgeo.charge", "warn");
            try (JdbcJournal journal = opened(Path.of(arguments[0]))) {
                System.out.println("knows " + get(journal.find("a fox")).size());
            } catch (JournalException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** @param group the only one, besides those that {@code more} adds */
    private static String as(int user, int group, String more) {
        String readsTheClassPath = "-all,+dac_read_search";
        return "exec setpriv --reuid=" + user + " --regid=" + group + " " + more + " --inh-caps=" + readsTheClassPath
                + " --ambient-caps=" + readsTheClassPath + " \"$@\"";
    }

    private List<String> open(String shell) throws Exception {
        try (JvmChild child = JvmChild.start(shell, Opener.class, home.resolve("output"), directory.toString())) {
            assertThat(child.await()).isZero();
            return child.lines();
        }
    }

    private static void give(Path path, int user, int group, int mode) throws Exception {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:mode", mode);
    }

    @Test
    void areOpenedByRootIfTheyAreOfTheUserOfTheHost() throws Exception {
        give(home.resolve("data"), 41000, 41000, 0755);
        give(directory, 41000, 41000, 0755);
        give(directory.resolve(FILE), 41000, 41000, 0644);

        try (JdbcJournal journal = opened(directory)) {
            assertThat(get(journal.find("a fox"))).hasSize(1);
        }

        assertThat(mode(directory.resolve(FILE))).isEqualTo("rw-------");
    }

    @Test
    @Tag("process")
    void areOpenedByARandomUserOfRootsGroupAsInOpenShift() throws Exception {
        give(home.resolve("data"), 41001, 0, 0775);
        give(directory, 41001, 0, 0775);
        give(directory.resolve(FILE), 41001, 0, 0664);

        assertThat(open(as(1000650000, 0, "--clear-groups")))
                .contains("knows 1")
                .anyMatch(line -> line.contains("its owner 41001 can replace files in it"))
                .anyMatch(line -> line.contains("others may read or write " + FILE));
    }

    @Test
    @Tag("process")
    void areMadeByARandomUserWhereTheImageOpensTheDirectoryToAll() throws Exception {
        Files.delete(directory.resolve(FILE));
        give(directory, 41001, 41001, 0777);

        assertThat(open(as(1000650000, 0, "--clear-groups")))
                .contains("knows 0")
                .anyMatch(line -> line.contains("other users can replace files in it"));
    }

    @Test
    @Tag("process")
    void giveNoWarningOnAVolumeThatIsGivenToTheProcessByItsGroup() throws Exception {
        give(directory, 0, 42000, 02775);
        give(directory.resolve(FILE), 41000, 42000, 0660);

        assertThat(open(as(41000, 41000, "--groups=42000")))
                .contains("knows 1")
                .noneMatch(line -> line.contains("WARN"));
        assertThat(mode(directory.resolve(FILE))).isEqualTo("rw-------");
    }

    @Test
    @Tag("process")
    void areOpenedWithAWarningWhereModesCannotBeChanged() throws Exception {
        give(directory.resolve(FILE), 41000, 41000, 0666);

        assertThat(open(NO_CAPABILITIES))
                .contains("knows 1")
                .anyMatch(line -> line.contains("others may read or write " + FILE) && line.contains("CIFS or FAT"));
    }

    @Test
    @Tag("process")
    void areNeverToBeDeletedOrLeftBehind() throws Exception {
        give(directory.resolve(FILE), 41000, 41000, 0600);
        give(directory, 41000, 41000, 0755);

        assertThat(open(as(41001, 41001, "--clear-groups")))
                .singleElement()
                .asString()
                .contains("give the rights", "move " + FILE + " there first");

        give(directory, 41001, 41001, 0700);
        assertThat(open(as(41001, 41001, "--clear-groups")))
                .singleElement()
                .asString()
                .contains("its " + FILE + " belongs to the user 41000; give it to the user 41001 with chown")
                .contains("move " + FILE + " there first");
    }

    @Test
    void mayHaveOtherFilesDirectoriesAndLinksBesideThem() throws Exception {
        Path copy = Files.createFile(directory.resolve("imgeo-charges.backup.zip"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createDirectory(directory.resolve("imgeo-charges.d"));
        Files.createSymbolicLink(directory.resolve("imgeo-charges.link"), copy);
        Files.createSymbolicLink(directory.resolve("imgeo-charges.trace.db"), copy);

        try (JdbcJournal journal = opened(directory)) {
            assertThat(get(journal.find("a fox"))).hasSize(1);
        }

        assertThat(mode(copy)).isEqualTo("rw-r--r--");
    }

    /** H2 then gives the new file the name of the old, unless there is one. */
    @Test
    void areFoundWhereCompactingEndedHalfway() throws Exception {
        Files.move(directory.resolve(FILE), directory.resolve(FILE + ".newFile"));

        try (JdbcJournal journal = opened(directory)) {
            assertThat(get(journal.find("a fox"))).hasSize(1);
        }
    }

    @Test
    void nameTheRemedyThatKeepsThemIfTheFileIsALink() throws Exception {
        Files.move(directory.resolve(FILE), home.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve(FILE), home.resolve("elsewhere"));

        assertThatThrownBy(() -> opened(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll("is a link", "move the file itself there");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private static JdbcJournal opened(Path directory) {
        JdbcJournal journal = JdbcJournal.inDirectory(directory);
        journal.open();
        return journal;
    }
}
