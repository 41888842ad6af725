package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.GIVEN_BACK;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.intent;
import static club.imgeo.client.CreditOutcome.CHARGED;
import static club.imgeo.client.CreditOutcome.NOT_CHARGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule by itself, on books that the test writes. */
class ProtocolTest {
    private static final Instant DEADLINE = NOON.plusSeconds(60);
    private static final Instant OVERDUE = DEADLINE.plusMillis(1);
    private static final Intent FOX = intent("a fox");
    private static final Outcome WORD = new Outcome(CHARGED, null, null, "on the bill", "Ada");

    private record Books(List<Charge> charges, BigDecimal sum) implements Transition.Books {
        @Override
        public List<Charge> charges(String key) {
            return List.of();
        }

        @Override
        public BigDecimal counted(Cap cap, Instant now) {
            return sum;
        }
    }

    private static Books books(Charge... charges) {
        return new Books(List.of(charges), BigDecimal.ZERO);
    }

    private static Charge open(int attempt) {
        return new Charge(intent("a fox"), attempt, ChargeState.INTENT, NOON, null, false);
    }

    private static Charge ended(int attempt, Outcome outcome) {
        return open(attempt).with(outcome, NOON.plusSeconds(5));
    }

    private static Change<Claim> claim(Books books, Intent intent, Cap... caps) {
        return Protocol.claim(books, intent, List.of(caps), InDoubtPolicy.QUARANTINE);
    }

    @Test
    void grantsWhatWasNeverTried() {
        Charge first = new Charge(FOX, 1, ChargeState.INTENT, NOON, null, false);

        assertThat(claim(books(), FOX)).isEqualTo(Change.put(new Claim.Granted(first), first));
    }

    @Test
    void countsAttemptsOnAndDropsThoseThatCostNothing() {
        Charge refused = ended(1, REFUSED);
        Charge refunded = ended(2, GIVEN_BACK);
        Charge next = new Charge(FOX, 3, ChargeState.INTENT, NOON, null, false);

        Change<Claim> change = claim(books(refused, refunded), FOX);

        assertThat(change).isEqualTo(new Change<>(new Claim.Granted(next), List.of(next), List.of(refused)));
    }

    @Test
    void keepsAnAttemptOfWhichOnlySomebodySaysThatItCostNothing() {
        Charge said = ended(1, new Outcome(NOT_CHARGED, null, null, "not on the bill", "Ada"));

        assertThat(claim(books(said), FOX).drop()).isEmpty();
    }

    @Test
    void grantsAnIntentThatIsWrittenAlready() {
        Charge written = new Charge(FOX, 2, ChargeState.INTENT, NOON, null, false);

        assertThat(claim(books(ended(1, GIVEN_BACK), written), FOX)).isEqualTo(Change.none(new Claim.Granted(written)));
    }

    @Test
    void doesNotGrantAgainWhatTheSameClaimantHasEnded() {
        Charge done = new Charge(FOX, 1, ChargeState.INTENT, NOON, null, false).with(DRAWN, NOON);

        assertThat(claim(books(done), FOX)).isEqualTo(Change.none(new Claim.Taken(done)));
    }

    /** The sum so far, the budget, and whether 4 more credits fit. */
    @ParameterizedTest
    @CsvSource({"0, 4, true", "6, 10, true", "6.01, 10, false", "7, 10, false", "0, 3.99, false"})
    void grantsWhatFitsABudget(BigDecimal counted, String budget, boolean fits) {
        Claim claim = claim(new Books(List.of(), counted), FOX, cap("1000"), cap(budget))
                .answer();

        if (fits) {
            assertThat(claim).isInstanceOf(Claim.Granted.class);
        } else {
            assertThat(claim).isEqualTo(new Claim.OverBudget(cap(budget), counted));
        }
    }

    @Test
    void writesNothingBeyondABudget() {
        Change<Claim> change = claim(books(), FOX, cap("1"));

        assertThat(change.put()).isEmpty();
        assertThat(change.drop()).isEmpty();
    }

