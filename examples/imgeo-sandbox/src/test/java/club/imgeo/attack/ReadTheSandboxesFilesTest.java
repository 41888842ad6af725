package club.imgeo.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import club.imgeo.sandbox.Main;
import club.imgeo.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine reads or replaces what {@code --data} keeps: prompts, accounts, hashes of keys. */
class ReadTheSandboxesFilesTest {
    private final Path home;
    private final Path data;

    ReadTheSandboxesFilesTest(@TempDir Path home) {
        this.home = home;
        data = home.resolve("a new/data");
    }

    @BeforeEach
    void needsModes() {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void readsNothingWhateverTheUmaskIs() throws Exception {
        for (String umask : new String[] {"0000", "0002", "0022"}) {
            Path made = data.resolve(umask);
            Process process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "umask " + umask + " && exec \"$@\"",
                            "sandbox",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "--port",
                            "0",
                            "--data",
                            made.toString())
                    .start();
            try (var out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).startsWith("imgeo sandbox on");

                assertThat(mode(made)).isEqualTo("rwx------");
                assertThat(mode(made.resolve("sandbox.jsonl"))).isEqualTo("rw-------");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(mode(data)).isEqualTo("rwx------");
    }

    @Test
    void readsNothingThatAnEarlierVersionLeftReadable() throws Exception {
        Files.createDirectories(data);
        Path file = Files.createFile(data.resolve("sandbox.jsonl"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        Sandbox.builder().data(data).start().close();

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void doesNotGetTheLedgerIntoADirectoryOfItsOwn() throws Exception {
        Files.createDirectories(data);
        giveAway(data);

        assertThatIllegalStateException()
                .isThrownBy(() -> Sandbox.builder().data(data).start())
                .withMessageContainingAll("--data: " + data, "belongs to the user", "a directory of your own");
    }

    @Test
    void doesNotGetTheLedgerIntoAnotherPlaceByALink() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(home.resolve("link"), elsewhere);
        giveAway(link);

        assertThatIllegalStateException()
                .isThrownBy(() -> Sandbox.builder().data(link).start())
                .withMessageContainingAll("--data: " + link, "belongs to the user");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void doesNotHaveAFileOfTheVictimsReplacedByALink() throws Exception {
        Files.createDirectories(data);
        Path victims = Files.writeString(home.resolve("victims"), "mine");
        Files.createSymbolicLink(data.resolve("sandbox.jsonl"), victims);

        assertThatThrownBy(() -> Sandbox.builder().data(data).start()).hasMessageContaining("symbolic link");
        assertThat(victims).hasContent("mine");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Only root can. */
    private static void giveAway(Path path) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "runs as root");
        Files.setAttribute(path, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    }
}
