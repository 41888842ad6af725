package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Quote;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a body may be, and what becomes of one that is nothing of the kind. */
class BodyFormsTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String JSON = "{\"prompt\": \"%s\", \"aspect_ratio\": \"3:2\"}";
    private static Studio studio = Studio.open();

    @BeforeAll
    static void buyCredits() {
        studio.sandbox.buy(studio.key, 1_000);
    }

    @AfterAll
    static void close() {
        studio.close();
    }

    static Stream<Arguments> prompts() {
        return Stream.of(
                Arguments.of("a String", "a String"),
                Arguments.of("a CharBuffer", CharBuffer.wrap("a CharBuffer")),
                Arguments.of("bytes, élan", "bytes, élan".getBytes(UTF_8)),
                Arguments.of("a ByteBuffer", ByteBuffer.wrap("a ByteBuffer".getBytes(UTF_8))),
                Arguments.of("a stream", new ByteArrayInputStream("a stream".getBytes(UTF_8))),
                Arguments.of("a Reader", new StringReader("a Reader")),
                Arguments.of("a byte order mark", "\uFEFFa byte order mark"),
                Arguments.of("a marked stream", new ByteArrayInputStream("\uFEFFa marked stream".getBytes(UTF_8))),
                Arguments.of("{a brace at the beginning", "{a brace at the beginning"),
                Arguments.of("a Map", Map.of("prompt", "a Map", "count", "1")),
                Arguments.of("a JSON text", JSON.formatted("a JSON text")),
                Arguments.of("JSON bytes", JSON.formatted("JSON bytes").getBytes(UTF_8)),
                Arguments.of("marked JSON", "\uFEFF" + JSON.formatted("marked JSON")),
                Arguments.of("a JsonNode", node("a JsonNode")),
                Arguments.of("a TextNode", TextNode.valueOf("a TextNode")),
                Arguments.of("a request", GenerateRequest.of(CHEAP, "a request")),
                Arguments.of(
                        "a quote", new Quote(GenerateRequest.of(CHEAP, "a quote"), BigDecimal.ONE, BigDecimal.ONE)));
    }

    private static ObjectNode node(String prompt) {
        return new ObjectMapper().createObjectNode().put("prompt", prompt).put("count", 1);
    }

    @ParameterizedTest
    @MethodSource("prompts")
    void drawsFrom(String prompt, Object body) {

        Exchange answer = studio.send(GENERATE, body);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Generation.class).prompt()).isEqualTo(prompt);
        assertThat(studio.ledger().netCharges(prompt)).isEqualTo(1);
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(null, "prompt: is missing"),
                Arguments.of("", "prompt: is missing"),
                Arguments.of("  \n", "prompt: is missing"),
                Arguments.of(new byte[0], "prompt: is missing"),
                Arguments.of(List.of("a fox", "a hare"), "prompt: a text is needed, and an array came"),
                Arguments.of(new String[] {"a fox"}, "prompt: a text is needed, and an array came"),
                Arguments.of(new Order(7), "prompt: a text is needed, and a Order came"),
                Arguments.of(
                        JsonNodeFactory.instance.arrayNode().add("a fox"),
                        "prompt: a text is needed, and an array came"),
                Arguments.of("élan".getBytes(ISO_8859_1), "prompt: the body is no text in UTF-8"),
                Arguments.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "prompt: the body is no text in UTF-8"),
                Arguments.of("{\"prompt\": }", "JSON"),
                Arguments.of("{not json}", "JSON"),
                Arguments.of(Map.of("prompt", List.of("a fox")), "prompt: a text is needed"),
                Arguments.of(Map.of("prompt", "a fox", "cuont", 2), "unknown field 'cuont'; did you mean count"),
                Arguments.of(Map.of("prompt", "a fox", "count", "many"), "count: 'many' is not a whole number"),
                Arguments.of("x".repeat(2_001), "prompt: has 2001 characters; at most 2000"),
                Arguments.of("x".repeat(5 << 20), "prompt: has"),
                Arguments.of(new ByteArrayInputStream(new byte[5 << 20]), "body: has more than 65536 bytes"),
                Arguments.of(new byte[5 << 20], "body: has 5242880 bytes; at most 65536"),
                Arguments.of(new StringReader("x".repeat(5 << 20)), "body: has more than 65536 bytes"),
                Arguments.of(Map.of("prompt", "a fox", "x".repeat(256), 1), "name has 256 characters; at most 255"),
                Arguments.of(Map.of("prompt", "a fox", "notes", "x".repeat(70_000)), "'notes'"),
                Arguments.of(
                        JsonNodeFactory.instance.objectNode().put("image", "/".repeat(200_000)),
                        "body: has more than 65536 bytes with the field 'image', of which the last value has 200000"),
                Arguments.of(
                        Map.of("prompt", "a fox", "image", "/".repeat(200_000)),
                        "image: has 200000 characters; at most 2000"),
                Arguments.of("{\"prompt\": \"" + "x".repeat(5 << 20) + "\"}", "body: has"));
    }

    record Order(int number) {}

    @ParameterizedTest
    @MethodSource("nonsense")
    void refusesBeforeAnythingIsSent(Object body, String objection) {
        long before = studio.ledger().requests("/api/v1/generate");

        Exchange answer = studio.send(GENERATE, body);

        assertThat(answer.getException())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(objection)
                .message()
                .hasSizeLessThan(400);
        assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(studio.ledger().requests("/api/v1/generate")).isEqualTo(before);
    }

    @Test
    void readsBytesInTheCharsetThatTheExchangeNames() {

        Exchange answer = studio.sendWithCharset(GENERATE, "un élan".getBytes(ISO_8859_1), "ISO-8859-1");

        assertThat(answer.getMessage().getBody(Generation.class).prompt()).isEqualTo("un élan");
    }

    @Test
    void leavesTheOptionAsItIsWhereTheBodySaysNull() {
        Map<String, Object> body = new HashMap<>();
        body.put("prompt", "null is nothing said");
        body.put("model", null);

        Exchange map = studio.send(GENERATE, body);
        Exchange json = studio.send(GENERATE, "{\"prompt\": \"null in JSON\", \"model\": null}");

        assertThat(map.getException()).isNull();
        assertThat(json.getException()).isNull();
    }

    @Test
    void drawsFromAFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("prompt.txt"), "a file");
        try (Studio own = Studio.closed(imgeo -> {}).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0&delay=50").to(GENERATE).to("mock:drawn");
            }
        })) {
            var drawn = own.context.getEndpoint("mock:drawn", MockEndpoint.class);
            drawn.expectedMessageCount(1);

            own.started();

            drawn.assertIsSatisfied();
            assertThat(own.ledger().netCharges("a file")).isEqualTo(1);
        }
    }

    @Test
    void findsTheSameStreamAtARedelivery() throws Exception {
        String prompt = "a stream, twice. sandbox: 500 once";
        try (Studio own = Studio.closed(imgeo -> imgeo.setMaxRetries(0)).with(new RouteBuilder() {
            @Override
            public void configure() {
                getContext().setStreamCaching(true);
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:stream").to(GENERATE);
            }
        })) {
            own.started();

            Exchange answer = own.send("direct:stream", new ByteArrayInputStream(prompt.getBytes(UTF_8)));

            assertThat(answer.getException()).isNull();
            assertThat(own.ledger().calls(prompt)).isEqualTo(2);
            assertThat(own.ledger().net(prompt)).isEqualTo(1);
        }
    }

    @Test
    void leavesAStreamToWhoeverLooksAtTheFailure() {
        String prompt = "a stream, refused. sandbox: 400";

        Exchange answer = studio.send(GENERATE, new InputStreamCache(prompt.getBytes(UTF_8)));

        assertThat(answer.isFailed()).isTrue();
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo(prompt);
    }

    @Test
    void saysThatNothingWasChargedWhereTheBodyCannotBeRead() {
        Reader broken = new Reader() {
            @Override
            public int read(char[] buffer, int from, int length) throws IOException {
                throw new IOException("the sender hung up");
            }

            @Override
            public void close() {}
        };

        Exchange answer = studio.send(GENERATE, broken, Map.of(ImgeoConstants.RETRYABLE, true));

        assertThat(answer.getException()).hasMessageContaining("the sender hung up");
        assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(answer.getMessage().getHeader(ImgeoConstants.RETRYABLE)).isEqualTo(false);
    }
}