    @Test
    void leavesADoubtBehindWhereItIsToBePaidForAgain() {
        Charge open = open(1);
        Intent afterwards = intent("a fox", OVERDUE);

        Change<Claim> change = Protocol.claim(books(open), afterwards, List.of(), InDoubtPolicy.RETRY);

        Charge next = new Charge(afterwards, 2, ChargeState.INTENT, OVERDUE, null, false);
        Charge doubt = open.with(new Outcome(DOUBT.creditOutcome(), null, null, "no outcome in time", null), OVERDUE);
        assertThat(change.answer()).isEqualTo(new Claim.Granted(next));
        assertThat(change.put()).containsExactlyInAnyOrder(next, doubt);
        assertThat(change.drop()).isEmpty();
    }

    /** What stands under the key, and what of it is in the way, under each policy. */
    @ParameterizedTest
    @CsvSource({
        "0,  true,  true", // being drawn
        "60, true,  true", // at the very deadline
        "61, true,  false" // overdue
    })
    void isHeldUpByWhatIsBeingDrawn(long seconds, boolean quarantined, boolean retried) {
        List<Charge> charges = List.of(open(1));
        Instant now = NOON.plusSeconds(seconds);

        assertThat(Protocol.obstacle(charges, "hash", now, InDoubtPolicy.QUARANTINE)
                        .isPresent())
                .isEqualTo(quarantined);
        assertThat(Protocol.obstacle(charges, "hash", now, InDoubtPolicy.STOP).isPresent())
                .isEqualTo(quarantined);
        assertThat(Protocol.obstacle(charges, "hash", now, InDoubtPolicy.RETRY).isPresent())
                .isEqualTo(retried);
    }

    @Test
    void isHeldUpByTheLatestDoubt() {
        Charge first = ended(1, DOUBT);
        Charge second = ended(2, DOUBT);

        assertThat(Protocol.obstacle(List.of(first, second), "hash", NOON, InDoubtPolicy.QUARANTINE))
                .contains(second);
        assertThat(Protocol.obstacle(List.of(first, second), "hash", NOON, InDoubtPolicy.RETRY))
                .isEmpty();
    }

    @Test
    void findsWhatWasPaidForBehindADoubt() {
        Charge paid = ended(1, DRAWN);

        assertThat(Protocol.obstacle(List.of(paid, ended(2, DOUBT)), "hash", NOON, InDoubtPolicy.QUARANTINE))
                .contains(paid);
    }

    @Test
    void isHeldUpByAnotherRequestUnlessThatWasRefused() {
        Charge paid = ended(1, DRAWN);
        Charge refused = ended(1, REFUSED);

        assertThat(Protocol.obstacle(List.of(paid), "other", NOON, InDoubtPolicy.RETRY))
                .contains(paid);
        assertThat(Protocol.obstacle(List.of(ended(1, DOUBT)), "other", NOON, InDoubtPolicy.RETRY))
                .isPresent();
        assertThat(Protocol.obstacle(List.of(refused), "other", NOON, InDoubtPolicy.RETRY))
                .isEmpty();
    }

    @Test
    void recordsTheOutcomeOfTheAttemptThatWasMade() {
        Charge first = ended(1, DOUBT);
        Charge second = open(2);

        assertThat(Protocol.record(books(first, second), second, DRAWN, NOON))
                .isEqualTo(Change.put(second.with(DRAWN, NOON), second.with(DRAWN, NOON)));
        assertThat(Protocol.record(books(first, second), first, DRAWN, NOON))
                .isEqualTo(Change.put(first.with(DRAWN, NOON), first.with(DRAWN, NOON)));
    }

    @Test
    void recordsADoubtOnlyWhereNothingElseIsKnown() {
        Charge said = ended(1, WORD);

        assertThat(Protocol.record(books(open(1)), open(1), DOUBT, NOON).put()).hasSize(1);
        assertThat(Protocol.record(books(ended(1, DOUBT)), open(1), DOUBT, NOON).put())
                .isEmpty();
        assertThat(Protocol.record(books(said), open(1), DOUBT, NOON)).isEqualTo(Change.none(said));
        assertThat(Protocol.record(books(said), open(1), GIVEN_BACK, NOON).put())
                .hasSize(1);
    }

