package club.imgeo.charge;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The journals that there are. */
enum Store {
    MEMORY,
    H2,
    POSTGRESQL;

    /** All of them, or those that need no server where that is not wanted. */
    static Stream<Store> wanted() {
        return Stream.of(values())
                .filter(store -> store != POSTGRESQL || !Boolean.getBoolean("imgeo.withoutPostgresql"));
    }

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
