package club.imgeo.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.attack.HostileServer.Answer;
import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.ApiKey;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InvalidRequestException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** By a message or a response that takes much more time to look at than to send. */
class StallOtherCallsTest {
    private static final String IMAGE = "{\"images\":[\"https://example.org/fox.png\"]}";
    private static final String KEY = "imgeo_sk_" + UUID.randomUUID();
    /** What is too fast to be measured counts as this. */
    private static final Duration MOMENT = Duration.ofMillis(20);
    /** Times as much work may take, with so many times the input, on a machine that has other things to do. */
    private static final int GENEROUS = 5;

    /** Each is refused by its size alone, on its way into the component. */
    static Stream<Arguments> messages() {
        String slashes = "/".repeat(200_000);
        ObjectNode deep = JsonNodeFactory.instance.objectNode();
        ObjectNode inmost = deep;
        for (int i = 0; i < 1_000; i++) {
            inmost = inmost.putObject("a");
        }
        Map<String, Integer> many =
                IntStream.range(0, 1_001).boxed().collect(Collectors.toMap(i -> "field" + i, i -> i));
        return Stream.of(
                Arguments.of(
                        "{\"mode\":\"img2img\",\"image\":\"" + slashes + "\"}",
                        Map.of(),
                        "body: has 200029 bytes; at most 65536 "),
                Arguments.of(Map.of("image", slashes), Map.of(), "image: has 200000 characters; at most 2000 "),
                Arguments.of(
                        "a fox", Map.of("CamelImgeoImage", slashes), "image: has 200000 characters; at most 2000 "),
                Arguments.of(
                        "a fox",
                        Map.of("CamelImgeoImage", slashes.getBytes(UTF_8)),
                        "image: has 200000 bytes; at most 2000 "),
                Arguments.of(
                        Map.of("negative_prompt", "a ".repeat(100_000)),
                        Map.of(),
                        "negative_prompt: has 200000 characters; at most 2000 "),
                Arguments.of(slashes, Map.of(), "prompt: has 200000 characters; at most 2000 "),
                Arguments.of(deep, Map.of(), "nested more than 32 levels deep; at most 32 "),
                Arguments.of(many, Map.of(), "has more than 1000 fields; at most 1000 "),
                Arguments.of(Map.of("count", BigInteger.TWO.pow(100_000)), Map.of(), "count: has 30000 characters"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isNotPossibleByASingleMessage(Object body, Map<String, Object> headers, String refusal) throws Exception {
        try (HostileServer server = HostileServer.answering(request -> new Answer(200, IMAGE));
                DefaultCamelContext camel = camel(server)) {
            Exchange answer = camel.createProducerTemplate()
                    .request("imgeo:generate?model=" + HostileServer.MODEL, exchange -> {
                        exchange.getMessage().setBody(body);
                        exchange.getMessage().setHeaders(new HashMap<>(headers));
                    });

            assertThat(answer.getException(InvalidRequestException.class)).hasMessageContaining(refusal);
            assertThat(answer.getMessage().getHeader("CamelImgeoCreditOutcome")).isEqualTo(CreditOutcome.NOT_CHARGED);
        }
    }

    @Test
    void isNotPossibleByABodyWithoutEnd() throws Exception {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 'a';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                read.addAndGet(length);
                Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                return length;
            }
        };
        try (HostileServer server = HostileServer.answering(request -> new Answer(200, IMAGE));
                DefaultCamelContext camel = camel(server)) {
            Exchange answer = camel.createProducerTemplate()
                    .request("imgeo:generate?model=" + HostileServer.MODEL, exchange -> exchange.getMessage()
                            .setBody(endless));

            assertThat(answer.getException(InvalidRequestException.class))
                    .hasMessageContaining("body: has more than 65536 bytes; at most 65536 are allowed");
            assertThat(read).hasValueLessThanOrEqualTo(65_537);
        }
    }

    @Test
    void isNotPossibleByTheLengthOfAnImageUrl() throws Exception {
        takesTimeInProportion(
                10_000,
                16,
                length -> new GenerateRequest(
                        HostileServer.MODEL, "a fox", 1, null, null, "hostile", "/".repeat(length)));
    }

    @Test
    void isNotPossibleByAPromptThatTheResponseRepeats() throws Exception {
        takesTimeInProportion(
                1_000,
                64,
                length -> new GenerateRequest(
                        HostileServer.MODEL, "a fox", 1, null, null, "hostile " + "a ".repeat(length / 2), null));
    }

    /** As long as a prompt may be, and with a response as long as it may be. */
    @Test
    void isNotPossibleByTheLengthOfAResponse() throws Exception {
        String words = "hostile " + "aaaaaaaaaaa ".repeat(160);
        try (HostileServer small = HostileServer.answering(request -> answer(request, 1 << 16));
                HostileServer large = HostileServer.answering(request -> answer(request, 1 << 20))) {
            GenerateRequest request =
                    GenerateRequest.of(HostileServer.MODEL, "a fox").withNegativePrompt(words);
            long little = nanos(small, request);

            assertThat(nanos(large, request)).isLessThan(16 * GENEROUS * little);
        }
    }

    private interface Hostile {
        GenerateRequest ofLength(int length);
    }

    /** The response is as long as the request. */
    private static void takesTimeInProportion(int length, long factor, Hostile hostile) throws Exception {
        try (HostileServer server = HostileServer.answering(request -> answer(request, request.length()))) {
            long little = nanos(server, hostile.ofLength(length));

            assertThat(nanos(server, hostile.ofLength((int) factor * length))).isLessThan(factor * GENEROUS * little);
        }
    }

    /** How long good calls take while as many hostile ones are made. All end as they should. */
    private static long nanos(HostileServer server, GenerateRequest hostile) throws Exception {
        try (ImgeoClient client = ImgeoClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey(new ApiKey(KEY))
                .maxRetries(0)
                .build()) {
            client.generate(GenerateRequest.of(HostileServer.MODEL, "a fox")).join(); // loads what is needed
            long begun = System.nanoTime();
            List<CompletableFuture<Generation>> good = new ArrayList<>();
            List<CompletableFuture<Generation>> bad = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                bad.add(client.generate(hostile));
                good.add(client.generate(GenerateRequest.of(HostileServer.MODEL, "a fox")));
            }
            assertThat(good).allSatisfy(call -> assertThat(call.join().images()).hasSize(1));
            long taken = System.nanoTime() - begun;
            assertThat(bad).allSatisfy(call -> assertThat(
                            call.handle((images, thrown) -> thrown.getCause() == null ? thrown : thrown.getCause())
                                    .join())
                    .isInstanceOfSatisfying(ImgeoException.class, failure -> assertThat(failure.creditOutcome())
                            .isEqualTo(CreditOutcome.NOT_CHARGED)));
            return Math.max(taken, MOMENT.toNanos());
        }
    }

    /** Repeats pieces of the request that are a little too short to be taken out. */
    private static Answer answer(String request, int length) {
        return request.contains("hostile")
                ? new Answer(413, "{\"error\":\"" + "aaaaaaaaaaab".repeat(length / 12) + "\"}")
                : new Answer(200, IMAGE);
    }

    private static DefaultCamelContext camel(HostileServer server) {
        ImgeoComponent imgeo = new ImgeoComponent();
        imgeo.setBaseUrl(server.baseUrl());
        imgeo.setApiKey(KEY);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.addComponent("imgeo", imgeo);
        camel.start();
        return camel;
    }
}