    @Test
    void withdrawsWhatItsOwnClaimantLeftOpen() {
        Charge mine = new Charge(FOX, 2, ChargeState.INTENT, NOON, null, false);
        Charge others = open(1);

        Change<Boolean> change = Protocol.withdraw(books(others, mine), FOX, NOON);

        assertThat(change).isEqualTo(Change.put(true, mine.with(Outcome.neverSent(), NOON)));
        assertThat(Protocol.withdraw(books(others), FOX, NOON)).isEqualTo(Change.none(false));
        assertThat(Protocol.withdraw(books(mine.with(DRAWN, NOON)), FOX, NOON)).isEqualTo(Change.none(false));
    }

    @Test
    void resolvesTheLatestDoubtAndNamesTheModel() {
        Outcome word =
                new Outcome(CHARGED, null, new Drawing(List.of(URI.create("x")), "", null, false, true), "seen", "Ada");
        Charge second = ended(2, DOUBT);

        Charge resolved = Protocol.resolve(books(ended(1, DOUBT), second), "a fox", word, OVERDUE)
                .answer();

        assertThat(resolved).isEqualTo(second.with(word.about(second.intent()), OVERDUE));
        assertThat(resolved.outcome())
                .extracting(Outcome::drawing)
                .extracting(Drawing::model)
                .isEqualTo("google/imagen-4");
    }

    @Test
    void resolvesOnceWhatIsSaidOnce() {
        Charge first = ended(1, DOUBT);
        Charge said = ended(2, DOUBT).with(WORD, OVERDUE);

        assertThat(Protocol.resolve(books(first, said), "a fox", WORD, OVERDUE)).isEqualTo(Change.none(said));
        assertThat(Protocol.resolve(books(first, said), "a fox", WORD, OVERDUE.plusSeconds(1))
                        .put())
                .extracting(Charge::attempt)
                .containsExactly(1);
        assertThat(Protocol.resolve(books(first, said), "a fox", GIVEN_BACK, OVERDUE)
                        .put())
                .extracting(Charge::attempt)
                .containsExactly(1);
    }

    @Test
    void saysHowAKeyStandsThatIsNotInDoubt() {
        Outcome free = new Outcome(NOT_CHARGED, null, null, "not on the bill", "Ada");

        assertNotInDoubt("'a fox' is not in doubt: the journal knows nothing of it");
        assertNotInDoubt("it is being drawn, and will be in doubt at " + DEADLINE + " if no outcome", open(1));
        assertNotInDoubt("it is being drawn", ended(1, GIVEN_BACK), open(2));
        assertNotInDoubt("it was paid for [", ended(1, DRAWN));
        assertNotInDoubt("it was not paid for [", ended(1, REFUSED));
        assertNotInDoubt("it was paid for, as Ada said at " + NOON, open(1).with(WORD, NOON));
        assertNotInDoubt("it was not paid for, as Ada said at " + NOON, open(1).with(free, NOON));
    }

    private static void assertNotInDoubt(String standing, Charge... charges) {
        assertThatThrownBy(() -> Protocol.resolve(books(charges), "a fox", DRAWN, DEADLINE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(standing);
    }

    @Test
    void countsABudgetAsOfTheIntent() {
        Transition.Books asked = new Transition.Books() {
            @Override
            public List<Charge> charges() {
                return List.of();
            }

            @Override
            public List<Charge> charges(String key) {
                return List.of();
            }

            @Override
            public BigDecimal counted(Cap cap, Instant now) {
                assertThat(cap).isEqualTo(cap("10"));
                assertThat(now).isEqualTo(OVERDUE);
                return BigDecimal.TEN;
            }
        };

        Claim claim = Protocol.claim(
                        asked, intent("a fox", "0.5", SCOPE, OVERDUE), List.of(cap("10")), InDoubtPolicy.QUARANTINE)
                .answer();

        assertThat(claim).isEqualTo(new Claim.OverBudget(cap("10"), BigDecimal.TEN));
    }
}
