package club.imgeo.charge;

import static club.imgeo.charge.Journals.DOUBT;
import static club.imgeo.charge.Journals.DRAWN;
import static club.imgeo.charge.Journals.NOON;
import static club.imgeo.charge.Journals.SCOPE;
import static club.imgeo.charge.Journals.cap;
import static club.imgeo.charge.Journals.granted;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.Balance;
import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.ChargeKeyConflictException;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.FakeFailures;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.GenerationInFlightException;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.JournalException;
import club.imgeo.client.UnusableAnswerException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One who pays, with a server and a journal that do what the test says. */
class PayOnceTest {
    private static final String IMAGE = "https://img.example/1.png";
    private static final String OTHER = "https://img.example/2.png";
    private static final Instant OVERDUE = NOON.plus(FakeServer.TIMEOUT).plusSeconds(3);

    private static final Witness BROKEN = new Witness() {
        @Override
        public void begun(Charge charge) {
            throw new IllegalStateException("begun");
        }

        @Override
        public void ended(Charge charge) {
            throw new NoClassDefFoundError("ended");
        }
    };

    private final FakeServer server = new FakeServer();
    private final FakeJournal journal = new FakeJournal();
    private final List<Runnable> later = new ArrayList<>();
    private Instant now = NOON;
    private int balances;
    private int balance = 10;
    private final CreditAccount account = new CreditAccount(CreditCheck.CACHED, this::balance, () -> 0);
    private final PayOnce payOnce =
            new PayOnce(server, account, journal, () -> now, (delay, task) -> later.add(task), Witness.NONE);

    private CompletableFuture<Balance> balance() {
        balances++;
        return CompletableFuture.completedFuture(new Balance(BigDecimal.valueOf(balance)));
    }

    private static Order order(String key) {
        return order(key, "a fox", Terms.DEFAULT);
    }

    private static Order order(String key, String prompt, Terms terms, Cap... caps) {
        return new Order(Map.of("model", FakeServer.MODEL, "prompt", prompt), key, false, SCOPE, List.of(caps), terms);
    }

    private static Order asNew(Order order) {
        return new Order(order.fields(), order.key(), true, order.scope(), order.caps(), order.terms());
    }

    private static Terms fallingBackOn(String... models) {
        return new Terms(InDoubtPolicy.QUARANTINE, false, List.of(models), false, SpendingLimits.NONE);
    }

    private static <T extends Throwable> T failure(Class<T> type, CompletableFuture<?> answer) {
        assertThat(answer).isDone();
        ExecutionException thrown = catchThrowableOfType(ExecutionException.class, answer::get);
        assertThat(thrown).as("what it fails with").hasCauseInstanceOf(type);
        return type.cast(requireNonNull(thrown.getCause()));
    }

    /** What stands under {@code key} by another's doing. */
    private Charge others(String key, Instant at) {
        Intent intent = new Intent(
                key,
                RequestHash.of(GenerateRequest.of(FakeServer.MODEL, "a fox")),
                FakeServer.MODEL,
                new BigDecimal("4"),
                SCOPE,
                "another",
                at,
                at.plusSeconds(62));
        return granted(journal, intent);
    }

    private void others(String key, Outcome outcome) {
        journal.record(others(key, NOON), outcome, NOON).join();
    }

    private static Order ofTenant(String tenant, String key, Terms terms) {
        return new Order(
                Map.of("model", FakeServer.MODEL, "prompt", "a fox"),
                key,
                false,
                new Scope(SCOPE.component(), SCOPE.route(), tenant),
                List.of(),
                terms);
    }

    /** What stands under the plain {@code key} since before tenants were a part of it. */
    private void paidBefore(String tenant, String key) {
        Intent intent = new Intent(
                key,
                RequestHash.of(GenerateRequest.of(FakeServer.MODEL, "a fox")),
                FakeServer.MODEL,
                new BigDecimal("4"),
                new Scope(SCOPE.component(), SCOPE.route(), tenant),
                "another",
                NOON,
                NOON.plusSeconds(62));
        journal.record(granted(journal, intent), DRAWN, NOON).join();
    }

