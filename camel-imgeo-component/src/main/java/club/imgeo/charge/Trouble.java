package club.imgeo.charge;

import club.imgeo.client.JournalException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/** What a database's complaint means for a journal. */
final class Trouble {
    private Trouble() {}

    /** A charge that was to be written as new is there already. */
    static boolean isDuplicate(SQLException e) {
        return state(e).equals("23505") || state(e).equals("23000");
    }

    /** A value is at fault, so that without it the same work can be done. */
    static boolean isAboutAValue(SQLException e) {
        String state = state(e);
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    static boolean isLostConnection(SQLException e) {
        return e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException
                || state(e).startsWith("08")
                || state(e).startsWith("57P");
    }

    static JournalException of(String journal, Throwable thrown) {
        if (thrown instanceof JournalException known) {
            return known;
        }
        return JournalException.of(journal + " cannot be read or written: " + remedy(thrown), thrown);
    }

    /** A batch's complaint recites all that was to be written, which no log needs. */
    static String brief(Throwable thrown) {
        return thrown instanceof BatchUpdateException e && e.getNextException() != null
                ? e.getNextException().toString()
                : thrown.toString();
    }

    private static String remedy(Throwable thrown) {
        if (!(thrown instanceof SQLException e)) {
            return "its driver failed; see the cause";
        }
        if (e instanceof UnknownVersion && e.getMessage() != null) {
            return e.getMessage();
        }
        String state = state(e);
        if (isLostConnection(e)) {
            return "the database cannot be reached; each new call tries again";
        }
        if (state.startsWith("42") || state.equals("25006")) {
            return "grant SELECT, INSERT, UPDATE and DELETE on imgeo_charge and imgeo_journal, and compare them with"
                    + " docs/charge-journal.sql";
        }
        if (isAboutAValue(e)) {
            return "the database does not take, or give, one of the values; see the cause";
        }
        if (state.startsWith("53") || state.startsWith("58") || state.startsWith("900") || state.startsWith("HY")) {
            return "look whether its disk is full or read-only; each new call tries again";
        }
        return "see the cause; each new call tries again";
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
