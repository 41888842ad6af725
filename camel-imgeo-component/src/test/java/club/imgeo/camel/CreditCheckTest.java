package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.charge.CreditCheck;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.ModelValidation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The balance before each call, with the sandbox's ledger as the judge. */
class CreditCheckTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String ALL_TEN = "imgeo:generate?model=google/nano-banana-pro";

    private static Studio studio(CreditCheck check) {
        return studio(imgeo -> imgeo.setCreditCheck(check));
    }

    private static Studio studio(Consumer<ImgeoComponent> setting) {
        Consumer<ImgeoComponent> noRetries = imgeo -> imgeo.setMaxRetries(0);
        return Studio.open(noRetries.andThen(setting));
    }

    private static long balanceRequests(Studio studio) {
        return studio.ledger().requests("/api/v1/balance");
    }

    /** 12 at once, where 10 can be paid for. */
    private static List<Exchange> twelve(Studio studio) {
        List<CompletableFuture<Exchange>> answers = Stream.generate(
                        () -> studio.sendAsync(GENERATE, "one of twelve. sandbox: slow 300ms"))
                .limit(12)
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static List<ImgeoException> failures(List<Exchange> answers) {
        return answers.stream()
                .filter(Exchange::isFailed)
                .map(answer -> answer.getException(ImgeoException.class))
                .toList();
    }

    @Test
    void refusesWithoutACallWhatCannotBePaid() {
        try (Studio studio = studio(CreditCheck.CACHED)) {

            List<ImgeoException> refused = failures(twelve(studio));

            assertThat(refused)
                    .hasSize(2)
                    .hasOnlyElementsOfType(InsufficientCreditsException.class)
                    .allMatch(failure -> failure.status().isEmpty());
            assertThat(studio.ledger().net()).isEqualTo(10);
            assertThat(studio.ledger().requests("/api/v1/generate")).isEqualTo(10);
            assertThat(balanceRequests(studio)).isBetween(1L, 2L); // the second where a refusal comes a second later
        }
    }

    @Test
    void leavesItToTheServerWhereItIsOff() {
        try (Studio studio = studio(CreditCheck.OFF)) {

            List<ImgeoException> refused = failures(twelve(studio));

            assertThat(refused)
                    .hasSize(2)
                    .hasOnlyElementsOfType(InsufficientCreditsException.class)
                    .allMatch(failure -> failure.status().orElse(0) == 402);
            assertThat(studio.ledger().net()).isEqualTo(10);
            assertThat(balanceRequests(studio)).isZero();
        }
    }

    @Test
    void asksForTheBalanceOnceIn30Seconds() {
        try (Studio studio = studio(CreditCheck.CACHED)) {

            Stream.of("a", "b", "c").forEach(prompt -> studio.send(GENERATE, prompt));

            assertThat(studio.ledger().net()).isEqualTo(3);
            assertThat(balanceRequests(studio)).isEqualTo(1);
        }
    }

    @Test
    void asksBeforeEachCallWhereItIsLive() {
        try (Studio studio = studio(CreditCheck.LIVE)) {

            Stream.of("a", "b", "c").forEach(prompt -> studio.send(GENERATE, prompt));

            assertThat(studio.ledger().net()).isEqualTo(3);
            assertThat(balanceRequests(studio)).isEqualTo(3);
        }
    }

    @Test
    void spendsCreditsThatWereJustBought() {
        try (Studio studio = studio(CreditCheck.CACHED)) {
            studio.send(ALL_TEN, "all ten");
            assertThat(studio.send(GENERATE, "refused").getException())
                    .isInstanceOf(InsufficientCreditsException.class);

            studio.sandbox.buy(studio.key, 1);

            await().atMost(Duration.ofSeconds(3))
                    .until(() -> !studio.send(GENERATE, "just bought").isFailed());
            assertThat(studio.ledger().calls("refused")).isZero();
            assertThat(studio.ledger().net("just bought")).isEqualTo(1);
        }
    }

    @Test
    void asksAgainWhenTheServerKnowsBetter() {
        try (Studio studio = studio(CreditCheck.CACHED);
                Studio website = Studio.in(studio.sandbox, imgeo -> imgeo.setApiKey(studio.key))) {
            studio.send(GENERATE, "first");
            website.started().send("imgeo:generate?model=google/imagen-3", "spends the other nine");

            Exchange byServer = studio.send(GENERATE, "refused by the server");
            Exchange byUs = studio.send(GENERATE, "refused by us");

            assertThat(byServer.getException(ImgeoException.class).status()).hasValue(402);
            assertThat(byUs.getException(ImgeoException.class).status()).isEmpty();
            assertThat(studio.ledger().calls("refused by us")).isZero();
            assertThat(studio.ledger().net()).isEqualTo(10);
        }
    }

    @Test
    void givesBackWhatWasRefunded() {
        String refunded = "refunded. sandbox: 500 once";
        try (Studio studio = studio(CreditCheck.CACHED)) {

            Exchange first = studio.send(ALL_TEN, refunded);
            Exchange second = studio.send(ALL_TEN, refunded);

            assertThat(first.isFailed()).isTrue();
            assertThat(second.isFailed()).isFalse();
            assertThat(balanceRequests(studio)).isEqualTo(1);
        }
    }

    @Test
    void letsPassWhatNobodyKnowsThePriceOf() {
        try (Studio studio = studio(imgeo -> imgeo.setModelValidation(ModelValidation.LENIENT))) {

            studio.send("imgeo:generate?model=nobody/knows", "of unknown price");

            assertThat(studio.ledger().calls("of unknown price")).isEqualTo(1);
            assertThat(balanceRequests(studio)).isZero();
        }
    }

    @Test
    void letsPassWhereTheBalanceCannotBeHad() {
        try (Studio studio = studio(CreditCheck.CACHED)) {
            studio.sandbox.next("balance: 503");

            Exchange answer = studio.send(GENERATE, "balance unknown");

            assertThat(answer.isFailed()).isFalse();
        }
    }

    @Test
    void failsWhereItIsLiveAndTheBalanceCannotBeHad() {
        try (Studio studio = studio(CreditCheck.LIVE)) {
            studio.sandbox.next("balance: 503");

            Exchange answer = studio.send(GENERATE, "balance unknown");

            assertThat(answer.isFailed()).isTrue();
            assertThat(studio.ledger().calls("balance unknown")).isZero();
        }
    }
}