    @Test
    void doesNotPayAgainForWhatATenantHadBeforeTenantsWerePartOfTheKey() {
        Terms reuse = new Terms(InDoubtPolicy.QUARANTINE, true, List.of(), false, SpendingLimits.NONE);
        String longKey = "k".repeat(255);
        String content = Charge.CONTENT + RequestHash.of(GenerateRequest.of(FakeServer.MODEL, "a fox"));
        List.of("order 1", longKey, content).forEach(key -> paidBefore("acme", key));

        assertThat(payOnce.generate(ofTenant("acme", "order 1", Terms.DEFAULT))
                        .join()
                        .replayed())
                .isTrue();
        assertThat(payOnce.generate(ofTenant("acme", longKey, Terms.DEFAULT))
                        .join()
                        .replayed())
                .isTrue();
        assertThat(payOnce.generate(ofTenant("acme", "", reuse)).join().replayed())
                .isTrue();
    }

    @Test
    void paysForWhatAnotherTenantHadBeforeTenantsWerePartOfTheKey() {
        paidBefore("acme", "order 1");

        var answer = payOnce.generate(ofTenant("beta", "order 1", Terms.DEFAULT));
        server.draw(IMAGE, null);

        assertThat(answer.join().replayed()).isFalse();
        assertThat(journal.charge("tenant[4]beta/order 1").state()).isEqualTo(ChargeState.DONE);
    }

    private void drawn(String key) {
        var answer = payOnce.generate(order(key));
        server.draw(IMAGE, null);
        assertThat(answer).isCompleted();
    }

    /** Whether the account could pay for as much, and no more. */
    private void assertLeft(long credits) {
        assertThat(account.reserve(BigDecimal.valueOf(credits + 1))).isCompletedExceptionally();
        assertThat(account.reserve(BigDecimal.valueOf(credits))).isCompleted();
    }

    @Test
    void commitsTheIntentBeforeItSendsAndTheOutcomeBeforeItAnswers() throws Exception {
        journal.isHeld = true;

        var answer = payOnce.generate(asNew(order("order 1")));
        Operation<?> claim = journal.next();
        assertThat(server.sent).isZero();
        claim.make();
        claim.answer();
        assertThat(journal.charge("order 1").state()).isEqualTo(ChargeState.INTENT);
        Generation drawn = server.draw(IMAGE, "3");
        Operation<?> outcome = journal.next();
        assertThat(answer).isNotDone();
        outcome.make();
        outcome.answer();

        assertThat(answer.get()).isEqualTo(new Paid(drawn, false));
        assertThat(payOnce.replays()).isZero();
    }

    @Test
    void writesDownAndAnswersWhatIsPaidThoughTheWitnessThrows() {
        PayOnce watched = new PayOnce(server, account, journal, () -> now, (delay, task) -> later.add(task), BROKEN);

        var answer = watched.generate(order("order 1"));
        Generation drawn = server.draw(IMAGE, null);

        assertThat(answer).isCompletedWithValue(new Paid(drawn, false));
        assertThat(journal.charge("order 1").state()).isEqualTo(ChargeState.DONE);
    }

    @Test
    void doesNotHoldTheLimitsOfOneRouteAgainstAnotherThatAsksForTheSame() {
        SpendingLimits others = new SpendingLimits(List.of("another/model"), null);
        Terms limited = new Terms(InDoubtPolicy.QUARANTINE, false, List.of(), false, others);
        journal.isHeld = true;
        var refused = payOnce.generate(order("order 1", "a fox", limited));
        var drawn = payOnce.generate(order("order 1"));
        journal.isHeld = false;

        Operation<?> look = journal.next();
        look.make();
        look.answer();
        server.draw(IMAGE, null);

        assertThat(failure(InvalidRequestException.class, refused)).hasMessageContaining("allowedModels");
        assertThat(drawn).isCompleted();
    }

