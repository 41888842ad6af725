package club.imgeo.charge;

import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeping nothing. */
class NoJournalTest {
    private final NoJournal journal = new NoJournal();

    @Test
    void grantsEveryClaim() {
        ended(journal, intent("a fox"), DRAWN);

        assertThat(granted(journal, intent("a fox")).attempt()).isEqualTo(1);
    }

    @Test
    void knowsNothing() {
        ended(journal, intent("a fox"), DRAWN);

        assertThat(journal.find("a fox")).isCompletedWithValue(List.of());
        assertThat(journal.inDoubt(10, Instant.MAX)).isCompletedWithValue(List.of());
        assertThat(journal.totals(SCOPE, Instant.EPOCH)).isCompletedWithValue(Totals.NONE);
        assertThat(journal.forget(Instant.MAX)).isCompletedWithValue(0);
        assertThat(journal.isShared()).isFalse();
    }

    @Test
    void tellsAnOutcomeAsItCame() {
        Charge made = granted(journal, intent("a fox"));

        assertThat(journal.record(made, DRAWN, NOON)).isCompletedWithValue(made.with(DRAWN, NOON));
    }

    @Test
    void countsNoBudget() {
        assertThatThrownBy(() -> journal.claim(intent("a fox"), List.of(cap("10")), InDoubtPolicy.QUARANTINE))
                .hasMessageContaining("a budget needs a journal");
    }
}
