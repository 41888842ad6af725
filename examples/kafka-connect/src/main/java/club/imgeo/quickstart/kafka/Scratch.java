package club.imgeo.quickstart.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is ours alone. */
final class Scratch {
    private Scratch() {}

    /** Creates it for this user alone, as its files tell what was drawn; the umask does not matter. */
    static void make(Path folder) throws IOException {
        boolean hasModes = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] own = hasModes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(folder, own);
    }

    /** Deletes it with all that is in it. */
    static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
