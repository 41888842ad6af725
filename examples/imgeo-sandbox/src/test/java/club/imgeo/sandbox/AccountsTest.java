package club.imgeo.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import club.imgeo.sandbox.LedgerEntry.Kind;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final Order FOX = new Order(Caller.FLUX, "a fox", null, "1:1", 1, null);

    private final Accounts accounts = new Accounts(null, Clock.systemUTC());

    @Test
    void sellsEachCreditOnceHoweverManyThreadsAsk() {
        String account = accounts.open(5_000);
        var refused = new AtomicInteger();

        CompletableFuture<?>[] buyers = IntStream.range(0, 8)
                .mapToObj(buyer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        try {
                            accounts.charge(account, FOX, 1);
                        } catch (Refusal e) {
                            refused.incrementAndGet();
                        }
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(buyers).join();

        assertThat(accounts.balance(account)).isZero();
        assertThat(refused).hasValue(3_000);
        assertThat(accounts.entries())
                .filteredOn(entry -> entry.kind() == Kind.CHARGE)
                .hasSize(5_000);
        assertThat(accounts.entries()).extracting(LedgerEntry::sequence).doesNotHaveDuplicates();
    }

    @Test
    void givesBackExactlyWhatItTook() {
        String account = accounts.open(10);
        Charge charge = accounts.charge(account, FOX, 7);

        accounts.refund(charge);

        assertThat(accounts.balance(account)).isEqualTo(10);
        assertThat(accounts.order(account, charge.sequence())).isNull();
        assertThat(accounts.entries())
                .last()
                .returns(Kind.REFUND, LedgerEntry::kind)
                .returns(7L, LedgerEntry::credits)
                .returns(charge.sequence(), LedgerEntry::charge);
    }

    @Test
    void takesTheLastCreditAndNotOneMore() {
        String account = accounts.open(9);

        Charge all = accounts.charge(account, FOX, 9);

        assertThat(all.remaining()).isZero();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> accounts.charge(account, FOX, 1))
                .returns(402, Refusal::status);
    }
}
