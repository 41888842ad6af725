package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.GIVEN_BACK;
import static club.imgeo.charge.Journals.MINUTE;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.REFUSED;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.claim;
import static club.imgeo.charge.Journals.drawing;
import static club.imgeo.charge.Journals.ended;
import static club.imgeo.charge.Journals.get;
import static club.imgeo.charge.Journals.granted;
import static club.imgeo.charge.Journals.intent;
import static club.imgeo.client.CreditOutcome.CHARGED;
import static club.imgeo.client.CreditOutcome.NOT_CHARGED;
import static club.imgeo.client.CreditOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.InvalidRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.RecursiveComparisonAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every journal does. */
@ParameterizedClass
@MethodSource("club.imgeo.charge.Store#wanted")
class ChargeJournalContractTest {
    private final Store store;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private ChargeJournal journal;

    ChargeJournalContractTest(Store store) {
        this.store = store;
    }

    @BeforeEach
    void open() {
        journal = store.journal(directory);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void grantsAKeyOnce() {
        Charge charge = granted(journal, intent("a fox"));

        Claim second = claim(journal, intent("a fox"));

        assertThat(charge.attempt()).isEqualTo(1);
        assertThat(second).isEqualTo(new Claim.Taken(charge));
        assertThat(get(journal.find("a fox"))).containsExactly(charge);
        assertThat(get(journal.find("a hare"))).isEmpty();
    }

    @Test
    void grantsTheSameIntentAgain() {
        Intent intent = intent("a fox");
        Charge charge = granted(journal, intent);

        assertThat(granted(journal, intent)).isEqualTo(charge);
        assertThat(get(journal.find("a fox"))).containsExactly(charge);
    }

    @Test
    void answersWithWhatWasDrawnBefore() {
        Charge done = ended(journal, intent("a fox"), DRAWN);

        assertThat(done.state()).isEqualTo(ChargeState.DONE);
        assertThat(claim(journal, intent("a fox"))).isEqualTo(new Claim.Taken(done));
    }

    @Test
    void countsEachAttemptAfterARefund() {
        ended(journal, intent("a fox"), GIVEN_BACK);

        Charge second = granted(journal, intent("a fox"));

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(get(journal.find("a fox"))).extracting(Charge::attempt).containsExactly(1, 2);
    }

    @Test
    void forgetsAnAttemptOfWhichNothingWasTakenWhenTheNextIsMade() {
        ended(journal, intent("a fox"), REFUSED);

        Charge second = granted(journal, intent("a fox"));

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(get(journal.find("a fox"))).containsExactly(second);
    }

    @Test
    void letsALateFactWinOverADoubt() {
        Charge made = granted(journal, intent("a fox"));
        get(journal.record(made, DOUBT, NOON.plusSeconds(5)));

        Charge late = get(journal.record(made, DRAWN, NOON.plusSeconds(9)));

        assertThat(late.state()).isEqualTo(ChargeState.DONE);
        assertThat(late.late()).isTrue();
        assertThat(get(journal.find("a fox"))).containsExactly(late);
    }

    @Test
    void keepsTheFirstFact() {
        Charge made = granted(journal, intent("a fox"));
        Charge done = get(journal.record(made, DRAWN, NOON.plusSeconds(5)));

        assertThat(get(journal.record(made, REFUSED, NOON.plusSeconds(6)))).isEqualTo(done);
        assertThat(get(journal.record(made, DRAWN, NOON.plusSeconds(7)))).isEqualTo(done);
        assertThat(get(journal.find("a fox"))).containsExactly(done);
    }

    @Test
    void recordsAnOutcomeWhoseIntentIsGone() {
        Charge made = new Charge(intent("a fox"), 3, ChargeState.INTENT, NOON, null, false);

        Charge done = get(journal.record(made, DRAWN, NOON.plusSeconds(5)));

        assertThat(get(journal.find("a fox"))).containsExactly(done);
    }

    @Test
    void takesAnIntentBack() {
        Intent intent = intent("a fox");
        granted(journal, intent);

        assertThat(get(journal.withdraw(intent, NOON))).isTrue();
        assertThat(get(journal.withdraw(intent("a hare"), NOON))).isFalse();
        assertThat(granted(journal, intent("a fox")).attempt()).isEqualTo(2);
    }

    @Test
    void endsADoubtByAWord() {
        ended(journal, intent("a fox"), DOUBT);
        Outcome word = new Outcome(CHARGED, null, drawing("https://img.example/2.png"), null, "ops");

        Charge resolved = get(journal.resolve("a fox", word, NOON.plusSeconds(60)));

        assertThat(resolved.state()).isEqualTo(ChargeState.DONE);
        assertThat(get(journal.find("a fox"))).containsExactly(resolved);
        assertThat(get(journal.resolve("a fox", word, NOON.plusSeconds(60)))).isEqualTo(resolved);
        assertThatThrownBy(() -> get(journal.resolve("a hare", word, NOON)))
                .hasCauseInstanceOf(InvalidRequestException.class);
    }

    @Test
    void letsAFactWinOverAWord() {
        Charge made = granted(journal, intent("a fox"));
        get(journal.record(made, DOUBT, NOON.plusSeconds(5)));
        get(journal.resolve(
                "a fox", new Outcome(NOT_CHARGED, null, null, "not on the bill", "ops"), NOON.plus(MINUTE)));

        Charge fact = get(journal.record(made, DRAWN, NOON.plus(MINUTE)));

        assertThat(get(journal.find("a fox"))).containsExactly(fact);
        assertThat(fact.state()).isEqualTo(ChargeState.DONE);
    }

    @Test
    void paysAgainForADoubtOnlyWhereAskedTo() {
        granted(journal, intent("a fox"));
        Intent afterwards = intent("a fox", NOON.plus(MINUTE).plusSeconds(1));

        assertThat(get(journal.claim(afterwards, List.of(), InDoubtPolicy.QUARANTINE)))
                .isInstanceOf(Claim.Taken.class);
        assertThat(get(journal.claim(intent("a fox"), List.of(), InDoubtPolicy.RETRY)))
                .isInstanceOf(Claim.Taken.class); // it is still being drawn
        assertThat(get(journal.claim(afterwards, List.of(), InDoubtPolicy.RETRY)))
                .isInstanceOf(Claim.Granted.class);
        assertThat(get(journal.find("a fox")))
                .extracting(Charge::state)
                .containsExactly(ChargeState.IN_DOUBT, ChargeState.INTENT);
    }

    @Test
    void grantsNothingBeyondABudget() {
        granted(journal, intent("a fox"), cap("10"));
        ended(journal, intent("a hare"), DOUBT);

        Claim third = claim(journal, intent("an owl"), cap("10"));

        assertThat(third).isInstanceOfSatisfying(Claim.OverBudget.class, over -> assertThat(over.counted())
                .isEqualByComparingTo("8"));
        assertThat(get(journal.find("an owl"))).isEmpty();
        granted(journal, intent("an owl"), cap("12"));
    }

    @Test
    void countsWhatWasTakenAndNotWhatWasGivenBack() {
        ended(journal, intent("a fox"), new Outcome(CHARGED, new BigDecimal("2.5"), null, "too large", null));
        ended(journal, intent("a hare"), GIVEN_BACK);
        ended(journal, intent("an owl"), REFUSED);

        granted(journal, intent("a cat"), cap("6.5"));

        assertThat(claim(journal, intent("a dog"), cap("6.5"))).isInstanceOf(Claim.OverBudget.class);
    }

    @Test
    void countsABudgetForItsScopeOnly() {
        Scope other = new Scope("imgeo", "drawing", "somebody");
        granted(journal, intent("a fox", "4", other, NOON));
        granted(journal, intent("a hare", "4", new Scope("another", "drawing", "somebody"), NOON));
        granted(journal, intent("an owl", "4", new Scope("imgeo", null, null), NOON));
        BigDecimal five = new BigDecimal("5");

        assertThat(claim(journal, intent("1", "2", other, NOON), new Cap(other, five, null)))
                .isInstanceOf(Claim.OverBudget.class);
        assertThat(claim(journal, intent("2", "2", SCOPE, NOON), new Cap(SCOPE, five, null)))
                .isInstanceOf(Claim.OverBudget.class);
        Scope all = new Scope("imgeo", null, null);
        assertThat(claim(journal, intent("3", "2", other, NOON), new Cap(all, new BigDecimal("9"), null)))
                .isInstanceOf(Claim.OverBudget.class);
        granted(journal, intent("4", "2", other, NOON), new Cap(all, new BigDecimal("10"), null));
    }

    @Test
    void countsWhatLiesInTheWindowEvenWhenTheClockIsPutBack() {
        Cap perHour = new Cap(SCOPE, new BigDecimal("8"), Duration.ofHours(1));
        granted(journal, intent("1", NOON), perHour);
        granted(journal, intent("2", NOON.plus(Duration.ofMinutes(30))), perHour);

        assertThat(claim(journal, intent("3", NOON.plus(Duration.ofHours(1))), perHour))
                .isInstanceOf(Claim.OverBudget.class); // what was made an hour ago still counts
        granted(journal, intent("3", NOON.plus(Duration.ofHours(1)).plusMillis(1)), perHour);
        assertThat(claim(journal, intent("4", NOON), perHour))
                .isInstanceOfSatisfying(Claim.OverBudget.class, over -> assertThat(over.counted())
                        .isEqualByComparingTo("12"));
        granted(journal, intent("4", NOON.plus(Duration.ofHours(2)).plusSeconds(1)), perHour);
    }

    @Test
    void countsADoubtOnceWhenItTurnsOutCheaper() {
        Charge made = granted(journal, intent("a fox"), cap("10"));
        get(journal.record(made, DOUBT, NOON.plusSeconds(5)));
        get(journal.record(made, new Outcome(CHARGED, BigDecimal.ONE, null, "late", null), NOON.plusSeconds(6)));

        granted(journal, intent("a hare", "9", SCOPE, NOON), cap("10"));

        assertThat(claim(journal, intent("an owl", "0.1", SCOPE, NOON), cap("10")))
                .isInstanceOf(Claim.OverBudget.class);
    }

    @Test
    void refusesABudgetForAnUnknownPrice() {
        Claim claim = claim(journal, intent("a fox", null, SCOPE, NOON), cap("10"));

        assertThat(claim).isEqualTo(new Claim.OverBudget(cap("10"), null));
        granted(journal, intent("a fox", null, SCOPE, NOON));
        granted(journal, intent("a hare", "10", SCOPE, NOON), cap("10")); // it counts as nothing
    }

    private static final Scope TENANT = new Scope("imgeo", "drawing", "acme");

    private Claim claimForTenant(Scope scope, InDoubtPolicy policy, Instant at) {
        Intent intent = intent(ChargeKeys.stored(scope.tenant(), "7"), "4", scope, at);
        return get(journal.claim(intent, "7", List.of(), policy));
    }

    @Test
    void findsWhatATenantPaidForBeforeTenantsWerePartOfTheKey() {
        Charge before = ended(journal, intent("7", "4", TENANT, NOON), DRAWN);

        assertThat(claimForTenant(TENANT, InDoubtPolicy.QUARANTINE, NOON)).isEqualTo(new Claim.Taken(before));
        assertThat(get(journal.find(ChargeKeys.stored("acme", "7")))).isEmpty();
    }

    @Test
    void doesNotFindWhatAnotherTenantPaidFor() {
        ended(journal, intent("7", "4", TENANT, NOON), DRAWN);

        assertThat(claimForTenant(new Scope("imgeo", "drawing", "beta"), InDoubtPolicy.QUARANTINE, NOON))
                .isInstanceOf(Claim.Granted.class);
        ended(journal, intent("8"), DRAWN); // of nobody
        Intent eight = intent(ChargeKeys.stored("acme", "8"), "4", TENANT, NOON);
        assertThat(get(journal.claim(eight, "8", List.of(), InDoubtPolicy.QUARANTINE)))
                .isInstanceOf(Claim.Granted.class);
    }

    @Test
    void treatsADoubtUnderThePlainKeyAsOneOfTheTenants() {
        ended(journal, intent("7", "4", TENANT, NOON), DOUBT);

        assertThat(claimForTenant(TENANT, InDoubtPolicy.QUARANTINE, NOON)).isInstanceOf(Claim.Taken.class);
        assertThat(claimForTenant(TENANT, InDoubtPolicy.RETRY, NOON)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void grantsTheSameIntentOfATenantAgain() {
        ended(journal, intent("7", "4", TENANT, NOON), REFUSED);
        Intent intent = intent(ChargeKeys.stored("acme", "7"), "4", TENANT, NOON);

        Claim first = get(journal.claim(intent, "7", List.of(), InDoubtPolicy.QUARANTINE));

        assertThat(get(journal.claim(intent, "7", List.of(), InDoubtPolicy.QUARANTINE)))
                .isEqualTo(first)
                .isInstanceOf(Claim.Granted.class);
    }

    @Test
    void resolvesADoubtByTenantAndKey() {
        Charge before = ended(journal, intent("7", "4", TENANT, NOON), DOUBT);
        ended(journal, intent(ChargeKeys.stored("beta", "7"), "4", new Scope("imgeo", null, "beta"), NOON), DOUBT);
        Instant later = NOON.plus(MINUTE).plusSeconds(1);

        Charge ofBeta = get(resolution("7", "beta").in(journal, later));
        Charge ofAcme = get(resolution("7", "acme").in(journal, later));

        assertThat(ofBeta.intent().scope().tenant()).isEqualTo("beta");
        assertThat(ofAcme.intent()).isEqualTo(before.intent());
        assertThat(ofAcme.givenKey()).isEqualTo("7").isEqualTo(ofBeta.givenKey());
        assertThatThrownBy(() -> get(resolution("7", "gamma").in(journal, later)))
                .hasMessageContaining("the journal knows nothing of it");
    }

    private static Resolution resolution(String key, String tenant) {
        return new Resolution(key, NOT_CHARGED, "Ada", "not on the bill", List.of(), tenant);
    }

    @Test
    void listsDoubtsOldestFirst() {
        ended(journal, intent("3", NOON.plusSeconds(3)), DOUBT);
        ended(journal, intent("1", NOON.plusSeconds(1)), DOUBT);
        granted(journal, intent("2", NOON.plusSeconds(2)));
        ended(journal, intent("done"), DRAWN);
        Instant deadline = NOON.plusSeconds(2).plus(MINUTE);

        assertThat(get(journal.inDoubt(10, deadline))).extracting(Charge::key).containsExactly("1", "3");
        assertThat(get(journal.inDoubt(10, deadline.plusSeconds(1))))
                .extracting(Charge::key)
                .containsExactly("1", "2", "3");
        assertThat(get(journal.inDoubt(2, deadline.plusSeconds(1))))
                .extracting(Charge::key)
                .containsExactly("1", "2");
        assertThat(get(journal.inDoubt(1, deadline.plusSeconds(1))))
                .extracting(Charge::key)
                .containsExactly("1");
        assertThat(get(journal.inDoubt(0, deadline.plusSeconds(1)))).isEmpty();
    }

    @Test
    void addsUp() {
        granted(journal, intent("1"));
        ended(journal, intent("2"), DOUBT);
        ended(journal, intent("3", "8", SCOPE, NOON), DOUBT);
        ended(journal, intent("4"), GIVEN_BACK);
        ended(journal, intent("5"), REFUSED);
        ended(journal, intent("6"), new Outcome(CHARGED, new BigDecimal("2.25"), null, "too large", null));
        ended(journal, intent("7", "1", SCOPE, NOON), DRAWN);
        ended(journal, intent("8", null, SCOPE, NOON), new Outcome(CHARGED, null, null, "lost", null));
        ended(journal, intent("9", NOON.minusSeconds(1)), DRAWN);
        ended(journal, intent("10", "4", new Scope("another", "drawing", null), NOON), DRAWN);

        assertSums(get(journal.totals(SCOPE, NOON)), "6.25", "4", "12", "4");
        assertSums(get(journal.totals(new Scope("imgeo", null, null), Instant.EPOCH)), "10.25", "4", "12", "4");
        assertSums(get(journal.totals(new Scope("nobody", null, null), Instant.EPOCH)), "0", "0", "0", "0");
    }

    private static void assertSums(Totals totals, String spent, String refunded, String inDoubt, String inFlight) {
        assertThat(totals.spent()).isEqualByComparingTo(spent);
        assertThat(totals.refunded()).isEqualByComparingTo(refunded);
        assertThat(totals.inDoubt()).isEqualByComparingTo(inDoubt);
        assertThat(totals.inFlight()).isEqualByComparingTo(inFlight);
    }

    @Test
    void forgetsWhatHasEnded() {
        ended(journal, intent("old"), DRAWN);
        ended(journal, intent("content:old"), DRAWN);
        ended(journal, intent("content:without a picture"), REFUSED);
        ended(journal, intent("doubt"), DOUBT);
        granted(journal, intent("open"));
        ended(journal, intent("again"), GIVEN_BACK);
        ended(journal, intent("again", NOON.plus(MINUTE)), DRAWN);
        ended(journal, intent("new", NOON.plus(MINUTE)), DRAWN);

        int forgotten = get(journal.forget(NOON.plus(MINUTE)));

        assertThat(forgotten).isEqualTo(2);
        assertThat(get(journal.find("old"))).isEmpty();
        assertThat(get(journal.find("content:without a picture"))).isEmpty();
        for (String key : List.of("content:old", "doubt", "open", "new")) {
            assertThat(get(journal.find(key))).as(key).hasSize(1);
        }
        assertThat(get(journal.find("again"))).hasSize(2);
        assertThat(granted(journal, intent("old")).attempt()).isEqualTo(1);
    }

    @Test
    void forgetsAnyNumber() {
        List<CompletableFuture<Charge>> claims = IntStream.range(0, 1300)
                .mapToObj(i -> intent("key " + i))
                .map(intent -> journal.claim(intent, List.of(), InDoubtPolicy.QUARANTINE)
                        .thenCompose(
                                claim -> journal.record(((Claim.Granted) claim).charge(), DRAWN, NOON.plusSeconds(1))))
                .toList();
        claims.forEach(Journals::get);

        assertThat(get(journal.forget(NOON.plus(MINUTE)))).isEqualTo(1300);
        assertThat(get(journal.totals(SCOPE, NOON)).spent()).isEqualByComparingTo("0");
    }

    @Test
    void failsNobodyElseWhenAStepFails() {
        var failing = journal.<String>change("a fox", books -> {
            throw new IllegalStateException("on purpose");
        });
        Charge other = granted(journal, intent("a hare"));

        assertThatThrownBy(() -> get(failing)).hasRootCauseMessage("on purpose");
        assertThat(get(journal.find("a hare"))).containsExactly(other);
    }

    @Test
    void givesBackEveryField() {
        Intent intent = new Intent(
                hostile(255),
                hostile(300),
                hostile(2000),
                new BigDecimal("12345678901234567890.12345678901234567891"),
                new Scope(hostile(40), hostile(400), hostile(400)),
                hostile(100),
                Instant.parse("2026-03-29T01:30:00.123456Z"),
                Instant.parse("9999-12-31T23:59:59.999999Z"));
        List<URI> images = List.of(
                URI.create("https://img.example/a?b=c&d=%0A'#ä"), URI.create("https://img.example/2"), URI.create(""));
        Outcome outcome = new Outcome(
                CHARGED,
                new BigDecimal("0.00000000000000000001"),
                new Drawing(images, hostile(500), AspectRatio.parse("16:9"), true, false),
                hostile(20_000),
                hostile(1000));
        Charge made = granted(journal, intent);
        assertGivesBack(made);

        Charge done = get(journal.record(made, outcome, NOON.plusNanos(999_999_000)));

        assertGivesBack(done);
        assertThat(done.late()).isFalse();
    }

    @Test
    void givesBackWhatIsAbsent() {
        Intent intent = new Intent(" ", "", "", null, new Scope("", null, null), "", NOON, Instant.EPOCH);
        Charge made = granted(journal, intent);
        assertGivesBack(made);

        assertGivesBack(get(journal.record(made, new Outcome(UNKNOWN, null, null, null, null), NOON)));
        Drawing nothing = new Drawing(List.of(), "", null, false, false);
        assertGivesBack(get(journal.record(made, new Outcome(CHARGED, null, nothing, null, null), NOON)));
    }

    private void assertGivesBack(Charge charge) {
        List<Charge> found = get(journal.find(charge.key()));
        RecursiveComparisonAssert<?> comparison = assertThat(found)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class);
        comparison.isEqualTo(List.of(charge));
    }

    /** Quotes, escapes, lines, NUL's neighbours, SQL, right to left, combined and beyond the first plane. */
    private static String hostile(int length) {
        String sample = "'\"\\%_$1?;-- \n\r\t\u0001\u007f}{\u202e\u0301🦊 '); DROP TABLE imgeo_charge; ";
        String text = sample.repeat(length / sample.length()) + sample.substring(0, length % sample.length());
        return Character.isHighSurrogate(text.charAt(length - 1)) ? text.substring(0, length - 1) + "x" : text;
    }

    @Test
    void tellsKeysApartToTheLetter() {
        List<String> keys = List.of("Fox", "fox", "fox ", " fox", "föx", "fo\u0308x", "fox%", "fo_", "x".repeat(255));

        keys.forEach(key -> granted(journal, intent(key)));

        keys.forEach(key ->
                assertThat(get(journal.find(key))).extracting(Charge::key).containsExactly(key));
    }
}
