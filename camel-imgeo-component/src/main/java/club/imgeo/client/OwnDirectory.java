package club.imgeo.client;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;

/**
 * A directory whose files only the user of this process can read. What is created has the modes 0700 and 0600 from its
 * first moment, whatever the umask. On a file system without modes, the rights are those of the directory above.
 */
public final class OwnDirectory {
    private static final boolean HAS_MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final int STICKY = 01000;

    private final Path path;
    private final UserPrincipal user;

    private OwnDirectory(Path path, UserPrincipal user) {
        this.path = path;
        this.user = user;
    }

    /** Says in its reason what is wrong with a directory or file. */
    public static final class NotOurs extends IOException {
        private static final long serialVersionUID = 1;

        NotOurs(String reason) {
            super(reason);
        }
    }

    /**
     * Creates the directory and those above it if they are missing, and leaves what is there as it is.
     *
     * @throws NotOurs if it, or the link that stands for it, belongs to another user, who could replace its files. Root
     *     may own it, as directories that are mounted into a container often belong to root
     */
    public static OwnDirectory create(Path directory) throws IOException {
        Files.createDirectories(directory, mode(PosixFilePermissions.fromString("rwx------")));
        Path probe = Files.createTempFile(directory, "imgeo-", ".part"); // 0600
        UserPrincipal user = Files.getOwner(probe);
        Files.delete(probe);
        if (HAS_MODES) {
            for (UserPrincipal owner :
                    List.of(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS), Files.getOwner(directory))) {
                if (!owner.equals(user) && !owner.getName().equals("root")) {
                    throw new NotOurs("it belongs to the user " + owner.getName()
                            + ", who could replace files in it; name a directory that belongs to the user "
                            + user.getName() + ", or one that does not exist yet");
                }
            }
        }
        return new OwnDirectory(directory.toRealPath(), user);
    }

    private static FileAttribute<?>[] mode(Set<PosixFilePermission> permissions) {
        return HAS_MODES
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Returns the directory itself, without links. */
    public Path path() {
        return path;
    }

    /** Returns whether others may put files in place of ours, which the owner has to change. */
    public boolean isWritableByOthers() throws IOException {
        if (!HAS_MODES) {
            return false;
        }
        boolean isSticky = ((int) Files.getAttribute(path, "unix:mode") & STICKY) != 0;
        return !isSticky && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS_WRITE::contains);
    }

    /**
     * Creates an empty file if it is missing, and takes the rights of others away from one that is there.
     *
     * @throws NotOurs if it belongs to another user, or is a link
     */
    public Path file(String name) throws IOException {
        Path file = path.resolve(name);
        try {
            return Files.createFile(file, mode(OWNERS_FILE));
        } catch (FileAlreadyExistsException e) {
            narrow(file);
            return file;
        }
    }

    private void narrow(Path file) throws IOException {
        if (!HAS_MODES) {
            return;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes found = view.readAttributes();
        if (!found.isRegularFile()) {
            throw new NotOurs("its " + file.getFileName() + " is a link or no file; move the file itself there");
        }
        if (!found.owner().equals(user)) {
            throw new NotOurs("its " + file.getFileName() + " belongs to the user "
                    + found.owner().getName() + "; give it to the user " + user.getName() + ", or delete it");
        }
        if (!OWNERS_FILE.containsAll(found.permissions())) {
            view.setPermissions(OWNERS_FILE);
        }
    }
}
