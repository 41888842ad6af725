package club.imgeo.camel;

import club.imgeo.client.ImageFile;
import club.imgeo.client.OwnDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where pictures are as long as a message refers to them. It is made when the first endpoint needs it. */
final class DownloadFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadFolder.class);
    /** What is older was left by a process that died; another one that lives may share the directory. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final @Nullable String configured;
    private final Map<Path, Cleaner.Cleanable> kept = new ConcurrentHashMap<>();
    private @Nullable Cleaner cleaner;
    private @Nullable Path path;
    private @Nullable UserPrincipal owner;

    /** @param configured null for a directory of its own, under the one for temporary files */
    DownloadFolder(@Nullable String configured) {
        this.configured = configured;
    }

    /** @throws IllegalArgumentException naming the option, where nothing can be written there */
    synchronized Path path() {
        if (path == null || (configured == null && !isOurs(path))) {
            path = configured == null ? temporary() : shared(Path.of(configured));
        }
        return path;
    }

    /** Where temporary files are cleared away, another user may take a name that got free. */
    private boolean isOurs(Path made) {
        try {
            return Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(made, LinkOption.NOFOLLOW_LINKS).equals(owner);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the file of an image. It is deleted when nothing refers to the returned object any more, which the garbage
     * collector finds out, or when the folder closes. Nothing else says when the last message has gone: Camel copies
     * messages, and a copy may outlive its exchange in a splitter, an aggregator or a wire tap.
     */
    synchronized File keep(ImageFile image) {
        if (cleaner == null) {
            cleaner = Cleaner.create(); // has a thread, so only if there are pictures
        }
        Path path = image.path();
        File file = path.toFile();
        kept.put(path, cleaner.register(file, () -> delete(path)));
        return file;
    }

    private void delete(Path picture) {
        kept.remove(picture);
        try {
            Files.deleteIfExists(picture);
        } catch (IOException e) { // such as on Windows, while it is read
            LOG.warn("{} could not be deleted; it is tried again when the JVM ends", picture, e);
            picture.toFile().deleteOnExit();
        }
    }

    /** Deletes all pictures: the routes that had them have stopped. */
    synchronized void close() {
        kept.values().forEach(Cleaner.Cleanable::clean);
        Path made = path;
        path = null;
        if (made != null && configured == null) {
            try {
                Files.deleteIfExists(made);
            } catch (IOException e) {
                LOG.debug("{} is not empty yet", made);
            }
        }
    }

    private Path temporary() {
        try {
            Path made = Files.createTempDirectory("imgeo-");
            owner = Files.getOwner(made);
            return made;
        } catch (IOException e) {
            throw unusable(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private static Path shared(Path directory) {
        try {
            OwnDirectory own = OwnDirectory.create(directory);
            own.concerns().forEach(concern -> LOG.warn("downloadDirectory {}: {}", directory, concern));
            sweep(directory);
            return directory;
        } catch (OwnDirectory.NotOurs e) {
            throw new IllegalArgumentException(
                    "downloadDirectory: " + directory + " cannot be used: " + e.getMessage() + ", or name another", e);
        } catch (IOException | UncheckedIOException e) {
            throw unusable(directory, e);
        }
    }

    private static void sweep(Path directory) throws IOException {
        Instant longAgo = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "imgeo-*.part")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(longAgo)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static IllegalArgumentException unusable(Path directory, Exception why) {
        return new IllegalArgumentException(
                "downloadDirectory: nothing can be written in " + directory + "; make it writable, or name another",
                why);
    }
}
