package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A journal that goes on elsewhere, in the ways that docs/operations.md has for it. */
class MovedJournalTest {
    private static final List<String> KEYS = List.of("a fox", "a hare", "a bear");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    @Test
    void knowsTheSameInAnotherDirectory() throws Exception {
        List<List<Charge>> before = filled(temp.resolve("here"));

        Files.move(temp.resolve("here"), temp.resolve("there"));

        assertThat(known(JdbcJournal.inDirectory(temp.resolve("there")))).isEqualTo(before);
    }

    @Test
    void knowsTheSameWhereItsRowsAreCopiedFromFilesToADatabase() throws Exception {
        List<List<Charge>> before = filled(temp);
        PGSimpleDataSource database = Postgres.newDatabase();
        Postgres.execute(database, Files.readString(Path.of("../docs/charge-journal.sql")));

        try (Connection from = new org.h2.Driver()
                        .connect("jdbc:h2:file:" + temp + "/imgeo-charges;USER=sa", new Properties());
                Connection to = database.getConnection()) {
            copy(from, to);
        }

        assertThat(known(JdbcJournal.in(database))).isEqualTo(before);
    }

    /** Drawn, refused, in doubt. */
    private static List<List<Charge>> filled(Path directory) {
        try (ChargeJournal journal = JdbcJournal.inDirectory(directory)) {
            journal.open();
            ended(journal, intent("a fox"), DRAWN);
            ended(journal, intent("a hare"), REFUSED);
            ended(journal, intent("a bear"), DOUBT);
        }
        return known(JdbcJournal.inDirectory(directory));
    }

    private static List<List<Charge>> known(ChargeJournal opening) {
        try (ChargeJournal journal = opening) {
            journal.open();
            return KEYS.stream().map(key -> get(journal.find(key))).toList();
        }
    }

    private static void copy(Connection from, Connection to) throws SQLException {
        String columns = String.join(", ", ChargeRow.COLUMNS);
        String places = "?, ".repeat(ChargeRow.COLUMNS.size() - 1) + "?";
        try (Statement select = from.createStatement();
                ResultSet row = select.executeQuery("SELECT " + columns + " FROM imgeo_charge");
                PreparedStatement insert =
                        to.prepareStatement("INSERT INTO imgeo_charge (" + columns + ") VALUES (" + places + ")")) {
            while (row.next()) {
                for (int i = 1; i <= ChargeRow.COLUMNS.size(); i++) {
                    insert.setObject(i, row.getObject(i));
                }
                insert.executeUpdate();
            }
        }
    }
}