    @Test
    void writesDownWhoPaysForWhat() {
        drawn("order 1");
        drawn("order 2");

        Charge charge = journal.charge("order 1");
        Intent intent = charge.intent();
        assertThat(intent.requestHash()).isEqualTo(RequestHash.of(GenerateRequest.of(FakeServer.MODEL, "a fox")));
        assertThat(intent.model()).isEqualTo(FakeServer.MODEL);
        assertThat(intent.credits()).isEqualByComparingTo("4");
        assertThat(intent.scope()).isEqualTo(SCOPE);
        assertThat(intent.at()).isEqualTo(NOON);
        assertThat(intent.deadline()).isEqualTo(NOON.plusSeconds(62));
        assertThat(intent.claimant()).endsWith(":1");
        assertThat(charge.state()).isEqualTo(ChargeState.DONE);
        assertThat(charge.outcome()).extracting(Outcome::drawing).isEqualTo(Journals.drawing(IMAGE));
        assertThat(journal.charge("order 2").intent().claimant()).endsWith(":2");
    }

    @Test
    void givesWhatWasDrawnBeforeForNothing() throws Exception {
        drawn("order 1");

        Paid again = payOnce.generate(order("order 1")).get();

        assertThat(again.replayed()).isTrue();
        assertThat(again.generation().images()).containsExactly(URI.create(IMAGE));
        assertThat(again.generation().prompt()).isEqualTo("a fox");
        assertThat(again.generation().creditsUsed()).isZero();
        assertThat(server.sent).isEqualTo(1);
        assertThat(payOnce.replays()).isEqualTo(1);
    }

    @Test
    void paysOnceForTwoWhoComeAtTheSameTime() throws Exception {
        var first = payOnce.generate(order("order 1"));
        var second = payOnce.generate(order("order 1"));

        Generation drawn = server.draw(IMAGE, "4");

        assertThat(first.get()).isEqualTo(new Paid(drawn, false));
        assertThat(second.get().replayed()).isTrue();
        assertThat(second.get().generation().creditsUsed()).isZero();
        assertThat(second.get().generation().images()).containsExactly(URI.create(IMAGE));
        assertThat(server.sent).isEqualTo(1);
        assertThat(payOnce.replays()).isEqualTo(1);
    }

    @Test
    void failsForTwoWhoComeAtTheSameTime() {
        var first = payOnce.generate(order("order 1"));
        var second = payOnce.generate(order("order 1"));
        Throwable lost = FakeFailures.lost();

        server.fail(lost);

        assertThat(failure(Throwable.class, first)).isSameAs(lost);
        assertThat(failure(Throwable.class, second)).isSameAs(lost);
        assertThat(payOnce.replays()).isZero();
    }

    @Test
    void keepsNobodyWaitingForACallThatThrewInsteadOfFailing() {
        server.isBroken = true;
        var broken = payOnce.generate(asNew(order("order 1")));
        server.isBroken = false;

        drawn("order 1");

        failure(IllegalStateException.class, broken);
    }

    @Test
    void refusesAnotherRequestUnderAKeyInFlight() {
        var first = payOnce.generate(order("order 1"));

        var other = payOnce.generate(order("order 1", "a hare", Terms.DEFAULT));

        assertThat(failure(ChargeKeyConflictException.class, other).key()).isEqualTo("order 1");
        assertThat(first).isNotDone();
        assertThat(server.sent).isEqualTo(1);
    }

    @Test
    void refusesAnotherRequestUnderAKeyThatStandsForOne() {
        drawn("order 1");

        var other = payOnce.generate(order("order 1", "a hare", Terms.DEFAULT));

        assertThat(failure(ChargeKeyConflictException.class, other).key()).isEqualTo("order 1");
        assertThat(server.sent).isEqualTo(1);
    }

    @Test
    void paysForAKeyThatWasRefused() throws Exception {
        var refused = payOnce.generate(order("order 1"));
        server.fail(FakeFailures.refused());
        assertThat(refused).isCompletedExceptionally();

        var answer = payOnce.generate(order("order 1"));
        server.draw(IMAGE, null);

        assertThat(answer.get().replayed()).isFalse();
        assertThat(journal.charge("order 1").attempt()).isEqualTo(2);
    }

