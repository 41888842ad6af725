package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The deadline, and what becomes of a connection, over real sockets. */
class WireTest {
    private static final String MODEL = "black-forest-labs/flux-schnell";
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Sandbox sandbox = Sandbox.start();
    private final ApiKey key = new ApiKey(sandbox.signUp(1_000));
    private final RawServer server = RawServer.playing(RawServer.answer(200, "{}"));

    @AfterEach
    void close() throws IOException {
        sandbox.close();
        server.close();
    }

    @Test
    void endsASilentCallInTimeAndHangsUp() {
        server.script(server::waitForHangUp);

        ImgeoException failure = afterDeadline(server.baseUrl());

        assertThat(failure).isInstanceOf(TransportException.class).hasMessageContaining("no whole answer within");
        assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.UNKNOWN);
        assertThat(Ends.value(server.hungUp())).isTrue();
    }

    @Test
    void endsAnAnswerThatStallsAfterItsHeadInTimeAndHangsUp() {
        server.script(socket -> {
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            server.waitForHangUp(socket);
        });

        ImgeoException failure = afterDeadline(server.baseUrl());

        assertThat(failure).isInstanceOf(UnusableAnswerException.class);
        assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.CHARGED);
        assertThat(Ends.value(server.hungUp())).isTrue();
    }

    @Test
    void endsATrickleInTimeAndKeepsWhatCame() {
        CountDownLatch ended = new CountDownLatch(1);
        server.script(socket -> {
            String image = "{\"images\":[\"https://example.org/fox.png\"],\"padding\":\"";
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + image);
            trickle(socket, ended);
        });

        ImgeoException failure = afterDeadline(server.baseUrl());

        assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.CHARGED);
        assertThat(((UnusableAnswerException) failure).images())
                .extracting(Object::toString)
                .containsExactly("https://example.org/fox.png");
        assertThat(failure.answer().orElseThrow()).contains("fox.png");
        assertThat(await(ended)).as("the server saw the end of the connection").isTrue();
    }

    @Test
    void takesTheHeadOfARefusalAtItsWordWhenItsBodyStalls() {
        server.script(socket -> {
            RawServer.write(socket, "HTTP/1.1 402 X\r\nContent-Length: 100\r\n\r\n{");
            server.waitForHangUp(socket);
        });

        ImgeoException failure = afterDeadline(server.baseUrl());

        assertThat(failure).isInstanceOf(InsufficientCreditsException.class);
        assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
    }

    @Test
    void doesNotTakeAStalledServerErrorForARefund() {
        server.script(socket -> {
            RawServer.write(socket, "HTTP/1.1 500 X\r\nContent-Length: 100\r\n\r\n{\"error\":\"no luck\"}");
            server.waitForHangUp(socket);
        });

        ImgeoException failure = afterDeadline(server.baseUrl());

        assertThat(failure).isInstanceOf(ServiceException.class);
        assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.UNKNOWN);
    }

    @Test
    void endsInTimeWhereTheConnectionIsMadeAndTheRequestIsNotRead() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0)) {
            GenerateRequest huge =
                    GenerateRequest.of("stability-ai/sdxl", "a fox").withNegativePrompt("x".repeat(32 << 20));
            try (ImgeoClient client = client("http://127.0.0.1:" + deaf.getLocalPort(), SHORT)) {
                ImgeoException failure = Ends.failure(
                        client.inTurn(new Quote(huge, null, null), key, () -> CompletableFuture.completedFuture(null)));

                assertThat(failure).isInstanceOf(TransportException.class);
                assertThat(failure.creditOutcome())
                        .as("the body was never handed over whole")
                        .isEqualTo(CreditOutcome.NOT_CHARGED);
            }
        }
    }

    @Test
    void leavesInDoubtWhatIsInFlightWhenItIsClosedAndRefusesWhatWaits() {
        String inFlight = "a fox, sandbox: charge then silent";
        String waiting = "a hare, sandbox: charge then silent";
        List<CompletableFuture<Generation>> calls = new ArrayList<>();
        try (ImgeoClient client =
                builder(sandbox.baseUrl().toString()).maxInFlight(1).build()) {
            calls.add(client.generate(GenerateRequest.of(MODEL, inFlight)));
            calls.add(client.generate(GenerateRequest.of(MODEL, waiting)));
            Awaitility.await().until(() -> sandbox.ledger().calls(inFlight) == 1);
        }

        assertThat(Ends.failure(calls.get(0)).creditOutcome()).isEqualTo(CreditOutcome.UNKNOWN);
        assertThat(Ends.failure(calls.get(1)).creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(sandbox.ledger().calls(waiting)).isZero();
    }

    @Test
    void hangsUpWhenItIsClosed() {
        server.script(server::waitForHangUp);
        CompletableFuture<Generation> call;
        try (ImgeoClient client = client(server.baseUrl(), LONG)) {
            call = client.generate(GenerateRequest.of(MODEL, "a fox"));
            Awaitility.await().until(() -> !server.requests().isEmpty());
        }

        assertThat(Ends.failure(call).creditOutcome()).isEqualTo(CreditOutcome.UNKNOWN);
        assertThat(Ends.value(server.hungUp())).isTrue();
    }

    @Test
    void endsWhatWaitsForItsNextAttemptWhenItIsClosed() {
        FakeTime time = new FakeTime();
        CompletableFuture<Generation> call;
        try (ImgeoClient client = builder(sandbox.baseUrl().toString()).build(time)) {
            Ends.value(client.models()); // or its deadline would be the plan to wait for
            call = client.generate(GenerateRequest.of(MODEL, "a fox, sandbox: 429 after 60s"));
            time.awaitPlanWithin(Duration.ofSeconds(60));
        }

        assertThat(Ends.failure(call)).isInstanceOf(RateLimitedException.class);
    }

    @Test
    void refusesEverythingOnceClosed() {
        ImgeoClient client = client(sandbox.baseUrl().toString(), LONG);
        client.close();
        client.close();

        assertThat(Ends.failure(client.generate(GenerateRequest.of(MODEL, "a fox"))))
                .hasMessageContaining("the client is closed");
        assertThat(Ends.failure(client.balance()).creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(Ends.value(client.models()).liveAsOf()).isEmpty();
        assertThat(sandbox.ledger().requests()).isZero();
    }

    @Test
    void endsEveryCallHoweverCloseRacesWithIt() {
        for (int round = 0; round < 30; round++) {
            ImgeoClient client =
                    builder(sandbox.baseUrl().toString()).maxInFlight(4).build();
            Ends.value(client.models());

            var calls = IntStream.range(0, 16)
                    .parallel()
                    .mapToObj(i -> {
                        var call = client.generate(GenerateRequest.of(MODEL, "a fox, sandbox: silent"));
                        if (i == 7) {
                            client.close();
                        }
                        return call;
                    })
                    .toList();

            for (CompletableFuture<Generation> call : calls) {
                Ends.failure(call);
            }
        }
    }

    @Test
    void completesOnItsOwnThreads() {
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            sandbox.latency(Duration.ofMillis(50), Duration.ofMillis(50));

            String thread = Ends.value(client.generate(GenerateRequest.of(MODEL, "a fox"))
                    .thenApply(images -> Thread.currentThread().getName()));

            assertThat(thread).startsWith("imgeo-client");
        }
    }

    @Test
    void saysThatTheProxyWantsALoginAndThatNothingWasSent() throws IOException {
        try (RawServer proxy = RawServer.playing(RawServer.answer(407, "who are you?"));
                ImgeoClient client = ImgeoClient.builder()
                        .baseUrl("https://imgeo.invalid")
                        .proxy(InetSocketAddress.createUnresolved(
                                "127.0.0.1", URI.create(proxy.baseUrl()).getPort()))
                        .apiKey(new ApiKey("imgeo_sk_1234"))
                        .maxRetries(0)
                        .build()) {
            ImgeoException failure = Ends.failure(client.generate(GenerateRequest.of(MODEL, "a fox")));

            assertThat(failure).isInstanceOf(TransportException.class).hasMessageContaining("407");
            assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
        }
    }

    /** As the JDK's client does by itself on machines of one or two processors. */
    @Test
    void startsNoThreadForEachAnswer() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (ImgeoClient client = client(sandbox.baseUrl().toString(), LONG)) {
            Ends.value(client.generate(GenerateRequest.of(MODEL, "a fox")));
            long before = threads.getTotalStartedThreadCount();

            IntStream.range(0, 200).forEach(i -> Ends.value(client.generate(GenerateRequest.of(MODEL, "a fox " + i))));

            assertThat(threads.getTotalStartedThreadCount() - before).isLessThan(100);
        }
    }

    @Test
    void neverHasMoreInFlightThanItMay() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        server.script(socket -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.countDown();
            assertThat(await(three)).isTrue();
            running.decrementAndGet();
            RawServer.answer(200, "{\"images\":[\"https://example.org/fox.png\"]}")
                    .play(socket);
        });
        try (ImgeoClient client = builder(server.baseUrl()).maxInFlight(3).build()) {
            var calls = IntStream.range(0, 60)
                    .mapToObj(i -> client.generate(GenerateRequest.of(MODEL, "a fox " + i)))
                    .toList();

            assertThat(Ends.value(Ends.all(calls))).hasSize(60);
            assertThat(most).hasValue(3);
        }
    }

    private ImgeoException afterDeadline(String url) {
        try (ImgeoClient client = client(url, SHORT)) {
            Ends.value(client.models());
            long begun = System.nanoTime();

            ImgeoException failure = Ends.failure(client.generate(GenerateRequest.of(MODEL, "a fox")));

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, SHORT.multipliedBy(15));
            assertThat(server.requests()).hasSize(1);
            return failure;
        }
    }

    private ImgeoClient client(String url, Duration requestTimeout) {
        return builder(url).requestTimeout(requestTimeout).build();
    }

    private ImgeoClientBuilder builder(String url) {
        return ImgeoClient.builder().baseUrl(url).apiKey(key);
    }

    /** A byte now and then, until the client is gone. */
    private static void trickle(Socket socket, CountDownLatch ended) throws IOException {
        socket.setSoTimeout(20);
        try {
            while (true) {
                RawServer.write(socket, "x");
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (SocketTimeoutException e) {
                    // Still there.
                }
            }
        } finally {
            ended.countDown();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
