package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.GIVEN_BACK;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a budget has taken up, held against the sum over all charges. */
class TallyTest {
    private static final Cap HOURLY = new Cap(SCOPE, BigDecimal.TEN, Duration.ofHours(1));

    private final Tally tally = new Tally(HOURLY);
    private final List<Charge> all = new ArrayList<>();
    private int additions;

    private static Charge charge(String key, @Nullable String credits, Scope scope, Instant at) {
        return new Charge(intent(key, credits, scope, at), 1, ChargeState.INTENT, at, null, false);
    }

    private Charge put(Charge charge) {
        tally.replace(null, charge);
        all.add(charge);
        return charge;
    }

    private Charge put(String credits, Instant at) {
        return put(charge("a fox", credits, SCOPE, at));
    }

    private void replace(Charge old, Charge charge) {
        tally.replace(old, charge);
        all.set(all.indexOf(old), charge);
    }

    private BigDecimal counted(Instant since) {
        return tally.counted(since, () -> {
            additions++;
            return all.stream();
        });
    }

    @Test
    void addsUpAllThatIsThereWhenItIsFirstAsked() {
        put("1", NOON.minusMillis(1));
        put("2", NOON);
        put("4", NOON.plusSeconds(1));

        assertThat(counted(NOON)).isEqualByComparingTo("6");
    }

    @Test
    void keepsUpWithoutAddingUpAgain() {
        counted(NOON);

        put("2", NOON);
        Charge hare = put("4", NOON.plusSeconds(1));

        assertThat(counted(NOON)).isEqualByComparingTo("6");
        replace(hare, hare.with(GIVEN_BACK, NOON));
        assertThat(counted(NOON)).isEqualByComparingTo("2");
        put("8", NOON.plusSeconds(1));
        assertThat(counted(NOON)).isEqualByComparingTo("10");
        assertThat(additions).isEqualTo(1);
    }

    @Test
    void leavesOutWhatIsPast() {
        counted(NOON);
        put("1", NOON);
        put("2", NOON.plusSeconds(1));
        put("4", NOON.plusSeconds(2));

        assertThat(counted(NOON.plusSeconds(1))).isEqualByComparingTo("6");
        assertThat(counted(NOON.plusSeconds(2))).isEqualByComparingTo("4");
        assertThat(counted(NOON.plusSeconds(3))).isZero();
        assertThat(additions).isEqualTo(1);
    }

    @Test
    void addsUpAgainWhenTheClockIsPutBack() {
        put("1", NOON);
        put("2", NOON.plusSeconds(61));
        assertThat(counted(NOON.plusSeconds(61))).isEqualByComparingTo("2");

        assertThat(counted(NOON)).isEqualByComparingTo("3");

        assertThat(additions).isEqualTo(2);
        assertThat(counted(NOON.plusSeconds(61))).isEqualByComparingTo("2");
    }

    @Test
    void addsNothingUpAgainWhenClaimsComeOutOfOrder() {
        counted(NOON);
        put("1", NOON);
        put("2", NOON.plusSeconds(1));
        assertThat(counted(NOON.plusSeconds(1))).isEqualByComparingTo("2");

        assertThat(counted(NOON)).isEqualByComparingTo("3");
        put("4", NOON.plusMillis(1));
        assertThat(counted(NOON.plusSeconds(1))).isEqualByComparingTo("2");
        assertThat(counted(NOON.plusMillis(1))).isEqualByComparingTo("6");

        assertThat(additions).isEqualTo(1);
    }

    @Test
    void passesOverWhatIsOlderOrOfAnotherScope() {
        counted(NOON);

        Charge old = put("1", NOON.minusMillis(1));
        put(charge("a hare", "2", new Scope("another", null, null), NOON));

        assertThat(counted(NOON)).isZero();
        replace(old, old.with(GIVEN_BACK, NOON));
        assertThat(counted(NOON)).isZero();
    }

    @Test
    void countsAnUnknownPriceAsNothing() {
        counted(NOON);
        Charge unknown = put(charge("a fox", null, SCOPE, NOON));
        assertThat(counted(NOON)).isZero();

        replace(unknown, unknown.with(DOUBT, NOON));

        assertThat(counted(NOON)).isZero();
    }

    @Test
    void neverDiffersFromTheSum() {
        Random random = new Random(4711);
        Instant now = NOON;
        for (int i = 0; i < 500; i++) {
            now = now.plusSeconds(random.nextInt(600) - 60);
            put(String.valueOf(random.nextInt(9)), now.minusSeconds(random.nextInt(5) * 900L));
            Charge some = all.get(random.nextInt(all.size()));
            replace(some, some.with(random.nextBoolean() ? DOUBT : GIVEN_BACK, now));
            Instant since = HOURLY.since(now);

            BigDecimal sum = all.stream()
                    .filter(charge -> !charge.intent().at().isBefore(since))
                    .map(Charge::credits)
                    .reduce(BigDecimal.ZERO, (one, other) -> other == null ? one : one.add(other));

            assertThat(counted(since)).isEqualByComparingTo(sum);
        }
    }
}