    @Test
    void sendsNothingForAKeyInDoubt() {
        var lost = payOnce.generate(order("order 1"));
        server.fail(FakeFailures.lost());
        assertThat(lost).isCompletedExceptionally();

        var answer = payOnce.generate(order("order 1"));

        InDoubtException doubt = failure(InDoubtException.class, answer);
        assertThat(doubt.key()).isEqualTo("order 1");
        assertThat(doubt).hasMessageContaining("no reply");
        assertThat(server.sent).isEqualTo(1);
    }

    @Test
    void sendsAKeyInDoubtAgainWhereAskedTo() throws Exception {
        others("order 1", DOUBT);

        var answer = payOnce.generate(order(
                "order 1", "a fox", new Terms(InDoubtPolicy.RETRY, false, List.of(), false, SpendingLimits.NONE)));
        server.draw(IMAGE, null);

        assertThat(answer.get().replayed()).isFalse();
        assertThat(journal.charges("order 1"))
                .extracting(Charge::state)
                .containsExactly(ChargeState.IN_DOUBT, ChargeState.DONE);
    }

    @Test
    void saysHowLongAKeyMayBeDrawnElsewhere() {
        others("order 1", NOON);
        now = NOON.plusSeconds(20);

        var answer = payOnce.generate(order("order 1"));

        assertThat(failure(GenerationInFlightException.class, answer).retryAfter())
                .contains(Duration.ofSeconds(42));
        assertThat(server.sent).isZero();
    }

    @Test
    void saysThatAKeyWhoseDrawingEndedWithoutAWordIsInDoubt() {
        others("order 1", NOON);
        now = OVERDUE;

        var answer = payOnce.generate(order("order 1"));

        assertThat(failure(InDoubtException.class, answer)).hasMessageContaining("no outcome in time");
    }

    @Test
    void paysForNothingTwiceThatCameToNoUse() {
        List<URI> images = List.of(URI.create(IMAGE));
        Drawing saved = new Drawing(images, FakeServer.MODEL, null, true, false);
        others("order 1", new Outcome(CreditOutcome.CHARGED, null, saved, "cut short", null));

        var answer = payOnce.generate(order("order 1"));

        UnusableAnswerException unusable = failure(UnusableAnswerException.class, answer);
        assertThat(unusable.images()).isEqualTo(images);
        assertThat(unusable).hasMessageContaining("paid for before, without a usable answer: cut short");
        assertThat(server.sent).isZero();
    }

    @Test
    void paysForNothingTwiceOfWhichOnlyIsKnownThatItWasPaidFor() {
        others("order 1", new Outcome(CreditOutcome.CHARGED, null, null, "on the bill", "Ada"));

        var answer = payOnce.generate(order("order 1"));

        assertThat(failure(UnusableAnswerException.class, answer).images()).isEmpty();
        assertThat(server.sent).isZero();
    }

    @Test
    void doesNotLookUpAKeyThatNobodyCanHaveUsed() {
        var unused = payOnce.generate(asNew(order("order 1")));
        assertThat(journal.looks).isZero();
        assertThat(server.sent).isEqualTo(1);

        var looking = payOnce.generate(order("order 2"));
        assertThat(journal.looks).isEqualTo(1);
        assertThat(looking).isNotDone();
    }

    @Test
    void isNotPaidForWhatWasUsedAfterAllAndGivesTheCreditsBack() throws Exception {
        drawn("order 1");

        Paid again = payOnce.generate(asNew(order("order 1"))).get();

        assertThat(again.replayed()).isTrue();
        assertThat(payOnce.replays()).isEqualTo(1);
        assertThat(server.sent).isEqualTo(1);
        assertThat(journal.charges("order 1")).hasSize(1);
        assertLeft(6);
    }

