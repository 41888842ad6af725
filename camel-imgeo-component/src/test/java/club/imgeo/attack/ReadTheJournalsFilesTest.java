package club.imgeo.attack;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.charge.JvmChild;
import club.imgeo.client.JournalException;
import club.imgeo.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine reads or replaces the journal of {@code journal=file:DIR}, which is as good as money. */
class ReadTheJournalsFilesTest {
    private final Path home;
    private final Path journal;

    ReadTheJournalsFilesTest(@TempDir Path home) {
        this.home = home;
        journal = home.resolve("a new/journal");
    }

    @BeforeEach
    void needsModes() {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    /** The umask is a matter of the process. */
    static final class Payer {
        private Payer() {}

        /** Pays, and prints the mode of everything below the current home of the journal, while it is open. */
        public static void main(String[] arguments) throws Exception {
            try (JdbcJournal journal = JdbcJournal.inDirectory(Path.of(arguments[0]))) {
                journal.open();
                ended(journal, intent("a fox"), DRAWN);
                try (Stream<Path> all = Files.walk(Path.of(arguments[1]))) {
                    for (Path each : all.skip(1).toList()) {
                        System.out.println(mode(each) + " " + each.getFileName());
                    }
                }
            }
        }
    }

    @Test
    @Tag("process")
    void readsNothingWhateverTheUmaskIs() throws Exception {
        for (String umask : List.of("0000", "0022")) {
            Path base = Files.createDirectory(home.resolve(umask));
            try (JvmChild child = JvmChild.start(
                    "umask " + umask + " && exec \"$@\"",
                    Payer.class,
                    home.resolve("output"),
                    base.resolve("a new/journal").toString(),
                    base.toString())) {
                assertThat(child.await()).isZero();

                assertThat(child.lines())
                        .contains("rwx------ a new", "rwx------ journal", "rw------- imgeo-charges.mv.db")
                        .allMatch(line -> line.matches("rw[x-]------ .*"));
            }
        }
    }

    @Test
    void readsNothingThatAnEarlierVersionLeftReadable() throws Exception {
        try (JdbcJournal opened = opened(journal)) {
            ended(opened, intent("a fox"), DRAWN);
        }
        Path file = journal.resolve("imgeo-charges.mv.db");
        Path trace = Files.createFile(journal.resolve("imgeo-charges.trace.db"));
        Path others = Files.createFile(journal.resolve("notes.txt"));
        for (Path each : List.of(file, trace, others)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-rw-rw-"));
        }

        try (JdbcJournal opened = opened(journal)) {
            assertThat(get(opened.find("a fox"))).hasSize(1);
        }

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(trace)).isEqualTo("rw-------");
        assertThat(mode(others)).isEqualTo("rw-rw-rw-");
    }

    @Test
    void doesNotGetTheJournalIntoADirectoryOfTheirs() throws Exception {
        Path planted = Files.createDirectory(openToAll().resolve("planted"));
        giveAway(planted);

        assertThatThrownBy(() -> opened(planted))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll(
                        planted.toString(),
                        "belongs to the user",
                        "with chown",
                        "journal=file:DIR",
                        "move imgeo-charges.mv.db there first");
        assertThat(planted).isEmptyDirectory();
    }

    @Test
    void doesNotGetTheJournalIntoAnotherPlaceByALink() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(openToAll().resolve("link"), elsewhere);
        opened(link.resolve("own link")).close();
        giveAway(link);

        assertThatThrownBy(() -> opened(link))
                .isInstanceOf(JournalException.class)
                .hasMessageContainingAll(link.toString(), "the link belongs to the user");
        assertThat(elsewhere.resolve("imgeo-charges.mv.db")).doesNotExist();
    }

    @Test
    void plantsNoFileAndNoLinkInItsPlace() throws Exception {
        Path shared = openToAll();
        Path victims = Files.writeString(home.resolve("victims"), "mine");
        Path planted = Files.createSymbolicLink(shared.resolve("imgeo-charges.mv.db"), victims);

        assertThatThrownBy(() -> opened(shared))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("its imgeo-charges.mv.db is a link");
        assertThat(victims).hasContent("mine");
        Files.delete(planted);
        giveAway(Files.createFile(planted));
        assertThatThrownBy(() -> opened(shared))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("its imgeo-charges.mv.db belongs to the user");
    }

    /** As {@code /tmp} is. */
    private Path openToAll() throws Exception {
        Path shared = Files.createDirectory(home.resolve("open to all"));
        Files.setAttribute(shared, "unix:mode", 01777);
        return shared;
    }

    @Test
    void doesNotGetPicturesIntoADirectoryOfTheirs() throws Exception {
        Path pictures = Files.createDirectory(openToAll().resolve("pictures"));
        giveAway(pictures);
        try (Sandbox sandbox = Sandbox.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            ImgeoComponent component = new ImgeoComponent();
            component.setBaseUrl(sandbox.baseUrl().toString());
            component.setApiKey(sandbox.signUp());
            component.setDownloadDirectory(pictures.toString());
            context.addComponent("imgeo", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:draw").to("imgeo:generate?download=true&model=black-forest-labs/flux-schnell");
                }
            });

            assertThatThrownBy(context::start)
                    .hasStackTraceContaining(
                            "downloadDirectory: " + pictures + " cannot be used: it belongs to the user");
        }
    }

    private static JdbcJournal opened(Path directory) {
        JdbcJournal journal = JdbcJournal.inDirectory(directory);
        journal.open();
        return journal;
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** Only root can. */
    private static void giveAway(Path path) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "runs as root");
        Files.setAttribute(path, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    }
}
