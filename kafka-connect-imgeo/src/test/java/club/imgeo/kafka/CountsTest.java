package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static final long SECOND = 1_000_000_000;

    private final Counts counts = new Counts();

    @Test
    void countsAResultAndWhatItBears() {
        counts.finished(end(End.How.DELIVERED, "a"), bears("4"), SECOND);

        assertThat(counts.done()).isOne();
        assertThat(counts.replayed()).isZero();
        assertThat(counts.creditsSpent()).isEqualTo("4");
    }

    @Test
    void countsAResultThatBearsNothingAsReplayed() {
        counts.finished(end(End.How.DELIVERED, "a"), bears("4"), SECOND);
        counts.finished(end(End.How.DELIVERED, "a"), Delivery.Bill.NOTHING, SECOND);

        assertThat(counts.done()).isEqualTo(2);
        assertThat(counts.replayed()).isOne();
        assertThat(counts.creditsSpent()).isEqualTo("4");
    }

    @Test
    void countsThePriceOfAnAnswerThatIsNoUse() {
        counts.finished(end(End.How.REPORTED, "a"), bears("4"), SECOND);
        counts.finished(end(End.How.REPORTED, null), Delivery.Bill.NOTHING, SECOND);

        assertThat(counts.refused()).isEqualTo(2);
        assertThat(counts.done()).isZero();
        assertThat(counts.creditsSpent()).isEqualTo("4");
    }

    @Test
    void countsTheCreditsOfADoubtOnceHoweverManyRecordsStandOnIt() {
        counts.finished(end(End.How.IN_DOUBT, "a"), mayBear("4"), SECOND);
        counts.finished(end(End.How.IN_DOUBT, "a"), mayBear("4"), SECOND);
        counts.finished(end(End.How.IN_DOUBT, "b"), mayBear("0.5"), SECOND);

        assertThat(counts.inDoubt()).isEqualTo(3);
        assertThat(counts.creditsInDoubt()).isEqualTo("4.5");
        assertThat(counts.creditsSpent()).isZero();
    }

    @Test
    void countsWhatTurnsOutLaterAsSpentAndTheRecordNoSecondTime() {
        counts.finished(end(End.How.IN_DOUBT, "a"), mayBear("4"), SECOND);
        counts.finishedLate(end(End.How.DELIVERED, "a"), bears("4"));

        assertThat(counts.done()).isOne();
        assertThat(counts.inDoubt()).isOne();
        assertThat(counts.creditsSpent()).isEqualTo("4");
        assertThat(counts.creditsInDoubt()).isEqualTo("4");
        assertThat(counts.latency().count()).isOne();
    }

    @Test
    void countsNoReportWhereADoubtTurnsOutToHaveCostNothing() {
        counts.finishedLate(end(End.How.REPORTED, "a"), Delivery.Bill.NOTHING);

        assertThat(counts.refused()).isZero();
    }

    @Test
    void countsNoCreditsWhereNobodyStatesAPrice() {
        counts.finished(end(End.How.DELIVERED, "a"), new Delivery.Bill(true, null), SECOND);
        counts.refunded(null);

        assertThat(counts.done()).isOne();
        assertThat(counts.replayed()).isZero();
        assertThat(counts.creditsSpent()).isZero();
        assertThat(counts.creditsRefunded()).isZero();
    }

    @Test
    void timesHoweverARecordEnds() {
        counts.finished(end(End.How.DELIVERED, "a"), bears("4"), 4 * SECOND);
        counts.finished(end(End.How.REPORTED, "b"), Delivery.Bill.NOTHING, SECOND);
        counts.finished(end(End.How.IN_DOUBT, "c"), mayBear("4"), SECOND);

        assertThat(counts.latency().count()).isEqualTo(3);
        assertThat(counts.latency().meanMillis()).isEqualTo(2_000);
        assertThat(counts.latency().maxMillis()).isEqualTo(4_000);
    }

    @Test
    void hasNoTimesBeforeTheFirstEnd() {
        assertThat(counts.latency().meanMillis()).isZero();
        assertThat(counts.latency().maxMillis()).isZero();
    }

    private static End end(End.How how, @Nullable String charge) {
        return End.of(how, Instant.EPOCH, charge);
    }

    private static Delivery.Bill bears(String credits) {
        return new Delivery.Bill(true, new BigDecimal(credits));
    }

    private static Delivery.Bill mayBear(String credits) {
        return new Delivery.Bill(false, new BigDecimal(credits));
    }
}