    @Test
    void failsForAKeyThatIsDrawnElsewhereAfterAllAndGivesTheCreditsBack() {
        others("order 1", NOON);

        var answer = payOnce.generate(asNew(order("order 1")));

        failure(GenerationInFlightException.class, answer);
        assertThat(journal.charge("order 1").intent().claimant()).isEqualTo("another");
        assertThat(journal.charge("order 1").state()).isEqualTo(ChargeState.INTENT);
        assertLeft(10);
    }

    @Test
    void staysWithinABudget() {
        var first = payOnce.generate(order("order 1", "a fox", Terms.DEFAULT, cap("7.5")));
        assertThat(first).isNotDone();

        var second = payOnce.generate(order("order 2", "a fox", Terms.DEFAULT, cap("7.5")));

        assertThat(failure(BudgetExceededException.class, second))
                .hasMessageContaining("creditBudget=7.5 of component imgeo, route drawing has no room for 4 more"
                        + " credits; 4 are spent, in flight or in doubt");
        assertThat(server.sent).isEqualTo(1);
        assertThat(journal.charges("order 2")).isEmpty();
        assertLeft(6);
    }

    @Test
    void staysWithinABudgetWhosePriceNobodyKnows() {
        server.offer(FakeServer.MODEL, null);

        var answer = payOnce.generate(order("order 1", "a fox", Terms.DEFAULT, cap("7.5")));

        assertThat(failure(BudgetExceededException.class, answer))
                .hasMessageContaining(
                        "creditBudget=7.5 of component imgeo, route drawing needs a known price, and nobody"
                                + " states one of google/imagen-4");
        assertThat(server.sent).isZero();
    }

    @Test
    void refusesWhatTheAccountCannotPay() {
        balance = 3;

        var answer = payOnce.generate(order("order 1"));

        failure(InsufficientCreditsException.class, answer);
        assertThat(server.sent).isZero();
        assertThat(journal.charges("order 1")).isEmpty();
    }

    @Test
    void asksForTheBalanceAnewWhenTheServerSaysThatItCannotPay() {
        var answer = payOnce.generate(order("order 1"));
        server.fail(InsufficientCreditsException.known(BigDecimal.TEN, BigDecimal.ONE));
        assertThat(answer).isCompletedExceptionally();
        assertThat(balances).isEqualTo(1);

        var next = payOnce.generate(order("order 2"));

        assertThat(next).isNotDone();
        assertThat(balances).isEqualTo(2);
    }

    @Test
    void trustsTheBalanceByWhichItRefusedSomething() {
        balance = 3;
        var first = payOnce.generate(order("order 1"));

        var second = payOnce.generate(order("order 2"));

        failure(InsufficientCreditsException.class, first);
        failure(InsufficientCreditsException.class, second);
        assertThat(balances).isEqualTo(1);
    }

    @Test
    void trustsTheBalanceAfterAnyOtherFailure() {
        var answer = payOnce.generate(order("order 1"));
        server.fail(FakeFailures.refunded());
        assertThat(answer).isCompletedExceptionally();

        var next = payOnce.generate(order("order 2"));

        assertThat(next).isNotDone();
        assertThat(balances).isEqualTo(1);
    }

    @Test
    void takesFromTheAccountWhatItCost() {
        var answer = payOnce.generate(order("order 1"));
        server.draw(IMAGE, "3");
        assertThat(answer).isCompleted();

        assertLeft(7);
    }

    @Test
    void givesTheAccountBackWhatWasNotTaken() {
        var answer = payOnce.generate(order("order 1"));
        server.fail(FakeFailures.refunded());
        assertThat(answer).isCompletedExceptionally();

        assertLeft(10);
    }

    @Test
    void keepsBackWhatMayHaveBeenTaken() {
        var answer = payOnce.generate(order("order 1"));
        server.fail(FakeFailures.lost());
        assertThat(answer).isCompletedExceptionally();

        assertLeft(6);
    }

    @Test
    void takesAnIntentBackThatMayBeWritten() {
        journal.isMute = true;
        var answer = payOnce.generate(asNew(order("order 1")));
        failure(JournalException.class, answer);
        assertThat(payOnce.trouble()).isPresent();

        journal.isMute = false;
        later.remove(0).run();

        Charge charge = journal.charge("order 1");
        assertThat(charge.state()).isEqualTo(ChargeState.REFUSED);
        assertThat(charge.outcome()).extracting(Outcome::reason).isEqualTo("never sent");
        assertThat(server.sent).isZero();
        assertLeft(10);
    }

