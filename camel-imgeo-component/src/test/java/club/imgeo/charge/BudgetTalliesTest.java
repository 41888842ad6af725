package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.GIVEN_BACK;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.BudgetExceededException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which tenants a journal in memory remembers, and for how long. */
class BudgetTalliesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int FORGETS_NOTHING = 1_000;

    private final MemoryJournal journal = new MemoryJournal(FORGETS_NOTHING, new BudgetTallies(3));

    private Claim claim(String key, String tenant, String credits, @Nullable Duration window, Instant at) {
        Intent intent = intent(key, credits, new Scope("imgeo", "drawing", tenant), at);
        Cap cap = new Cap(new Scope("imgeo", null, tenant), new BigDecimal("10"), window);
        return get(journal.claim(intent, List.of(cap), InDoubtPolicy.QUARANTINE));
    }

    private Charge granted(String key, String tenant, @Nullable Duration window, Instant at) {
        return ((Claim.Granted) claim(key, tenant, "4", window, at)).charge();
    }

    @Test
    void remembersNobodyWhenTheWindowHasPassedWithoutACharge() {
        for (String tenant : List.of("a", "b", "c")) {
            get(journal.record(granted(tenant, tenant, HOUR, NOON), DRAWN, NOON));
        }
        assertThat(journal.tenantEntries()).isEqualTo(6);
        get(journal.forget(NOON.plus(HOUR)));

        claim("d", "d", "11", HOUR, NOON.plus(HOUR).plusMillis(1)); // refused, and so not remembered either

        assertThat(journal.tenantEntries()).isZero();
    }

    @Test
    void remembersNobodyWhoSpentNothing() {
        for (int i = 0; i < 10; i++) {
            get(journal.record(granted("refused " + i, "r" + i, null, NOON), REFUSED, NOON));
            get(journal.record(granted("refunded " + i, "g" + i, HOUR, NOON), GIVEN_BACK, NOON));
            assertThat(claim("over " + i, "o" + i, "11", null, NOON)).isInstanceOf(Claim.OverBudget.class);
        }

        granted("1", "a", null, NOON);
        granted("2", "b", null, NOON);
        granted("3", "c", null, NOON);
    }

    @Test
    void refusesOneTenantTooManyAndKnowsTheOthers() {
        granted("1", "a", HOUR, NOON);
        granted("2", "b", HOUR, NOON);
        Charge paid = get(journal.record(granted("3", "c", HOUR, NOON), DRAWN, NOON));

        assertThatThrownBy(() -> granted("4", "d", HOUR, NOON))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("creditBudgetPer: 3 tenants")
                .hasMessageContaining("'d' is none of them");

        granted("5", "a", HOUR, NOON);
        assertThat(claim("3", "c", "4", HOUR, NOON)).isEqualTo(new Claim.Taken(paid));
        granted("4", "d", HOUR, NOON.plus(HOUR).plusMillis(1));
    }

    @Test
    void countsForATenantWhatOnlyOthersHadCountedBefore() {
        granted("1", "a", HOUR, NOON);
        Scope route = new Scope("imgeo", "drawing", null);
        Intent intent = intent("2", "7", new Scope("imgeo", "drawing", "a"), NOON);

        assertThat(get(journal.claim(intent, List.of(new Cap(route, BigDecimal.TEN, HOUR)), InDoubtPolicy.QUARANTINE)))
                .isInstanceOfSatisfying(Claim.OverBudget.class, over -> assertThat(over.counted())
                        .isEqualByComparingTo("4"));
        assertThat(claim("3", "a", "7", HOUR, NOON)).isInstanceOf(Claim.OverBudget.class);
        assertThat(claim("3", "a", "7", null, NOON)).isInstanceOf(Claim.OverBudget.class);
    }

    @Test
    void looksAtNoChargeOfAnotherTenant() {
        BudgetTallies tallies = new BudgetTallies();
        Cap cap = new Cap(new Scope("imgeo", null, "a"), BigDecimal.TEN, HOUR);
        tallies.counted(cap, NOON, () -> List.<Charge>of().stream());
        Charge own = new Charge(
                intent("1", "4", new Scope("imgeo", "drawing", "a"), NOON), 1, ChargeState.INTENT, NOON, null, false);

        tallies.replace(null, own);

        assertThat(tallies.counted(cap, NOON, () -> {
                    throw new AssertionError("nothing is to be added up again");
                }))
                .isEqualByComparingTo("4");
    }
}
