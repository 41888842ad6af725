package club.imgeo.charge;

import static club.imgeo.charge.Violation.CHARGE_DENIED;
import static club.imgeo.charge.Violation.LOST_IN_SILENCE;
import static club.imgeo.charge.Violation.PAID_TWICE;
import static club.imgeo.charge.Violation.SPENT_UNRECORDED;
import static club.imgeo.charge.Violation.UNBALANCED;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.GenerationInFlightException;
import club.imgeo.client.InDoubtException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes wrong, and is seen, without each of the things that the protocol rests on. Two incarnations are enough. */
class ProtocolModelWeakenedTest {
    private static final Setting SOUND = Setting.of(2);

    private static Set<Violation> in(Setting setting) {
        return Explorer.exploreAll(setting).violations().keySet();
    }

    @Test
    void paysTwiceWithoutAJournal() {
        assertThat(in(SOUND.withStore(NoJournal::new)))
                .contains(PAID_TWICE, CHARGE_DENIED, UNBALANCED, SPENT_UNRECORDED);
    }

    @Test
    void paysTwiceWhereTheIntentIsNotCommittedBeforeTheCall() {
        assertThat(in(SOUND.withJournal((journal, clock) -> new Weakened.InOpenTransaction(journal))))
                .contains(PAID_TWICE, CHARGE_DENIED, UNBALANCED);
    }

    @Test
    void paysTwiceWhereAClaimIsNotAtomic() {
        assertThat(in(SOUND.withJournal((journal, clock) -> new Weakened.ReadThenWritten(journal))))
                .contains(PAID_TWICE, UNBALANCED);
    }

    @Test
    void paysTwiceWhereItDecidesByWhatItReadBeforeItClaimed() {
        assertThat(in(SOUND.withJournal((journal, clock) -> new Weakened.ReadTooEarly(journal))))
                .contains(PAID_TWICE, UNBALANCED);
    }

    @Test
    void paysTwiceWhereAFailureRemovesTheKey() {
        assertThat(in(SOUND.withJournal((journal, clock) -> new Weakened.RemovedOnFailure(journal))))
                .contains(PAID_TWICE, CHARGE_DENIED, UNBALANCED);
    }

    @Test
    void losesInSilenceWhereWhatIsThereIsSkipped() {
        assertThat(in(SOUND.withAnswer(ProtocolModelWeakenedTest::skippingWhatIsThere)))
                .containsExactly(LOST_IN_SILENCE);
    }

    @Test
    void paysTwiceWhereDoubtsAreRetriedUnasked() {
        assertThat(in(SOUND.withJournal(Weakened.DoubtRetried::new))).containsExactly(PAID_TWICE);
    }

    @Test
    void forgetsWhatItSpentWhereALateFactDoesNotWinOverADoubt() {
        assertThat(in(SOUND.withJournal((journal, clock) -> new Weakened.LateFactDropped(journal))))
                .containsExactly(SPENT_UNRECORDED);
    }

    @Test
    void forgetsWhatItSpentWhereADoubtIsWrittenOverAFact() {
        assertThat(in(SOUND.withJournal(MarksDoubts.Blindly::new))).containsExactly(SPENT_UNRECORDED);
    }

    private static CompletableFuture<@Nullable Paid> skippingWhatIsThere(CompletableFuture<@Nullable Paid> answer) {
        return answer.exceptionally(thrown -> {
            if (thrown.getCause() instanceof InDoubtException
                    || thrown.getCause() instanceof GenerationInFlightException) {
                return null;
            }
            throw new CompletionException(thrown.getCause());
        });
    }
}
