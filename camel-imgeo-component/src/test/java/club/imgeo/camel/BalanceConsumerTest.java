package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import club.imgeo.client.AuthenticationException;
import club.imgeo.sandbox.Sandbox;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code from("imgeo:balance")}, polled by hand unless the poll itself is the subject. */
class BalanceConsumerTest {
    private static final String BELOW_50 = "imgeo:balance?threshold=50&startScheduler=false";

    @Test
    void tellsOnceThatTheBalanceIsLowAndOnceThatItIsBack() throws Exception {
        try (Watching watching = Watching.open(BELOW_50)) { // the account has 10 credits at first
            watching.poll();
            watching.poll();
            watching.buy(39);
            watching.poll();
            watching.buy(1);
            watching.poll();
            watching.poll();

            assertThat(watching.heard())
                    .extracting(
                            heard -> heard.getIn().getBody(),
                            heard -> heard.getIn().getHeader("CamelImgeoThreshold"),
                            heard -> heard.getIn().getHeader("CamelImgeoLow"))
                    .containsExactly(
                            tuple(new BigDecimal(10), new BigDecimal(50), true),
                            tuple(new BigDecimal(50), new BigDecimal(50), false));
            assertThat(watching.requests("/api/v1/balance")).isEqualTo(5);
        }
    }