    @Test
    void sendsNothingWithoutAJournal() {
        journal.isAway = true;

        var answer = payOnce.generate(order("order 1"));

        failure(JournalException.class, answer);
        assertThat(payOnce.trouble()).hasValueSatisfying(trouble -> assertThat(trouble)
                .contains("the charge journal fails", "the journal is away"));
        assertThat(server.sent).isZero();
    }

    @Test
    void answersWhenTheOutcomeIsWrittenAtLast() {
        var answer = payOnce.generate(order("order 1"));
        journal.isAway = true;
        server.draw(IMAGE, null);
        assertThat(answer).isNotDone();

        journal.isAway = false;
        later.remove(0).run();

        assertThat(answer).isCompleted();
        assertThat(payOnce.trouble()).isEmpty();
    }

    @Test
    void paysOnceForTheSameContent() throws Exception {
        Terms reuse = new Terms(InDoubtPolicy.QUARANTINE, true, List.of(), false, SpendingLimits.NONE);
        var first = payOnce.generate(asNew(order("order 1", "a fox", reuse)));
        server.draw(IMAGE, null);
        assertThat(first).isCompleted();

        Paid second = payOnce.generate(asNew(order("order 2", "a fox", reuse))).get();

        assertThat(second.replayed()).isTrue();
        assertThat(journal.looks).isEqualTo(2);
        assertThat(server.sent).isEqualTo(1);
        String hash = RequestHash.of(GenerateRequest.of(FakeServer.MODEL, "a fox"));
        assertThat(journal.charge("content:" + hash).state()).isEqualTo(ChargeState.DONE);
        assertThat(journal.charges("order 1")).isEmpty();
    }

    @Test
    void refusesAKeyThatHoldsThePrompt() {
        var answer = payOnce.generate(order("1: a fox in the snow", "a fox in the snow", Terms.DEFAULT));

        assertThat(failure(InvalidRequestException.class, answer)).hasMessageContaining("holds the prompt");
        assertThat(server.sent).isZero();
    }

    @Test
    void failsWhereTheServerTakesNoSuchRequest() {
        Order unknown = new Order(Map.of("model", "no/such"), "order 1", true, SCOPE, List.of(), Terms.DEFAULT);

        failure(InvalidRequestException.class, payOnce.generate(unknown));
    }

    @Test
    void fallsBackOnAModelThatCostsNoMore() throws Exception {
        server.offer("dearer", "4.5");
        server.offer("unpriced", null);
        server.offer("as dear", "4");
        var answer = payOnce.generate(
                order("order 1", "a fox", fallingBackOn(FakeServer.MODEL, "unknown", "dearer", "unpriced", "as dear")));

        server.fail(FakeFailures.refused());
        assertThat(answer).isNotDone();
        server.draw(OTHER, null);

        assertThat(answer.get().replayed()).isFalse();
        assertThat(answer.get().generation().model()).isEqualTo("as dear");
        assertThat(answer.get().generation().prompt()).isEqualTo("a fox");
        assertThat(server.sent).isEqualTo(2);
        assertThat(journal.charge("order 1").intent().model()).isEqualTo("as dear");
    }

    @Test
    void givesWhatAFallbackDrewToWhoAsksAgain() throws Exception {
        server.offer("cheaper", "1");
        var answer = payOnce.generate(order("order 1", "a fox", fallingBackOn("cheaper")));
        server.fail(FakeFailures.refunded());
        server.draw(OTHER, null);
        assertThat(answer).isCompleted();

        Paid again = payOnce.generate(order("order 1", "a fox", fallingBackOn("cheaper")))
                .get();

        assertThat(again.replayed()).isTrue();
        assertThat(again.generation().model()).isEqualTo("cheaper");
        assertThat(server.sent).isEqualTo(2);
    }

