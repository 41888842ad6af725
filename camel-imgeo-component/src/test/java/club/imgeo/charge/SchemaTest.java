package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Who may use a journal, and what is made for them. */
class SchemaTest {
    private final FakeDatabase database = new FakeDatabase(true);

    private void prepareAs(String user, String... grants) throws SQLException {
        database.execute("CREATE USER " + user + " PASSWORD 'secret'");
        for (String grant : grants) {
            database.execute("GRANT " + grant + " TO " + user);
        }
        Tables tables = database.as(user);
        try (Connection connection = tables.connection()) {
            assertThat(connection.isClosed()).isFalse();
            new Schema(tables, "the fake").prepare();
        }
    }

    @Test
    void needsNoRightToMakeTablesThatAreThere() {
        assertThatCode(() -> prepareAs(
                        "writer",
                        "SELECT, INSERT, UPDATE, DELETE ON imgeo_charge",
                        "SELECT, INSERT, UPDATE, DELETE ON imgeo_journal"))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheRightsWhereItMayOnlyRead() {
        assertThatThrownBy(() -> prepareAs("reader", "SELECT ON imgeo_charge", "SELECT ON imgeo_journal"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the fake cannot be used: it cannot be written; grant SELECT, INSERT, UPDATE and"
                        + " DELETE on imgeo_charge and imgeo_journal");
    }

    @Test
    void namesTheScriptWhereItMayDoNothing() {
        assertThatThrownBy(() -> prepareAs("nobody"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the fake cannot be used: its tables cannot be read or made; have"
                        + " docs/charge-journal.sql run");
    }

    @Test
    void makesWhatIsLockedWhereItIsMissing() throws SQLException {
        database.execute("DELETE FROM imgeo_journal");

        prepareAs(
                "owner",
                "ALTER ANY SCHEMA",
                "SELECT, INSERT, UPDATE, DELETE ON imgeo_charge",
                "SELECT, INSERT, UPDATE, DELETE ON imgeo_journal");

        assertThat(database.select("SELECT id FROM imgeo_journal")).containsExactly("1");
    }
}
