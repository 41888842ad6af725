package club.imgeo.camel;

import club.imgeo.charge.ChargeJournal;
import club.imgeo.charge.JdbcJournal;
import club.imgeo.charge.MemoryJournal;
import club.imgeo.charge.NoJournal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the option {@code journal} means to one component. It outlives a stop, so that one that is started again knows what
 * it has paid for, and has no second journal in files that others of its accounts have open still.
 */
final class JournalOption {
    private static final Logger LOG = LoggerFactory.getLogger(JournalOption.class);
    private static final String FILE = "file:";

    private final MemoryJournal memory = new MemoryJournal();
    private final Map<Path, ChargeJournal> files = new HashMap<>();

    /** @throws IllegalArgumentException where it means nothing */
    synchronized ChargeJournal parse(Object option) {
        if (option instanceof ChargeJournal journal) {
            return journal;
        }
        if (option instanceof DataSource database) {
            return JdbcJournal.in(database);
        }
        String form = option.toString();
        if (form.equals("memory")) {
            LOG.info("The charge journal is in memory: it guards against redelivery inside this process, and does not"
                    + " survive it; journal=file:DIR does, and one in PostgreSQL is shared by nodes");
            return memory;
        }
        if (form.equals("off")) {
            LOG.warn("journal=off: what is sent again is paid for again");
            return new NoJournal();
        }
        if (form.startsWith(FILE) && form.length() > FILE.length()) {
            return files.computeIfAbsent(Path.of(form.substring(FILE.length())), JdbcJournal::inDirectory);
        }
        throw new IllegalArgumentException(
                "journal: " + named(option) + " is none of memory, off, file:DIR and #NAME, where NAME"
                        + " is a bean that is a javax.sql.DataSource or a " + ChargeJournal.class.getName());
    }

    /** Without what a URL of a database may say of a password. */
    private static String named(Object option) {
        String text = option.toString();
        int colon = text.indexOf(':');
        return option instanceof String
                ? "'" + (colon < 0 ? text : text.substring(0, colon) + ":…") + "'"
                : "a " + option.getClass().getName();
    }
}
