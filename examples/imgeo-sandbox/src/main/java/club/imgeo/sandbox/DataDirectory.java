package club.imgeo.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;

/**
 * The directory of {@code --data}, for this user alone: what it creates has the modes 0700 and 0600, whatever the umask.
 * On a file system without owners and modes, the rights are those of the directory.
 */
final class DataDirectory {
    private static final boolean HAS_MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path path;

    /** Creates the directory if it is missing. @throws IllegalStateException if another user could replace its files */
    DataDirectory(Path configured) throws IOException {
        Files.createDirectories(configured, mode("rwx------"));
        if (HAS_MODES) {
            checkOwner(configured);
        }
        path = configured.toRealPath();
    }

    /** Opens a file for reading and writing, and narrows the mode of one that an earlier version left readable. */
    FileChannel open(String name) throws IOException {
        Path file = path.resolve(name);
        var options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(file, options, mode("rw-------"));
        if (HAS_MODES) {
            var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (!view.readAttributes().permissions().equals(PosixFilePermissions.fromString("rw-------"))) {
                view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            }
        }
        return channel;
    }

    private static void checkOwner(Path configured) throws IOException {
        Path probe = Files.createTempFile(configured, "sandbox-", ".tmp");
        UserPrincipal user = Files.getOwner(probe);
        Files.delete(probe);
        for (UserPrincipal owner :
                List.of(Files.getOwner(configured, LinkOption.NOFOLLOW_LINKS), Files.getOwner(configured))) {
            if (!owner.equals(user) && !owner.getName().equals("root")) {
                throw new IllegalStateException(
                        "--data: " + configured + " belongs to the user " + owner.getName()
                                + ", who could replace the ledger; name a directory of your own, or one that does not exist yet");
            }
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return HAS_MODES
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
