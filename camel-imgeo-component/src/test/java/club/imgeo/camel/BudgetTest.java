package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.charge.CreditCheck;
import club.imgeo.client.BudgetExceededException;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cap of one's own, against the sandbox's ledger. */
class BudgetTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;

    private static Studio rich(String budget, String window, String per) {
        Sandbox sandbox = Sandbox.start();
        Studio studio = Studio.in(sandbox, imgeo -> {
            imgeo.setMaxRetries(0);
            imgeo.setCreditBudget(Long.valueOf(budget));
            imgeo.setCreditBudgetWindow(window);
            imgeo.setCreditBudgetPer(per);
        });
        sandbox.buy(studio.key, 10_000);
        return studio.started();
    }

    private static List<Exchange> thousand(Studio studio, String uri) {
        List<CompletableFuture<Exchange>> all = IntStream.range(0, 1_000)
                .mapToObj(i -> studio.sendAsync(uri, "one of a thousand"))
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }

    @ParameterizedTest
    @CsvSource({"100, black-forest-labs/flux-schnell, 100", "100, google/imagen-4, 98"})
    void spendsAllOfABudgetAndNoMore(String budget, String model, long spent) {
        try (Studio studio = rich(budget, "1h", "component")) {

            List<Exchange> ends = thousand(studio, "imgeo:generate?model=" + model);

            assertThat(studio.ledger().charged()).isEqualTo(spent);
            assertThat(ends.stream().filter(Exchange::isFailed).map(Exchange::getException))
                    .isNotEmpty()
                    .hasOnlyElementsOfType(BudgetExceededException.class);
        }
    }

    @Test
    void spendsAllOfABalanceAndNoMore() {
        Sandbox sandbox = Sandbox.start();
        try (Studio studio = Studio.in(sandbox, imgeo -> imgeo.setCreditCheck(CreditCheck.CACHED))) {
            sandbox.buy(studio.key, 90);
            studio.started();

            List<Exchange> ends = thousand(studio, GENERATE);

            assertThat(studio.ledger().charged()).isEqualTo(100);
            assertThat(ends.stream().filter(each -> !each.isFailed())).hasSize(100);
            assertThat(ends.stream().filter(Exchange::isFailed).map(Exchange::getException))
                    .hasOnlyElementsOfType(InsufficientCreditsException.class);
        }
    }

    @Test
    void takesBackIntoTheBudgetWhatWasRefunded() {
        try (Studio studio = rich("1", "none", "component")) {
            assertThat(studio.send(GENERATE, "a fox. sandbox: 500").isFailed()).isTrue();

            assertThat(studio.send(GENERATE, "a hare").isFailed()).isFalse();

            assertThat(studio.ledger().net()).isEqualTo(1);
        }
    }

    @Test
    void countsADoubtAsSpent() {
        try (Studio studio = rich("1", "none", "component")) {
            studio.send(GENERATE, "a fox. sandbox: reset");

            assertThat(studio.send(GENERATE, "a hare").getException()).isInstanceOf(BudgetExceededException.class);
        }
    }

    @Test
    void saysWhichBudgetHasNoRoomAndWhy() {
        try (Studio studio = rich("3", "1d", "component")) {
            studio.send(GENERATE + "&count=2", "two foxes");

            ImgeoException refused =
                    studio.send(GENERATE + "&count=2", "two hares").getException(ImgeoException.class);

            assertThat(refused)
                    .hasMessageContaining("creditBudget=3")
                    .hasMessageContaining("component imgeo in 24h")
                    .hasMessageContaining("2 more")
                    .hasMessageContaining("NOT_CHARGED");
            assertThat(refused.isRetryable()).isFalse();
        }
    }

    @Test
    void capsEachTenantByItsHeader() {
        try (Studio studio = rich("2", "1h", "header:tenant")) {
            for (String tenant : List.of("a", "b", "a", "b", "a", "b")) {
                studio.send(GENERATE, "for " + tenant, Map.of("tenant", tenant));
            }

            assertThat(studio.ledger().netCharges("for a")).isEqualTo(2);
            assertThat(studio.ledger().netCharges("for b")).isEqualTo(2);
            assertThat(studio.send(GENERATE, "for nobody").getException(InvalidRequestException.class))
                    .hasMessageContaining("tenant: is missing")
                    .hasMessageContaining("creditBudgetPer");
        }
    }

    @Test
    void capsEachRouteBesideTheWhole() throws Exception {
        try (Studio studio = rich("5", "1h", "component").with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").to(GENERATE + "&creditBudget=2");
                from("direct:b").routeId("b").to(GENERATE + "&creditBudget=4");
            }
        })) {
            for (int i = 0; i < 5; i++) {
                studio.send("direct:a", "for a");
                studio.send("direct:b", "for b");
            }

            assertThat(studio.ledger().netCharges("for a")).isEqualTo(2);
            assertThat(studio.ledger().netCharges("for b")).isEqualTo(3);
        }
    }

    @Test
    void drawsForWhoWaitedWhereTheOtherHadNoBudget() {
        try (Studio studio = rich("100", "none", "component")) {
            String keyed = GENERATE + "&chargeKey=7";
            List<CompletableFuture<Exchange>> both =
                    List.of(studio.sendAsync(keyed + "&creditBudget=0", "a fox"), studio.sendAsync(keyed, "a fox"));

            assertThat(both.get(0).join().getException()).isInstanceOf(BudgetExceededException.class);
            assertThat(both.get(1).join().isFailed()).isFalse();
            assertThat(studio.ledger().netCharges("a fox")).isEqualTo(1);
        }
    }

    @Test
    void saysOnOneLineWhichTenantItDoesNotTake() {
        try (Studio studio = rich("0", "none", "header:tenant")) {
            Exchange refused = studio.send(GENERATE, "a fox", Map.of("tenant", "a\nERROR forged"));

            assertThat(refused.getException(InvalidRequestException.class))
                    .hasMessageContaining("tenant: 'a\\u000aERROR forged' has a control character");
        }
    }

    @Test
    void repliesFromTheJournalWhereTheBudgetIsSpent() {
        try (Studio studio = rich("1", "none", "component")) {
            studio.send(GENERATE + "&chargeKey=7", "a fox");

            assertThat(studio.send(GENERATE + "&chargeKey=7", "a fox").isFailed())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"creditBudget=-1", "creditBudgetWindow=soon", "creditBudgetWindow=1", "creditBudgetPer=header:"})
    void refusesToStartWith(String option) {
        try (Studio studio = Studio.open()) {
            assertThatThrownBy(() -> studio.context
                            .getEndpoint(
                                    GENERATE + (option.startsWith("creditBudget=") ? "&" : "&creditBudget=1&") + option)
                            .start())
                    .rootCause()
                    .hasMessageContaining(option.substring(0, option.indexOf('=')) + ": ");
        }
    }

    @Test
    void refusesToStartWithATenantAndNoBudget() {
        try (Studio studio = rich("5", "none", "component")) {
            String uri = GENERATE + "&creditBudgetPer=header:customer";

            assertThatThrownBy(() -> studio.context.getEndpoint(uri).start())
                    .rootCause()
                    .hasMessageContaining("creditBudgetPer: 'header:customer' has no effect without creditBudget");
        }
    }
}
