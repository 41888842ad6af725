package club.imgeo.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directory whose files only the user of this process can read. What is created has the modes 0700 and 0600 from its
 * first moment, whatever the umask. On a file system without modes, the rights are those of the directory above.
 *
 * <p>What belongs to neither this user nor root is accepted if only they could have put it there: otherwise it may have
 * been planted. It is accepted as well if it belongs to root's group, whose members may write to it, as in containers that
 * run as any user of that group. A process of root also accepts what lies in a directory of the same owner.
 */
public final class OwnDirectory {
    private static final boolean HAS_MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int ROOT = 0;

    private final Path path;
    private final Node user;
    private final Node node;
    private final List<String> concerns = new ArrayList<>();

    private OwnDirectory(Path path, Node user, Node node) {
        this.path = path;
        this.user = user;
        this.node = node;
    }

    /** Says in its reason what is wrong with a directory or file. */
    public static final class NotOurs extends IOException {
        private static final long serialVersionUID = 1;

        NotOurs(String reason) {
            super(reason);
        }
    }

    /** Who owns a file or directory, and what others may do with it. */
    private record Node(int uid, int gid, int mode, String owner, String group) {
        private static final int GROUP_WRITES = 0020;
        private static final int OTHERS_WRITE = 0002;
        private static final int STICKY = 01000;

        /** @throws UnsupportedOperationException where {@link #HAS_MODES} does not hold */
        static Node of(Path path, LinkOption... options) throws IOException {
            Map<String, Object> found = Files.readAttributes(path, "unix:uid,gid,mode,owner,group", options);
            return new Node(
                    (int) requireNonNull(found.get("uid")),
                    (int) requireNonNull(found.get("gid")),
                    (int) requireNonNull(found.get("mode")),
                    String.valueOf(found.get("owner")),
                    String.valueOf(found.get("group")));
        }

        boolean has(int bits) {
            return (mode & bits) != 0;
        }

        boolean isSharedWithRootsGroup() {
            return gid == ROOT && has(GROUP_WRITES) && !has(OTHERS_WRITE);
        }

        /** Returns whether {@code user} can rely on this, which lies in {@code parent}. */
        boolean isTrustedBy(Node user, Node parent) {
            boolean isParentOurs = (parent.uid == user.uid || parent.uid == ROOT)
                    && !parent.has(OTHERS_WRITE)
                    && (!parent.has(GROUP_WRITES) || parent.gid == ROOT);
            return uid == user.uid
                    || uid == ROOT
                    || isSharedWithRootsGroup()
                    || isParentOurs
                    || (user.uid == ROOT && uid == parent.uid);
        }
    }

    /**
     * Creates the directory and those above it if they are missing, and leaves what is there as it is.
     *
     * @throws NotOurs if another user, who could replace its files, may have put it, or the link that stands for it, there
     */
    public static OwnDirectory create(Path directory) throws IOException {
        Files.createDirectories(directory, mode(PosixFilePermissions.fromString("rwx------")));
        Path real = directory.toRealPath();
        Path probe = Files.createTempFile(real, "imgeo-", ".part"); // 0600
        try {
            if (!HAS_MODES) {
                Node nobody = new Node(ROOT, ROOT, 0, "", "");
                return new OwnDirectory(real, nobody, nobody);
            }
            Node user = Node.of(probe);
            require(directory.toAbsolutePath(), user);
            require(real, user);
            return new OwnDirectory(real, user, Node.of(real));
        } finally {
            Files.delete(probe);
        }
    }

    private static void require(Path path, Node user) throws IOException {
        Path parent = path.getParent();
        Node node = Node.of(path, LinkOption.NOFOLLOW_LINKS);
        if (parent != null && !node.isTrustedBy(user, Node.of(parent))) {
            throw new NotOurs((Files.isSymbolicLink(path) ? "the link " : "it ") + "belongs to the user " + node.owner
                    + ", who could replace files in it; give it to the user " + user.owner + " with chown");
        }
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

    /**
     * Returns what others can do with the directory and the files so far, and what the owner can do about it. A group to
     * which this process belongs is no concern: volumes are given to a process by their group.
     */
    public List<String> concerns() {
        List<String> all = new ArrayList<>();
        boolean isSticky = node.has(Node.STICKY);
        if (node.uid != user.uid && node.uid != ROOT) {
            all.add("its owner " + node.owner
                    + " can replace files in it; unless that is intended, give it to the user " + user.owner
                    + " with chown");
        }
        if (node.has(Node.OTHERS_WRITE) && !isSticky) {
            all.add("other users can replace files in it; take that away with chmod o-w");
        } else if (node.has(Node.GROUP_WRITES) && !isSticky && node.gid != user.gid) {
            all.add("the group " + node.group + " can replace files in it; take that away with chmod g-w");
        }
        all.addAll(concerns);
        return all;
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
            if (HAS_MODES) {
                narrow(file);
            }
            return file;
        }
    }

    private void narrow(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        String name = String.valueOf(file.getFileName());
        if (!view.readAttributes().isRegularFile()) {
            throw new NotOurs("its " + name + " is a link or no file; move the file itself there");
        }
        Node found = Node.of(file, LinkOption.NOFOLLOW_LINKS);
        if (!found.isTrustedBy(user, node) || !Files.isReadable(file) || !Files.isWritable(file)) {
            throw new NotOurs("its " + name + " belongs to the user " + found.owner + "; give it to the user "
                    + user.owner + " with chown, and with the mode 0600");
        }
        if (!OWNERS_FILE.containsAll(view.readAttributes().permissions())) {
            try {
                view.setPermissions(OWNERS_FILE);
            } catch (IOException e) {
                concerns.add("others may read or write " + name + ", and its mode cannot be changed (" + e.getMessage()
                        + "); have its owner do so, or mount a file system without modes, such as CIFS or FAT, for this"
                        + " user alone");
            }
        }
    }

    /** Returns whether a file, directory or link of this name is here, and others may read or write it. */
    public boolean isOpenToOthers(String name) throws IOException {
        Path file = path.resolve(name);
        return HAS_MODES
                && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && Node.of(file, LinkOption.NOFOLLOW_LINKS).has(0066);
    }
}
