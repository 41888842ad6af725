package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.TransportException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exchanges that wait hold no thread, and none of them waits for ever. */
@Timeout(60)
class AsynchronyTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;

    @Test
    void holdsNoThreadPerGenerationInFlight() {
        try (Studio studio = Studio.open(imgeo -> imgeo.setMaxInFlight(500))) {
            studio.sandbox.buy(studio.key, 1_000);
            studio.sandbox.latency(Duration.ofSeconds(1), Duration.ofSeconds(1));
            int before = threads();

            List<CompletableFuture<Exchange>> answers = sendAll(studio, GENERATE, 500, "one of 500");
            await().atMost(Duration.ofSeconds(20)).until(() -> studio.ledger().calls("one of 500") > 250);
            int during = threads();

            assertThat(during - before).isLessThan(60);
            assertThat(join(answers)).noneMatch(Exchange::isFailed);
            assertThat(studio.ledger().net("one of 500")).isEqualTo(500);
        }
    }

    @Test
    void endsEveryExchangeOnceWhenTheComponentStops() {
        try (Studio studio = Studio.open(imgeo -> imgeo.setMaxInFlight(20))) {
            studio.sandbox.buy(studio.key, 100);
            Map<Exchange, Integer> calls = new ConcurrentHashMap<>();
            List<CompletableFuture<Exchange>> pausing = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                pausing.add(studio.sendAsync(
                        GENERATE, "pausing. sandbox: 429 after 20s", each -> calls.merge(each, 1, Integer::sum)));
            }
            await().until(() -> studio.ledger().calls("pausing. sandbox: 429 after 20s") == 2);
            List<CompletableFuture<Exchange>> others = IntStream.range(0, 30)
                    .mapToObj(i -> studio.sendAsync(
                            GENERATE, "slow. sandbox: slow 30s", each -> calls.merge(each, 1, Integer::sum)))
                    .toList();
            await().until(() -> studio.ledger().calls("slow. sandbox: slow 30s") == 18);

            studio.imgeo.stop();

            List<Exchange> ended = join(others);
            assertThat(ended)
                    .filteredOn(each -> outcome(each) == CreditOutcome.UNKNOWN)
                    .hasSize(18);
            assertThat(ended)
                    .filteredOn(each -> outcome(each) == CreditOutcome.NOT_CHARGED)
                    .hasSize(12);
            assertThat(join(pausing)).allMatch(each -> outcome(each) == CreditOutcome.NOT_CHARGED);
            assertThat(calls).hasSize(32).allSatisfy((exchange, times) -> assertThat(times)
                    .isEqualTo(1));
        }
    }

    @Test
    void goesOnWithDeadlinesAndAnswersWhileEveryWorkerIsBlocked() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        try (Studio studio =
                Studio.closed(imgeo -> imgeo.setRequestTimeout(2_000)).with(blocking(blocked))) {
            studio.started();
            studio.sandbox.buy(studio.key, 100);
            List<CompletableFuture<Exchange>> answers = sendAll(studio, "direct:blocking", 25, "blocked later");
            await().until(() -> studio.ledger().deliveries("blocked later") == 25);

            var deadline = studio.imgeo.client().generate(GenerateRequest.of(CHEAP, "no answer. sandbox: silent"));
            var balance = studio.imgeo.client().balance();

            assertThat(balance.get(10, TimeUnit.SECONDS).credits()).isEqualByComparingTo("85");
            assertThatThrownBy(() -> deadline.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TransportException.class);
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            blocked.countDown();
            assertThat(join(answers)).noneMatch(Exchange::isFailed);
        }
    }

    @Test
    void dropsNoAnswerThatStillWaitsForAThreadAtTheStop() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        try (Studio studio = Studio.closed(imgeo -> {}).with(blocking(blocked))) {
            studio.started();
            studio.sandbox.buy(studio.key, 100);
            List<CompletableFuture<Exchange>> answers = sendAll(studio, "direct:blocking", 15, "waits for a thread");
            await().until(() -> studio.ledger().deliveries("waits for a thread") == 15);

            studio.imgeo.stop();
            blocked.countDown();

            assertThat(join(answers)).hasSize(15);
        }
    }

    private static RouteBuilder blocking(CountDownLatch latch) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:blocking").to(GENERATE).process(exchange -> latch.await());
            }
        };
    }

    private static List<CompletableFuture<Exchange>> sendAll(Studio studio, String uri, int count, String prompt) {
        return IntStream.range(0, count)
                .mapToObj(i -> studio.sendAsync(uri, prompt))
                .toList();
    }

    private static List<Exchange> join(List<CompletableFuture<Exchange>> answers) {
        return answers.stream()
                .map(answer -> answer.orTimeout(20, TimeUnit.SECONDS).join())
                .toList();
    }

    private static Object outcome(Exchange exchange) {
        return exchange.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME);
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
