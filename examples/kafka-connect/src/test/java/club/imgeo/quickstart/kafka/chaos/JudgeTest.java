package club.imgeo.quickstart.kafka.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.LedgerEntry;
import club.imgeo.sandbox.LedgerEntry.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Or else the silence of the judge would prove nothing. */
class JudgeTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    @Test
    void acceptsAPromptThatWasPaidForAndDrawn() {
        deliver(charge());
        endings.add(drawn(1));

        assertThat(objections()).isEmpty();
    }

    @Test
    void acceptsARefundedAttemptBeforeOneThatIsPaidFor() {
        ledger.add(entry(Kind.REFUND, charge()));
        deliver(charge());
        endings.add(drawn(1));

        assertThat(objections()).isEmpty();
    }

    @Test
    void findsAPromptThatWasPaidForTwice() {
        deliver(charge());
        deliver(charge());
        endings.add(drawn(2));

        assertThat(objections()).singleElement().asString().contains("PAID 2 TIMES");
    }

    @Test
    void findsAPromptThatWasPaidForAndIsLost() {
        deliver(charge());

        assertThat(objections()).anyMatch(each -> each.contains("charged 1, stated 0"));
    }

    @Test
    void findsAPromptWithoutAnEnd() {
        assertThat(objections()).singleElement().asString().contains("0 ends in place of 1");
    }

    @Test
    void findsASecondResult() {
        deliver(charge());
        endings.add(drawn(1));
        endings.add(drawn(0));

        assertThat(objections()).singleElement().asString().contains("2 ends in place of 1");
    }

    @Test
    void findsADoubtThatNothingExcuses() {
        deliver(charge());
        endings.add(doubt());

        assertThat(objections()).singleElement().asString().contains("in doubt, and nothing had happened");
    }

    @Test
    void excusesADoubtOfAWorkerThatWasKilled() {
        charge();
        endings.add(doubt());
        incidents.add(new Incident(NOON.plusSeconds(1), NOON.plusSeconds(1)));

        assertThat(objections()).isEmpty();
    }

    @Test
    void countsADoubtOnceThatAFactCameAfter() {
        deliver(charge());
        endings.add(doubt());
        endings.add(new Ending("a fox", true, "CHARGED", BigDecimal.ONE, false, true));
        incidents.add(new Incident(NOON, NOON.plusSeconds(9)));

        assertThat(objections()).isEmpty();
        assertThat(judge().stated()).isEqualByComparingTo("1");
    }

    private List<String> objections() {
        return judge().objections();
    }

    private Judge judge() {
        return new Judge(
                List.of("a fox"), endings, new Ledger(ledger, Map.of(), Map.of()), Map.of(), incidents, false, true);
    }

    private long charge() {
        ledger.add(entry(Kind.CHARGE, null));
        return ledger.size();
    }

    private void deliver(long charge) {
        ledger.add(entry(Kind.DELIVERY, charge));
    }

    private LedgerEntry entry(Kind kind, @Nullable Long charge) {
        return new LedgerEntry(ledger.size() + 1, NOON, kind, "account", 1, "model", "a fox", charge);
    }

    private static Ending drawn(long credits) {
        return new Ending("a fox", true, "CHARGED", BigDecimal.valueOf(credits), credits == 0, false);
    }

    private static Ending doubt() {
        return new Ending("a fox", false, "UNKNOWN", BigDecimal.ONE, false, false);
    }
}
