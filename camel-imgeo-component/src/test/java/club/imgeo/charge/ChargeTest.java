package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.GIVEN_BACK;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.intent;
import static club.imgeo.client.CreditOutcome.CHARGED;
import static club.imgeo.client.CreditOutcome.NOT_CHARGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What one charge says of itself. */
class ChargeTest {
    private static final Instant DEADLINE = NOON.plusSeconds(60);
    private static final Charge OPEN = new Charge(intent("a fox"), 2, ChargeState.INTENT, NOON, null, false);

    private static Outcome said(Outcome outcome) {
        return new Outcome(outcome.creditOutcome(), null, null, "so", "Ada");
    }

    @Test
    void comesToItsPriceUnlessItIsKnownBetter() {
        Outcome cheaper = new Outcome(CHARGED, new BigDecimal("2.5"), null, null, null);
        Charge unpriced = new Charge(intent("a fox", null, SCOPE, NOON), 1, ChargeState.INTENT, NOON, null, false);

        assertThat(OPEN.credits()).isEqualByComparingTo("4");
        assertThat(OPEN.with(DOUBT, NOON).credits()).isEqualByComparingTo("4");
        assertThat(OPEN.with(cheaper, NOON).credits()).isEqualByComparingTo("2.5");
        assertThat(OPEN.with(REFUSED, NOON).credits()).isZero();
        assertThat(unpriced.credits()).isNull();
        assertThat(unpriced.with(GIVEN_BACK, NOON).credits()).isZero();
    }

    @Test
    void isSettledByAFactOnly() {
        assertThat(OPEN.isSettled()).isFalse();
        assertThat(OPEN.with(DOUBT, NOON).isSettled()).isFalse();
        assertThat(OPEN.with(said(DRAWN), NOON).isSettled()).isFalse();
        assertThat(OPEN.with(DRAWN, NOON).isSettled()).isTrue();
        assertThat(OPEN.with(REFUSED, NOON).isSettled()).isTrue();
    }

    @Test
    void isInDoubtAfterItsDeadline() {
        assertThat(OPEN.isInDoubt(DEADLINE)).isFalse();
        assertThat(OPEN.isInDoubt(DEADLINE.plusNanos(1))).isTrue();
        assertThat(OPEN.with(DOUBT, NOON).isInDoubt(NOON)).isTrue();
        assertThat(OPEN.with(DRAWN, NOON).isInDoubt(DEADLINE.plusSeconds(1))).isFalse();
    }

    @Test
    void isForgottenOnlyWhenItHasEndedAndMayBe() {
        Charge reused = new Charge(intent("content:1"), 1, ChargeState.DONE, NOON, DRAWN, false);
        Instant after = NOON.plusMillis(1);

        assertThat(OPEN.with(DRAWN, NOON).canBeForgotten(after)).isTrue();
        assertThat(OPEN.with(DRAWN, NOON).canBeForgotten(NOON)).isFalse();
        assertThat(OPEN.canBeForgotten(after)).isFalse();
        assertThat(OPEN.with(DOUBT, NOON).canBeForgotten(after)).isFalse();
        assertThat(reused.canBeForgotten(after)).isFalse();
    }

    @Test
    void becomesWhatItsOutcomeSays() {
        Charge done = OPEN.with(DRAWN, DEADLINE);

        assertThat(done).isEqualTo(new Charge(OPEN.intent(), 2, ChargeState.DONE, DEADLINE, DRAWN, false));
        assertThat(OPEN.with(DOUBT, NOON).state()).isEqualTo(ChargeState.IN_DOUBT);
        assertThat(OPEN.with(REFUSED, NOON).state()).isEqualTo(ChargeState.REFUSED);
        assertThat(OPEN.with(GIVEN_BACK, NOON).state()).isEqualTo(ChargeState.REFUSED);
    }

    @Test
    void isLateWhenAFactComesIntoADoubt() {
        Instant afterwards = DEADLINE.plusSeconds(1);

        assertThat(OPEN.with(DRAWN, DEADLINE).late()).isFalse();
        assertThat(OPEN.with(DRAWN, afterwards).late()).isTrue();
        assertThat(OPEN.with(DOUBT, afterwards).late()).isFalse();
        assertThat(OPEN.with(said(DRAWN), afterwards).late()).isFalse();
        assertThat(OPEN.with(DOUBT, NOON).with(DRAWN, NOON).late()).isTrue();
        assertThat(OPEN.with(DRAWN, afterwards).with(said(DRAWN), NOON).late()).isTrue();
    }

    @Test
    void knowsWhichOfItsStatesAreOpenAndWhichPaid() {
        assertThat(ChargeState.values())
                .filteredOn(ChargeState::isOpen)
                .containsExactly(ChargeState.INTENT, ChargeState.IN_DOUBT);
        assertThat(ChargeState.values()).filteredOn(ChargeState::isPaid).containsExactly(ChargeState.DONE);
    }

    @Test
    void addsItselfToTheTotals() {
        Charge priceless = new Charge(intent("a fox", null, SCOPE, NOON), 1, ChargeState.INTENT, NOON, null, false);
        Outcome dear = new Outcome(NOT_CHARGED, null, null, "no", null);
        Totals totals = Totals.NONE
                .plus(OPEN)
                .plus(OPEN.with(DOUBT, NOON))
                .plus(OPEN.with(DOUBT, NOON))
                .plus(OPEN.with(GIVEN_BACK, NOON))
                .plus(OPEN.with(GIVEN_BACK, NOON))
                .plus(OPEN.with(GIVEN_BACK, NOON))
                .plus(OPEN.with(dear, NOON))
                .plus(OPEN.with(new Outcome(CHARGED, new BigDecimal("16"), null, null, null), NOON))
                .plus(priceless)
                .plus(priceless.with(GIVEN_BACK, NOON));

        assertThat(totals)
                .isEqualTo(new Totals(
                        new BigDecimal("16"), new BigDecimal("12"), new BigDecimal("8"), new BigDecimal("4")));
        assertThat(Totals.plus(totals, totals))
                .isEqualTo(new Totals(
                        new BigDecimal("32"), new BigDecimal("24"), new BigDecimal("16"), new BigDecimal("8")));
    }
}
