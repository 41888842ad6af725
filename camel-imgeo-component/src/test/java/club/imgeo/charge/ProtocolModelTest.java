package club.imgeo.charge;

import static club.imgeo.charge.Setting.Again.AFTER_A_FAILURE;
import static club.imgeo.charge.Setting.Again.MEANWHILE;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Explorer.Exploration;
import org.junit.jupiter.api.Test;

/**
 * {@link PayOnce}, the real one, in every order in which what it does with journal and server can happen: with workers
 * that crash anywhere or live on as zombies, with replies lost, charges that come late, and deadlines that pass.
 * {@link ProtocolModelWeakenedTest} shows that it would see what is wrong.
 */
class ProtocolModelTest {
    @Test
    void paysOnceAndLosesNothingWhateverThreeIncarnationsDo() {
        Exploration all = Explorer.explore(Setting.of(3));

        assertThat(all.violations()).isEmpty();
        assertThat(all.states()).isGreaterThan(5_000);
    }

    @Test
    void paysOnceForAnOrderThatIsGivenAgainAfterAFailure() {
        Exploration all = Explorer.explore(Setting.of(2).with(AFTER_A_FAILURE));

        assertThat(all.violations()).isEmpty();
        assertThat(all.states()).isGreaterThan(5_000);
    }

    @Test
    void paysOnceForAnOrderThatIsGivenTwiceToOneIncarnation() {
        Exploration all = Explorer.explore(Setting.of(2).with(MEANWHILE));

        assertThat(all.violations()).isEmpty();
        assertThat(all.states()).isGreaterThan(5_000);
    }

    @Test
    void paysOnceWhereTheJournalFailsBeforeOrAfterItHasWritten() {
        Exploration all = Explorer.explore(Setting.of(2).withFaults(2));

        assertThat(all.violations()).isEmpty();
        assertThat(all.states()).isGreaterThan(5_000);
    }

    @Test
    void paysOnceWhereDoubtsAreWrittenDownWhileTheCallMayBeAlive() {
        Exploration all = Explorer.explore(Setting.of(3).withJournal(MarksDoubts::new));

        assertThat(all.violations()).isEmpty();
        assertThat(all.states()).isGreaterThan(5_000);
    }

    /** That is what the policy says: may pay twice. */
    @Test
    void accountsForBothChargesWhereTheUserHasDoubtsRetried() {
        Exploration all = Explorer.explore(Setting.of(2).with(InDoubtPolicy.RETRY), Violation.PAID_TWICE);

        assertThat(all.violations()).containsOnlyKeys(Violation.PAID_TWICE);
        assertThat(all.states()).isGreaterThan(1_000);
    }
}
