package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.AuthenticationException;
import club.imgeo.client.Balance;
import club.imgeo.client.FakeFailures;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BalanceProbeTest {
    private final List<CompletableFuture<Balance>> calls = new ArrayList<>();
    private long now = 42;
    private final BalanceProbe probe = new BalanceProbe(this::call, Duration.ZERO, () -> now);

    private CompletableFuture<Balance> call() {
        CompletableFuture<Balance> call = new CompletableFuture<>();
        calls.add(call);
        return call;
    }

    /** Nobody waits for it. */
    private void ask() {
        assertThatThrownBy(probe::balance).isInstanceOf(TimeoutException.class);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static Balance credits(int credits) {
        return new Balance(BigDecimal.valueOf(credits));
    }

    @Test
    void asksAgainWhenTheNewsIsHalfAMinuteOld() throws Exception {
        ask();
        calls.get(0).complete(credits(10));

        pass(Duration.ofSeconds(29));
        assertThat(probe.balance()).isEqualTo(credits(10));
        assertThat(calls).hasSize(1);

        pass(Duration.ofSeconds(1));
        assertThat(probe.balance()).isEqualTo(credits(10));
        assertThat(calls).hasSize(2);
        calls.get(1).complete(credits(9));
        assertThat(probe.balance()).isEqualTo(credits(9));
    }

    @Test
    void asksAgainSoonerAfterAFailure() throws Exception {
        ask();
        calls.get(0).completeExceptionally(new IllegalStateException("no"));

        pass(Duration.ofSeconds(9));
        assertThatThrownBy(probe::balance).isInstanceOf(ExecutionException.class);
        assertThat(calls).hasSize(1);

        pass(Duration.ofSeconds(1));
        ask();
        assertThat(calls).hasSize(2);
    }

    @Test
    void makesDoWithTheOldNewsWhileTheNewIsOnItsWayButNotForEver() throws Exception {
        ask();
        calls.get(0).complete(credits(10));

        pass(Duration.ofMinutes(2));
        assertThat(probe.balance()).isEqualTo(credits(10));

        pass(Duration.ofSeconds(1));
        ask();
    }

    @Test
    void makesDoWithTheOldNewsWhenTheNewCannotBeHadButNotForEver() throws Exception {
        ask();
        calls.get(0).complete(credits(10));

        pass(Duration.ofSeconds(31));
        assertThat(probe.balance()).isEqualTo(credits(10));
        calls.get(1).completeExceptionally(FakeFailures.lost());
        assertThat(probe.balance()).isEqualTo(credits(10));

        pass(Duration.ofSeconds(10));
        assertThat(probe.balance()).isEqualTo(credits(10));
        calls.get(2).completeExceptionally(FakeFailures.lost());
        assertThat(probe.balance()).isEqualTo(credits(10));

        pass(Duration.ofSeconds(80));
        ask();
        calls.get(3).completeExceptionally(FakeFailures.lost());
        assertThatThrownBy(probe::balance).isInstanceOf(ExecutionException.class);
    }

    @Test
    void tellsAtOnceOfAKeyThatIsNotAcceptedAndForgetsWhatWasBefore() throws Exception {
        ask();
        calls.get(0).complete(credits(10));
        pass(Duration.ofSeconds(30));
        assertThat(probe.balance()).isEqualTo(credits(10));

        calls.get(1).completeExceptionally(FakeFailures.keyRefused());
        assertThatThrownBy(probe::balance).hasCauseInstanceOf(AuthenticationException.class);

        pass(Duration.ofSeconds(10));
        ask();
        calls.get(2).completeExceptionally(FakeFailures.lost());
        assertThatThrownBy(probe::balance).isInstanceOf(ExecutionException.class);
    }

    @Test
    void makesNoSecondCallWhileOneHangs() {
        ask();
        pass(Duration.ofMinutes(5));

        ask();

        assertThat(calls).hasSize(1);
    }
}
