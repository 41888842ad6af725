package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.GIVEN_BACK;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.claim;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a journal in memory forgets, and what never. */
class MemoryJournalTest {
    private final MemoryJournal journal = new MemoryJournal(2);

    private List<Charge> found(String key) {
        return get(journal.find(key));
    }

    @Test
    void forgetsWhatEndedLongestAgo() {
        ended(journal, intent("1"), DRAWN);
        ended(journal, intent("2"), DRAWN);
        assertThat(found("1")).hasSize(1);

        ended(journal, intent("3"), DRAWN);

        assertThat(found("1")).isEmpty();
        assertThat(found("2")).hasSize(1);
        assertThat(found("3")).hasSize(1);
    }

    @Test
    void keepsWhatIsOpenOrInDoubt() {
        granted(journal, intent("open"));
        ended(journal, intent("doubt"), DOUBT);
        ended(journal, intent("1"), DRAWN);
        ended(journal, intent("2"), DRAWN);
        ended(journal, intent("3"), DRAWN);

        assertThat(found("open")).hasSize(1);
        assertThat(found("doubt")).hasSize(1);
        assertThat(found("1")).isEmpty();
    }

    @Test
    void keepsAKeyThatIsDrawnAgain() {
        ended(journal, intent("again"), REFUSED);
        Charge second = granted(journal, intent("again"));
        ended(journal, intent("1"), DRAWN);

        ended(journal, intent("2"), DRAWN);

        assertThat(found("again")).containsExactly(second);
    }

    @Test
    void countsAKeyFromItsLastEnd() {
        ended(journal, intent("again"), GIVEN_BACK);
        ended(journal, intent("again", NOON.plusSeconds(1)), DRAWN);
        ended(journal, intent("1"), DRAWN);

        assertThat(found("again")).extracting(Charge::state).containsExactly(ChargeState.DONE);
        ended(journal, intent("2"), DRAWN);
        assertThat(found("again")).isEmpty();
    }

    @Test
    void keepsNoMoreOfAKeyThatIsRefundedAgainAndAgain() {
        for (int i = 1; i <= 20; i++) {
            ended(journal, intent("again", NOON.plusSeconds(i)), GIVEN_BACK);
        }

        assertThat(found("again")).hasSize(2).last().extracting(Charge::attempt).isEqualTo(20);
        ended(journal, intent("again", NOON.plusSeconds(21)), DRAWN);
        assertThat(claim(journal, intent("again", NOON.plusSeconds(22)))).isInstanceOf(Claim.Taken.class);
    }

    @Test
    void countsInABudgetWhatItHasForgotten() {
        for (String key : List.of("1", "2", "3")) {
            get(journal.record(granted(journal, intent(key), cap("15")), DRAWN, NOON));
        }

        assertThat(found("1")).isEmpty();
        assertThat(claim(journal, intent("4"), cap("15")))
                .isInstanceOfSatisfying(Claim.OverBudget.class, over -> assertThat(over.counted())
                        .isEqualByComparingTo("12"));
    }

    @Test
    void keepsEverythingWhenItIsClosed() {
        Charge made = granted(journal, intent("a fox"));

        journal.close();
        journal.open();

        assertThat(found("a fox")).containsExactly(made);
        assertThat(journal.isShared()).isFalse();
    }
}
