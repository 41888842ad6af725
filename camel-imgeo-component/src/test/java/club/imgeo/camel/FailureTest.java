package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.AuthenticationException;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerationFailedException;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InsufficientCreditsException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.RateLimitedException;
import club.imgeo.client.ServiceException;
import club.imgeo.client.TransportException;
import club.imgeo.client.UnusableAnswerException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a route sees of a failure. */
class FailureTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final Studio STUDIO = Studio.open(imgeo -> imgeo.setMaxRetries(0));

    @AfterAll
    static void close() {
        STUDIO.close();
    }

    /** What the server does; what the exception is, says of the credits and of sending again; the status, 0 for none. */
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("400", InvalidRequestException.class, CreditOutcome.NOT_CHARGED, false, 400),
                Arguments.of("401", AuthenticationException.class, CreditOutcome.NOT_CHARGED, false, 401),
                Arguments.of("402", InsufficientCreditsException.class, CreditOutcome.NOT_CHARGED, false, 402),
                Arguments.of("404", ServiceException.class, CreditOutcome.NOT_CHARGED, false, 404),
                Arguments.of("429 after 7s", RateLimitedException.class, CreditOutcome.NOT_CHARGED, true, 429),
                Arguments.of("500", GenerationFailedException.class, CreditOutcome.REFUNDED, true, 500),
                Arguments.of("500 html", ServiceException.class, CreditOutcome.UNKNOWN, false, 500),
                Arguments.of("503", ServiceException.class, CreditOutcome.UNKNOWN, false, 503),
                Arguments.of("charge then reset", TransportException.class, CreditOutcome.UNKNOWN, false, 0),
                Arguments.of("garbage", UnusableAnswerException.class, CreditOutcome.CHARGED, false, 200));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatBecameOfTheCredits(
            String directive, Class<?> type, CreditOutcome outcome, boolean retryable, int status) {
        STUDIO.sandbox.buy(STUDIO.key, 1);

        Exchange answer = STUDIO.send(GENERATE, "a failure. sandbox: " + directive);

        assertThat(answer.getException()).isInstanceOf(type);
        assertThat(answer.getException(ImgeoException.class).creditOutcome()).isEqualTo(outcome);
        assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(outcome);
        assertThat(answer.getMessage().getHeader(ImgeoConstants.RETRYABLE)).isEqualTo(retryable);
        assertThat(answer.getMessage().getHeader(ImgeoConstants.IMAGES)).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("a failure. sandbox: " + directive);
        HttpOperationFailedException http = answer.getException(HttpOperationFailedException.class);
        assertThat(http == null ? 0 : http.getStatusCode()).isEqualTo(status);
    }

    @Test
    void servesOnExceptionOfEitherKind() throws Exception {
        try (Studio studio = Studio.closed(imgeo -> imgeo.setMaxRetries(0)).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:own")
                        .onException(InsufficientCreditsException.class)
                        .handled(true)
                        .setBody(constant("buy credits"))
                        .end()
                        .to(GENERATE);
                from("direct:http")
                        .onException(HttpOperationFailedException.class)
                        .onWhen(simple("${exception.cause.statusCode} == 402"))
                        .handled(true)
                        .setBody(simple("status ${exception.cause.statusCode}"))
                        .end()
                        .to(GENERATE);
            }
        })) {
            studio.started();

            Exchange own = studio.send("direct:own", "own. sandbox: 402");
            Exchange http = studio.send("direct:http", "http. sandbox: 402");

            assertThat(own.getMessage().getBody()).isEqualTo("buy credits");
            assertThat(http.getMessage().getBody()).isEqualTo("status 402");
        }
    }

    @Test
    void letsAnErrorHandlerSendAgainWhatIsFreeAndNothingElse() throws Exception {
        String refunded = "refunded. sandbox: 500 the first 2 times";
        String lost = "lost. sandbox: charge then reset once";
        String doubtful = "doubtful. sandbox: 503 once";
        String refused = "refused. sandbox: 400 once";
        try (Studio studio = Studio.closed(imgeo -> imgeo.setMaxRetries(0)).with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ImgeoException.class)
                        .retryWhile(header(ImgeoConstants.RETRYABLE).isEqualTo(true))
                        .redeliveryDelay(0);
                from("direct:draw").to(GENERATE);
            }
        })) {
            studio.started();

            Stream.of(refunded, lost, doubtful, refused).forEach(prompt -> studio.send("direct:draw", prompt));

            assertThat(studio.ledger().calls(refunded)).isEqualTo(3);
            assertThat(studio.ledger().net(refunded)).isEqualTo(1);
            assertThat(studio.ledger().calls(lost)).isEqualTo(1);
            assertThat(studio.ledger().calls(doubtful)).isEqualTo(1);
            assertThat(studio.ledger().calls(refused)).isEqualTo(1);
        }
    }

    @Test
    void givesExchangesThatShareAFailureOneCause() throws Exception {
        int threads = 4;
        STUDIO.sandbox.next("balance: 401 the first 200 times");
        List<ImgeoException> failures = IntStream.range(0, 200)
                .mapToObj(i -> STUDIO.imgeo.client().balance().handle((balance, thrown) -> (ImgeoException) thrown))
                .map(CompletableFuture::join)
                .toList();
        CyclicBarrier start = new CyclicBarrier(threads);

        List<CompletableFuture<Void>> sharing = IntStream.range(0, threads)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> failures.forEach(failure -> {
                            await(start);
                            HttpCause.attach(failure, "https://www.imgeo.club");
                        }),
                        task -> new Thread(task).start()))
                .toList();

        assertThat(sharing).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(20)));
        assertThat(failures).allMatch(failure -> failure.getCause() instanceof HttpOperationFailedException);
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