    @Test
    void fallsBackAtAnyPriceWhereAskedTo() throws Exception {
        server.offer("dearer", "4.5");
        Terms terms = new Terms(InDoubtPolicy.QUARANTINE, false, List.of("dearer"), true, SpendingLimits.NONE);
        var answer = payOnce.generate(order("order 1", "a fox", terms));

        server.fail(FakeFailures.refused());
        server.draw(OTHER, null);

        assertThat(answer.get().generation().model()).isEqualTo("dearer");
    }

    @Test
    void doesNotFallBackFromAModelWhosePriceNobodyKnows() {
        server.offer(FakeServer.MODEL, null);
        server.offer("cheaper", "1");
        var answer = payOnce.generate(order("order 1", "a fox", fallingBackOn("cheaper")));

        server.fail(FakeFailures.refused());

        assertThat(answer).isCompletedExceptionally();
        assertThat(server.sent).isEqualTo(1);
    }

    @Test
    void failsAsTheLastModelDid() {
        server.offer("cheaper", "1");
        Throwable last = FakeFailures.refunded();
        var answer = payOnce.generate(order("order 1", "a fox", fallingBackOn("cheaper")));

        server.fail(FakeFailures.refused());
        server.fail(last);

        assertThat(failure(Throwable.class, answer)).isSameAs(last);
        assertThat(server.sent).isEqualTo(2);
    }

    @Test
    void neverFallsBackFromWhatMayHaveBeenPaidFor() {
        server.offer("cheaper", "1");
        var lost = payOnce.generate(order("order 1", "a fox", fallingBackOn("cheaper")));
        server.fail(FakeFailures.lost());
        assertThat(lost).isCompletedExceptionally();

        var poor = payOnce.generate(order("order 2", "a fox", fallingBackOn("cheaper")));
        server.fail(InsufficientCreditsException.known(BigDecimal.TEN, BigDecimal.ONE));
        assertThat(poor).isCompletedExceptionally();

        assertThat(server.sent).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesAnOutcomeDownWheneverItComes(boolean isLate) {
        var answer = payOnce.generate(order("order 1"));
        now = isLate ? OVERDUE : NOON;

        server.draw(IMAGE, null);

        assertThat(answer).isCompleted();
        assertThat(journal.charge("order 1").late()).isEqualTo(isLate);
        assertThat(journal.charge("order 1").state()).isEqualTo(ChargeState.DONE);
    }

    @Test
    void answersWithWhatAnotherFoundOutMeanwhile() {
        var answer = payOnce.generate(order("order 1"));
        journal.record(journal.charge("order 1"), DRAWN, NOON).join();

        server.fail(FakeFailures.lost());

        assertThat(answer).isCompletedExceptionally();
        assertThat(journal.charge("order 1").state()).isEqualTo(ChargeState.DONE);
    }

    @Test
    void closesAtOnceWhenNothingIsInFlight() {
        drawn("order 1");
        journal.isAway = true;
        var failed = payOnce.generate(order("order 2"));

        payOnce.close();

        assertThat(failed).isCompletedExceptionally();
    }

    @Test
    void closesWhenWhatIsInFlightHasEnded() throws Exception {
        var drawing = payOnce.generate(order("order 1"));
        var failing = payOnce.generate(order("order 2"));
        Thread closing = new Thread(payOnce::close);

        closing.start();
        await().pollInterval(Duration.ofMillis(5)).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        server.draw(IMAGE, null);
        assertThat(closing.isAlive()).isTrue();
        server.fail(FakeFailures.lost());
        closing.join();

        assertThat(drawing).isCompleted();
        assertThat(failing).isCompletedExceptionally();
    }

    @Test
    void givesUpOutcomesWhenItsStopIsInterrupted() {
        var answer = payOnce.generate(order("order 1"));
        journal.isAway = true;
        server.draw(IMAGE, null);
        assertThat(answer).isNotDone();

        Thread.currentThread().interrupt();
        payOnce.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isCompleted();
        assertThat(payOnce.trouble()).isEmpty();
    }
}
