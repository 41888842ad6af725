package club.imgeo.charge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.Balance;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InsufficientCreditsException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    private static void assertRefused(CompletableFuture<?> reservation) {
        assertThatThrownBy(reservation::get).hasCauseInstanceOf(InsufficientCreditsException.class);
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
        int threads = 32;
        reserve(0);
        answer(10);
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);

        List<Future<CompletableFuture<CreditAccount.Reservation>>> tries = IntStream.range(0, threads)
                .mapToObj(i -> pool.submit(() -> {
                    start.await();
                    return reserve(3);
                }))
                .toList();

        int reserved = 0;
        for (var each : tries) {
            reserved += each.get().isCompletedExceptionally() ? 0 : 3;
        }
        pool.shutdown();
        assertThat(reserved).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource
    void givesBackOnlyWhatWasNotTaken(CreditOutcome outcome) throws Exception {
        var reservation = reserve(10);
        answer(10);

        reservation.get().end(outcome);

        boolean givenBack = !reserve(10).isCompletedExceptionally();
        assertThat(givenBack).isEqualTo(outcome.isFreeToRepeat());
    }

    @Test
    void refusesOnlyOnNewsOfThisSecond() {
        reserve(10);
        answer(10);
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
        reserve(1);
        answer(10);
        pass(Duration.ofSeconds(29));
        reserve(1);
        assertThat(asked).isEmpty();

        pass(Duration.ofSeconds(1));
        reserve(1);

        assertThat(asked).hasSize(1);
    }

    @Test
    void asksAnewWhenTheServerKnewBetter() {
        reserve(1);
        answer(10);

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
