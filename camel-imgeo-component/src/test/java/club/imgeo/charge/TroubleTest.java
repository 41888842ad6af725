package club.imgeo.charge;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.JournalException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each complaint of a database comes to. */
class TroubleTest {
    private static final String AWAY = "the database cannot be reached; each new call tries again";

    /** A state, whether it is a duplicate, about a value, a lost connection, and what the remedy says. */
    @ParameterizedTest
    @CsvSource({
        "23505, true,  true,  false, the database does not take",
        "23000, true,  true,  false, the database does not take",
        "23502, false, true,  false, the database does not take",
        "22001, false, true,  false, the database does not take",
        "54000, false, true,  false, the database does not take",
        "08006, false, false, true,  the database cannot be reached",
        "57P01, false, false, true,  the database cannot be reached",
        "57014, false, false, false, see the cause; each new call tries again",
        "42501, false, false, false, grant SELECT",
        "25006, false, false, false, grant SELECT",
        "25001, false, false, false, see the cause; each new call tries again",
        "53100, false, false, false, look whether its disk is full",
        "58030, false, false, false, look whether its disk is full",
        "90031, false, false, false, look whether its disk is full",
        "HY000, false, false, false, look whether its disk is full",
        "90131, false, false, false, see the cause; each new call tries again",
        "40001, false, false, false, see the cause; each new call tries again",
        "     , false, false, false, see the cause; each new call tries again",
    })
    void isTold(@Nullable String state, boolean duplicate, boolean value, boolean lost, String remedy) {
        SQLException e = new SQLException("no", state);

        assertThat(Trouble.isDuplicate(e)).isEqualTo(duplicate);
        assertThat(Trouble.isAboutAValue(e)).isEqualTo(value);
        assertThat(Trouble.isLostConnection(e)).isEqualTo(lost);
        assertThat(Trouble.of("the journal", e))
                .hasMessageStartingWith("the journal cannot be read or written: " + remedy)
                .hasCause(e);
    }

    @Test
    void isALostConnectionWhereTheDriverSaysSo() {
        List<SQLException> lost = List.of(
                new SQLNonTransientConnectionException(),
                new SQLTransientConnectionException(),
                new SQLRecoverableException());

        assertThat(lost).allMatch(Trouble::isLostConnection).allSatisfy(e -> assertThat(Trouble.of("the journal", e))
                .hasMessageContaining(AWAY));
    }

    @Test
    void isPassedOnWhereItIsKnown() {
        JournalException known = JournalException.of("known", null);

        assertThat(Trouble.of("the journal", known)).isSameAs(known);
    }

    @Test
    void namesTheDriverAndTheVersion() {
        assertThat(Trouble.of("the journal", new IllegalStateException()))
                .hasMessageContaining("the journal cannot be read or written: its driver failed; see the cause");
        assertThat(Trouble.of("the journal", UnknownVersion.of(2, "a fox")))
                .hasMessageContaining("the charge 'a fox' is of version 2, and this component knows 1");
    }

    @Test
    void recitesNoBatch() {
        BatchUpdateException batch = new BatchUpdateException("INSERT a fox", new int[0]);
        assertThat(Trouble.brief(batch)).contains("INSERT a fox");

        batch.setNextException(new SQLException("too long"));

        assertThat(Trouble.brief(batch)).isEqualTo("java.sql.SQLException: too long");
        assertThat(Trouble.brief(new SQLException("too short"))).isEqualTo("java.sql.SQLException: too short");
    }
}
