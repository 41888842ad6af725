package club.imgeo.charge;

import java.nio.file.Path;

/** The journals that there are. */
enum Store {
    MEMORY,
    H2,
    POSTGRESQL;

    /** An empty one, open. */
    ChargeJournal journal(Path directory) {
        ChargeJournal journal =
                switch (this) {
                    case MEMORY -> new MemoryJournal();
                    case H2 -> JdbcJournal.inDirectory(directory);
                    case POSTGRESQL -> JdbcJournal.in(Postgres.newDatabase());
                };
        journal.open();
        return journal;
    }
}
