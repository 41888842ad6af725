package club.imgeo.charge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.Balance;
import club.imgeo.client.InsufficientCreditsException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reservations against a balance whose answers the test gives by hand, on a clock that it moves. */
class CreditAccountTest {
    private final Queue<CompletableFuture<Balance>> asked = new ArrayDeque<>();
    private long nanos;
    private final CreditAccount account = account(CreditCheck.CACHED);

    private CreditAccount account(CreditCheck check) {
        return new CreditAccount(check, this::ask, () -> nanos);
    }

    private CompletableFuture<Balance> ask() {
        CompletableFuture<Balance> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    private void answer(long credits) {
        requireNonNull(asked.poll(), "nobody asks for the balance").complete(new Balance(BigDecimal.valueOf(credits)));
    }

    private void fail() {
        requireNonNull(asked.poll(), "nobody asks").completeExceptionally(new IllegalStateException("no balance"));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private CompletableFuture<CreditAccount.Reservation> reserve(long credits) {
        return account.reserve(BigDecimal.valueOf(credits));
    }

    /** Reserves with the first answer that the account has ever had. */
    private void reserveOf(long balance, long credits) {
        CompletableFuture<?> reservation = reserve(credits);
        answer(balance);
        assertThat(reservation).isCompleted();
    }

    private static void assertRefused(CompletableFuture<?> reservation) {
        assertThatThrownBy(reservation::get).hasCauseInstanceOf(InsufficientCreditsException.class);
    }

    @Test
    void servesInTheOrderOfAsking() {
        List<Integer> served = new ArrayList<>();
        var reservations = IntStream.range(0, 12)
                .mapToObj(i -> reserve(1).thenRun(() -> served.add(i)))
                .toList();

        answer(100);

        assertThat(reservations).allMatch(CompletableFuture::isDone);
        assertThat(served).isSorted().hasSize(12);
    }

    @Test
    void asksOnceForAllThatComeMeanwhile() {

        var reservations = IntStream.range(0, 12).mapToObj(i -> reserve(1)).toList();

        assertThat(asked).hasSize(1);
        assertThat(reservations).noneMatch(CompletableFuture::isDone);
        answer(10);
        assertThat(reservations).allMatch(CompletableFuture::isDone);
        assertThat(reservations)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .hasSize(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void neverReservesMoreThanTheBalance() throws Exception {
        int threads = 8;
        reserveOf(100_000, 0);
        CyclicBarrier start = new CyclicBarrier(threads);
        LongAdder reserved = new LongAdder();
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    await(start);
                    for (int tries = 0; tries < 20_000; tries++) {
                        reserved.add(reserve(1).isCompletedExceptionally() ? 0 : 1);
                    }
                }))
                .toList();

        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(reserved.sum()).isEqualTo(100_000);
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesBackWhatWasNotTaken() throws Exception {
        var reservation = reserve(10);
        answer(10);

        reservation.get().release();

        assertThat(reserve(10)).isCompleted();
        assertRefused(reserve(1));
    }

    @Test
    void holdsBackWhatWasTakenAndNoMore() throws Exception {
        var reservation = reserve(10);
        answer(10);

        reservation.get().settle(BigDecimal.valueOf(7));

        assertThat(reserve(3)).isCompleted();
        assertRefused(reserve(1));
    }

    @Test
    void holdsBackTheWholePriceWhereNobodySaysWhatWasTaken() throws Exception {
        var reservation = reserve(10);
        answer(10);

        reservation.get().settle(null);

        assertRefused(reserve(1));
    }

    @Test
    void holdsBackWhatIsInDoubtUntilALaterBalanceTells() throws Exception {
        var reservation = reserve(10);
        answer(10);

        reservation.get().suspend();
        assertRefused(reserve(10));
        pass(Duration.ofSeconds(30));
        var later = reserve(10);

        answer(10);
        assertThat(later).isCompleted();
    }

    @Test
    void refusesOnlyOnNewsOfThisSecond() {
        reserveOf(10, 10);
        pass(Duration.ofSeconds(2));

        var afterATopUp = reserve(5);

        assertThat(afterATopUp).isNotDone();
        answer(5);
        assertThat(afterATopUp).isCompleted();
        var beyond = reserve(5);
        assertThat(asked).isEmpty();
        assertRefused(beyond);
    }

    @Test
    void asksAnewAfterThirtySeconds() {
        reserveOf(10, 1);
        pass(Duration.ofSeconds(29));
        assertThat(reserve(1)).isCompleted();

        pass(Duration.ofSeconds(1));
        var next = reserve(1);

        assertThat(next).isNotDone();
        answer(0);
        assertRefused(next);
    }

    @Test
    void asksAnewWhenTheServerKnewBetter() {
        reserveOf(10, 1);

        account.distrust();
        var next = reserve(1);

        answer(0);
        assertRefused(next);
    }

    @Test
    void letsPassWhileThereIsNoBalance() {
        var reservation = reserve(1_000);

        fail();

        assertThat(reservation).isCompleted();
    }

    @Test
    void failsWithoutABalanceWhereItIsLive() {
        var reservation = account(CreditCheck.LIVE).reserve(BigDecimal.ONE);

        fail();

        assertThatThrownBy(reservation::get).hasRootCauseMessage("no balance");
    }

    @Test
    void asksForNothingWhereItIsOffOrThePriceIsUnknown() {
        assertThat(account(CreditCheck.OFF).reserve(BigDecimal.TEN)).isCompleted();
        assertThat(account.reserve(null)).isCompleted();
        assertThat(asked).isEmpty();
    }
}
