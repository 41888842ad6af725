package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of a journal: makes them, and looks whether they are what this component knows. */
final class Schema {
    private static final String SCRIPT = "charge-journal.sql";
    /** Nothing of it changes anything; who may do this may do all that comes later. */
    private static final List<String> RIGHTS = List.of(
            "INSERT INTO imgeo_charge SELECT * FROM imgeo_charge WHERE 1 = 0",
            "UPDATE imgeo_charge SET attempt = attempt WHERE 1 = 0",
            "DELETE FROM imgeo_charge WHERE 1 = 0");

    private final Tables tables;
    private final String journal;

    Schema(Tables tables, String journal) {
        this.tables = tables;
        this.journal = journal;
    }

    /** @throws JournalException with the remedy, where the journal cannot be used */
    void prepare() throws SQLException {
        List<String> columns = columns();
        if (columns.isEmpty() || !hasLock()) {
            create();
            columns = columns();
        }
        List<String> missing = new ArrayList<>(ChargeRow.COLUMNS);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw unusable("its table imgeo_charge lacks " + String.join(", ", missing) + "; see docs/" + SCRIPT, null);
        }
        checkRights();
        checkVersions();
        var unused = new TenantIndex(tables, journal).prepare(); // is in the log
    }

    /** None where there is no such table, or it may not be read. */
    private List<String> columns() throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement select = tables.prepare("SELECT * FROM imgeo_charge WHERE 1 = 0");
                ResultSet nothing = select.executeQuery()) {
            ResultSetMetaData found = nothing.getMetaData();
            for (int i = 1; i <= found.getColumnCount(); i++) {
                columns.add(found.getColumnName(i).toLowerCase(Locale.ROOT));
            }
        } catch (SQLException e) {
            rethrowIfLost(e);
        }
        tables.rollback();
        return columns;
    }

    private boolean hasLock() throws SQLException {
        try (PreparedStatement select = tables.prepare("SELECT id FROM imgeo_journal WHERE id = 1");
                ResultSet row = select.executeQuery()) {
            return row.next();
        } catch (SQLException e) {
            rethrowIfLost(e);
            return false;
        } finally {
            tables.rollback();
        }
    }

    private static void rethrowIfLost(SQLException e) throws SQLException {
        if (Trouble.isLostConnection(e)) {
            throw e;
        }
    }

    private void create() throws SQLException {
        SQLException refused = null;
        for (int attempt = 1; attempt <= 3; attempt++) { // several nodes that start at once get in each other's way
            try {
                for (String sql : statements()) {
                    execute(sql);
                    tables.check(); // before anything is written to what may have been there
                }
                tables.commit();
                return;
            } catch (SQLException e) {
                rethrowIfLost(e);
                tables.rollback();
                refused = e;
            }
        }
        throw unusable(
                "its tables cannot be read or made; have docs/" + SCRIPT
                        + " run by somebody who may, and SELECT, INSERT, UPDATE and DELETE on both tables granted",
                refused);
    }

    private void checkRights() throws SQLException {
        try {
            for (String sql : RIGHTS) {
                execute(sql);
            }
            new ChargeTable(tables).lock();
        } catch (SQLException e) {
            rethrowIfLost(e);
            throw unusable(
                    "it cannot be written; grant SELECT, INSERT, UPDATE and DELETE on imgeo_charge and imgeo_journal, and"
                            + " give a connection that is not read-only",
                    e);
        } finally {
            tables.rollback();
        }
    }

    private void checkVersions() throws SQLException {
        String sql = "SELECT version, charge_key FROM imgeo_charge WHERE version <> ?";
        try (PreparedStatement select = tables.prepare(sql)) {
            select.setMaxRows(1);
            new Parameters(select).with(Charge.VERSION);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw unusable(UnknownVersion.reason(row.getInt(1), row.getString(2)), null);
                }
            }
        } finally {
            tables.rollback();
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = tables.prepare(sql)) {
            statement.execute();
        }
    }

    private JournalException unusable(String why, @Nullable Throwable cause) {
        return JournalException.of(journal + " cannot be used: " + why, cause);
    }

    static List<String> statements() {
        try (InputStream script = requireNonNull(Schema.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^ *--.*$", "");
            return Arrays.stream(sql.split(";"))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