    @Test
    void saysNothingOfABalanceThatIsNotLowAtFirst() throws Exception {
        try (Watching watching = Watching.open("imgeo:balance?threshold=2.5&startScheduler=false")) {
            watching.poll();
            watching.poll();
            assertThat(watching.heard()).isEmpty();

            watching.spend(8);
            watching.poll();

            assertThat(watching.bodies()).containsExactly(new BigDecimal(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "401", "garbage", "cut"})
    void losesNothingByAPollThatFails(String fault) throws Exception {
        try (Watching watching = Watching.open(BELOW_50)) {
            watching.sandbox().next("balance: " + fault);
            watching.poll();
            assertThat(watching.heard()).isEmpty();

            watching.poll();
            watching.buy(40);
            watching.sandbox().next("balance: " + fault);
            watching.poll();
            watching.poll();

            assertThat(watching.bodies()).containsExactly(new BigDecimal(10), new BigDecimal(50));
        }
    }

    @Test
    void handsAPollThatFailsToTheErrorHandlerWhereItIsBridged() throws Exception {
        try (Watching watching = Watching.open(BELOW_50 + "&bridgeErrorHandler=true")) {
            watching.sandbox().next("balance: 401");

            watching.poll();

            assertThat(watching.heard()).isEmpty();
            assertThat(watching.failures()).singleElement().satisfies(failure -> assertThat(failure)
                    .isInstanceOf(AuthenticationException.class)
                    .hasCauseInstanceOf(HttpOperationFailedException.class));
        }
    }

    @ParameterizedTest
    @CsvSource({"throws", "rolls back"})
    void tellsAgainWhatARouteFailedOver(String how) throws Exception {
        try (Watching watching = Watching.open(BELOW_50)) {
            watching.failNext(how.equals("throws"));
            watching.poll();
            watching.poll();
            watching.poll();

            assertThat(watching.bodies())
                    .as("one that failed, one that did not")
                    .hasSize(2);
        }
    }

    @Test
    void saysNothingOfALowThatNobodyTookAndThatIsOver() throws Exception {
        try (Watching watching = Watching.open(BELOW_50)) {
            watching.failNext(true);
            watching.poll();
            watching.buy(40);

            watching.poll();

            assertThat(watching.bodies()).containsExactly(new BigDecimal(10));
        }
    }

    @Test
    void doesNotPollForeverWhereItIsGreedyAndTheRouteFails() throws Exception {
        try (Watching watching = Watching.open(BELOW_50 + "&greedy=true")) {
            watching.failNext(true);

            watching.poll();

            assertThat(watching.requests("/api/v1/balance")).isEqualTo(1);
        }
    }

    @Test
    void keepsToCamelsOptionsOfAPoll() throws Exception {
        String fourTimes = "imgeo:balance?threshold=50&initialDelay=0&delay=1&repeatCount=4";
        try (Watching watching = Watching.open(fourTimes + "&sendEmptyMessageWhenIdle=true")) {

            await().until(() -> watching.heard().size() == 4);

            assertThat(watching.bodies()).containsExactly(new BigDecimal(10), null, null, null);
        }
    }

    @Test
    void tellsOnceHoweverManyThreadsPoll() throws Exception {
        try (Watching watching = Watching.open(BELOW_50)) {
            CountDownLatch route = watching.holdNext();
            Thread one = new Thread(watching::poll);
            Thread other = new Thread(watching::poll);

            one.start();
            await().until(() -> watching.heard().size() == 1);
            other.start();
            await().until(() -> other.getState() == Thread.State.BLOCKED || !other.isAlive());
            route.countDown();
            one.join();
            other.join();

            assertThat(watching.bodies()).containsExactly(new BigDecimal(10));
            assertThat(watching.requests("/api/v1/balance")).isEqualTo(2);
        }
    }

    @Test
    void pollsOnceAMinuteUnlessToldOtherwise() throws Exception {
        try (Watching watching = Watching.open(BELOW_50 + "&timeUnit=SECONDS")) {
            ScheduledPollConsumer consumer = watching.consumer();

            assertThat(Duration.of(consumer.getDelay(), consumer.getTimeUnit().toChronoUnit()))
                    .isEqualTo(Duration.ofMinutes(1));
            assertThat(consumer.getTimeUnit()).isEqualTo(TimeUnit.SECONDS);
        }
    }

    /** The route alone is stopped here, so no closing of the client ends the call. */
    @Test
    void endsAtOnceInTheMiddleOfAPoll() throws Exception {
        Watching watching =
                Watching.open("imgeo:balance?threshold=50&initialDelay=0&bridgeErrorHandler=true", "silent");
        try (watching) {
            ScheduledPollConsumer consumer = watching.consumer();
            await().until(() -> watching.requests("/api/v1/balance") == 1);

            watching.stop();

            await().atMost(Duration.ofSeconds(4)).until(() -> !consumer.isPolling());
            assertThat(watching.heard()).isEmpty();
            assertThat(watching.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imgeo:balance | threshold: is missing; set the number of credits, 0 or more",
                "imgeo:balance?threshold=few | threshold: 'few' is not a number; set the number of credits, 0 or more",
                "imgeo:balance?threshold=-1 | threshold: -1 is less than 0; set the number of credits, 0 or more",
                "imgeo:models?mode=img2img | mode and maxCredits choose what to(...) lists; leave them out of from(...)",
                "imgeo:models?maxCredits=5 | mode and maxCredits choose what to(...) lists; leave them out of from(...)",
                "imgeo:generate | imgeo:generate cannot be consumed from; use it with to(...)",
                "imgeo:quote | imgeo:quote cannot be consumed from; use it with to(...)",
            })
    void failsTheStartOfARouteFrom(String uri, String remedy) {
        assertThatThrownBy(() -> Watching.open(uri)).hasStackTraceContaining(remedy);
    }

    @Test
    void needsAKey() {
        assertThatThrownBy(() -> Watching.open(Sandbox.start(), BELOW_50, imgeo -> imgeo.setApiKey(null)))
                .hasStackTraceContaining("imgeo:balance: apiKey is missing; set");
    }

    @Test
    void asksForNoThresholdWhereNothingIsConsumed() {
        try (Studio studio = Studio.open()) {
            Endpoint endpoint = studio.context.getEndpoint("imgeo:balance");

            assertThat(endpoint.getCamelContext()).isNotNull();
            assertThat(studio.send("imgeo:balance", "").getMessage().getBody()).isEqualTo(new BigDecimal(10));
        }
    }
}
