package club.imgeo.charge;

import club.imgeo.client.CreditOutcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** INTENTs of a process that is dead: nobody will say what became of them. */
final class Orphans {
    private static final String INTENTS =
            "SELECT " + String.join(", ", ChargeRow.COLUMNS) + " FROM imgeo_charge WHERE state = 'INTENT'";
    private static final Outcome ABANDONED =
            new Outcome(CreditOutcome.UNKNOWN, null, null, "the process ended before the outcome", null);

    private Orphans() {}

    /** For a journal that nobody else can have open. Commits; answers how many are in doubt from now on. */
    static int doubt(Tables tables, Instant now) throws SQLException {
        try (PreparedStatement select = tables.prepare(INTENTS)) {
            List<Charge> intents = ChargeTable.charges(select);
            new ChargeTable(tables)
                    .update(intents.stream()
                            .map(intent ->
                                    new ChargeTable.Replacement(intent, Storable.of(intent.with(ABANDONED, now))))
                            .toList());
            tables.commit();
            return intents.size();
        }
    }
}
