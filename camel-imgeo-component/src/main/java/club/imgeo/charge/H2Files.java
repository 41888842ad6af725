package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.JournalException;
import club.imgeo.client.OwnDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2 in a directory, for one process. The lock is the operating system's, so it ends with the process, however that ends.
 */
final class H2Files implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(H2Files.class);
    private static final int IN_USE = 90020;
    /**
     * OPEN_NEW has H2 refuse a second opening in this JVM, too, which otherwise would share the first. WRITE_DELAY=0
     * writes at each commit, not up to half a second later. RETENTION_TIME lets old pages be used again sooner, which is
     * safe here since each commit is forced to the disk. H2 must neither close the database while a route still stops
     * nor write files of its own about errors.
     */
    private static final String OPTIONS = ";FILE_LOCK=FS;OPEN_NEW=TRUE;WRITE_DELAY=0;RETENTION_TIME=5000"
            + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;DEFAULT_LOCK_TIMEOUT=10000";

    private static final String NAME = "imgeo-charges";
    private static final String FILE = NAME + ".mv.db";
    /** H2 compacts into this file, and then gives it the name of the other. */
    private static final String MOVED = FILE + ".newFile";

    private static final Set<String> LEFT_BY_H2 =
            Set.of(MOVED, FILE + ".tempFile", NAME + ".trace.db", NAME + ".trace.db.old", NAME + ".lock.db");
    private static final String KEEP_IT = "if you name another directory, move " + FILE
            + " there first: a journal that is left behind or deleted does not know what was paid for";
    private static final String SEMICOLON = "H2 takes no path with a semicolon in it";

    private final Path directory;

    H2Files(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public Tables connect() throws SQLException {
        if (directory.toString().contains(";")) {
            throw JournalException.of(name() + " cannot be opened: " + SEMICOLON, null);
        }
        Path real = prepared();
        try {
            String url = "jdbc:h2:file:" + real.resolve(NAME) + OPTIONS;
            return Tables.in(requireNonNull(new org.h2.Driver().connect(url, user())));
        } catch (NoClassDefFoundError e) {
            throw JournalException.of(
                    name() + " cannot be opened: H2 is missing; add com.h2database:h2 to the class path", e);
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_USE) {
                throw JournalException.of(
                        name() + " is in use, by another process or by another component of this one; give each a"
                                + " directory of its own, one journal to all components of a process, or PostgreSQL to"
                                + " several processes",
                        e);
            }
            throw e;
        }
    }

    /** Creates the file before H2 does, which would leave its mode to the umask. */
    private Path prepared() {
        try {
            OwnDirectory own = OwnDirectory.create(directory);
            if (own.path().toString().contains(";")) {
                throw JournalException.of(name() + " cannot be opened: " + SEMICOLON, null);
            }
            boolean isHalfMoved = Files.exists(own.path().resolve(MOVED))
                    && !Files.exists(own.path().resolve(FILE));
            own.file(isHalfMoved ? MOVED : FILE); // H2 would take an empty file for the journal, and delete the other
            own.concerns().forEach(concern -> LOG.warn("{}: {}", name(), concern));
            warnOfFilesBeside(own);
            return own.path();
        } catch (OwnDirectory.NotOurs e) {
            throw JournalException.of(
                    name() + " cannot be opened: " + e.getMessage() + ", while no process uses it (journal=file:DIR); "
                            + KEEP_IT,
                    e);
        } catch (IOException e) {
            throw JournalException.of(
                    name() + " cannot be opened: its directory cannot be made or written, or is a file ("
                            + e.getClass().getSimpleName() + "); give the rights to the user of the process; "
                            + KEEP_IT,
                    e);
        }
    }

    /** H2's tools and earlier versions left some, which may hold what the journal holds. */
    private void warnOfFilesBeside(OwnDirectory own) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(own.path(), NAME + ".*")) {
            for (Path each : files) {
                String file = String.valueOf(each.getFileName());
                if (LEFT_BY_H2.contains(file)) {
                    try {
                        own.file(file);
                    } catch (OwnDirectory.NotOurs e) {
                        LOG.debug("{} has a file that is not H2's", name(), e);
                    }
                }
                if (!file.equals(FILE) && own.isOpenToOthers(file)) {
                    LOG.warn("{}: others may read or write {} beside it, which may be a copy of it", name(), file);
                }
            }
        }
    }

    private static Properties user() {
        Properties user = new Properties();
        user.setProperty("user", "sa");
        user.setProperty("password", "");
        return user;
    }

    /** Commits are in the files by now; this forces them to the disk. */
    @Override
    public void committed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    @Override
    public void disconnect(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{} was not closed in order", name(), e);
        }
    }

    @Override
    public void stop() {
        // waits for nothing
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public String name() {
        return "the charge journal in " + directory;
    }
}
