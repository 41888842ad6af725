package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.sandbox.Sandbox;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers from outside change what is drawn, as far as a transport lets them in at all, and nothing else. */
@TestInstance(Lifecycle.PER_CLASS)
class HostileHeadersTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String STRANGER = "imgeo_sk_of_somebody_else";
    /** Of no use to us, and of use to whoever would send them on. */
    private static final Map<String, Object> TRAPS = Map.ofEntries(
            Map.entry("CamelHttpUri", "http://evil.example/"),
            Map.entry("CamelHttpMethod", "DELETE"),
            Map.entry("CamelHttpPath", "/evil"),
            Map.entry("CamelHttpQuery", "evil=true"),
            Map.entry("CamelHttpHost", "evil.example"),
            Map.entry("CamelHttpPort", "1"),
            Map.entry("CamelRestHttpUri", "http://evil.example/"),
            Map.entry("CamelOverrideEndpoint", "http://evil.example/"),
            Map.entry("CamelRedelivered", true),
            Map.entry("CamelRedeliveryCounter", 7),
            Map.entry("CamelCharsetName", "UTF-16"),
            Map.entry("Authorization", "Bearer " + STRANGER),
            Map.entry("authorization", "Bearer " + STRANGER),
            Map.entry("Proxy-Authorization", "Basic ZXZpbA=="),
            Map.entry("Host", "evil.example"),
            Map.entry("Cookie", "evil=true"),
            Map.entry("X-Forwarded-Host", "evil.example"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Transfer-Encoding", "chunked"),
            Map.entry("User-Agent", "evil"));

    private final Sandbox sandbox = Sandbox.start();
    private final Doorman doorman = new Doorman(sandbox.baseUrl());
    private final VertxPlatformHttpServer http = new VertxPlatformHttpServer(anyPort());
    private final Studio studio = Studio.in(sandbox, imgeo -> imgeo.setBaseUrl(doorman.baseUrl()));

    private static VertxPlatformHttpServerConfiguration anyPort() {
        VertxPlatformHttpServerConfiguration anyPort = new VertxPlatformHttpServerConfiguration();
        anyPort.setBindHost("127.0.0.1");
        anyPort.setBindPort(0);
        return anyPort;
    }

    @BeforeAll
    void open() throws Exception {
        studio.context.addService(http);
        studio.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/draw").to(GENERATE);
                from("direct:twice").to(GENERATE).setBody(constant("a fox")).to(GENERATE);
            }
        });
        studio.started();
    }

    @BeforeEach
    void pay() {
        sandbox.buy(studio.key, 10);
    }

    @AfterAll
    void close() {
        studio.close();
        doorman.close();
    }

    @Test
    void changeNothingWhereTheyComeOverHttp() throws IOException {
        String harmless = post(Map.of("Content-Type", "text/plain"));
        Doorman.Seen asked = doorman.last();
        Map<String, Object> hostile = new HashMap<>(Map.of(
                "Content-Type",
                "text/plain",
                "CamelImgeoModel",
                "google/imagen-4",
                "camelimgeocount",
                "4",
                "CAMELIMGEOASPECTRATIO",
                "16:9",
                "cAmElImGeOnegativePrompt",
                "x",
                "CamelImgeoImage",
                "http://169.254.169.254/",
                "CamelImgeoChargeKey",
                "occupied",
                "org.apache.camel.imgeo.model",
                "google/imagen-4"));
        TRAPS.forEach((name, value) -> {
            if (!List.of("Host", "Transfer-Encoding", "Content-Encoding").contains(name)) {
                hostile.put(name, value);
            }
        });

        String answer = post(hostile);

        assertThat(harmless).startsWith("HTTP/1.1 200");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain(studio.key);
        assertThat(doorman.last()).isEqualTo(asked);
        assertThat(doorman.last().headers().toString()).doesNotContain("evil", STRANGER);
        assertThat(sandbox.ledger().net("a fox")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void changeWhatIsDrawnAndNothingElseWhereTheyComeInAMap(String spelling) {
        studio.send(GENERATE, "a fox");
        Doorman.Seen asked = doorman.last();
        Map<String, Object> headers = new HashMap<>(TRAPS);
        headers.put(spelled(spelling, ImgeoConstants.COUNT), "2");
        headers.put(spelled(spelling, ImgeoConstants.ASPECT_RATIO), "16:9".getBytes(ISO_8859_1));

        Exchange answer = studio.send(GENERATE, "a fox", headers);

        assertThat(answer.getException()).isNull();
        Doorman.Seen now = doorman.last();
        assertThat(List.of(now.method(), now.uri(), now.headers()))
                .isEqualTo(List.of(asked.method(), asked.uri(), asked.headers()));
        assertThat(now.headers()).containsEntry("authorization", List.of("Bearer " + studio.key));
        assertThat(now.body()).contains("\"count\":2", "\"aspect_ratio\":\"16:9\"", CHEAP);
    }

    static List<String> spellings() {
        return List.of("as it is", "upper", "lower");
    }

    private static String spelled(String spelling, String name) {
        return switch (spelling) {
            case "upper" -> name.toUpperCase(Locale.ROOT);
            case "lower" -> name.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    /** What no header may set, found in the component's own list of options. */
    @Test
    void setNoOption() throws IOException {
        studio.send(GENERATE, "a fox");
        Doorman.Seen asked = doorman.last();
        long spent = sandbox.ledger().net();
        Map<String, Object> headers = new HashMap<>();
        for (String option : options()) {
            headers.put("CamelImgeo" + option.substring(0, 1).toUpperCase(Locale.ROOT) + option.substring(1), "evil");
        }
        List.of("Model", "AspectRatio", "Count", "Mode", "Image", "NegativePrompt", "ChargeKey")
                .forEach(meant ->
                        assertThat(headers.remove("CamelImgeo" + meant)).isNotNull());
        assertThat(headers).containsKeys("CamelImgeoApiKey", "CamelImgeoBaseUrl", "CamelImgeoJournal");

        Exchange answer = studio.send(GENERATE, "a fox", headers);

        assertThat(answer.getException()).isNull();
        assertThat(doorman.last()).isEqualTo(asked);
        assertThat(sandbox.ledger().net()).isEqualTo(spent + 1);
    }

    private static List<String> options() throws IOException {
        List<String> options = new ArrayList<>(List.of("chargeKey"));
        try (InputStream json = HostileHeadersTest.class.getResourceAsStream("/META-INF/club/imgeo/camel/imgeo.json")) {
            JsonNode catalog = new ObjectMapper().readTree(json);
            catalog.path("componentProperties").fieldNames().forEachRemaining(options::add);
            catalog.path("properties").fieldNames().forEachRemaining(options::add);
        }
        return options;
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(ImgeoConstants.COUNT, 5),
                Arguments.of(ImgeoConstants.COUNT, Integer.MAX_VALUE),
                Arguments.of(ImgeoConstants.COUNT, -1),
                Arguments.of(ImgeoConstants.COUNT, Double.NaN),
                Arguments.of(ImgeoConstants.COUNT, "1e999999999"),
                Arguments.of(ImgeoConstants.COUNT, "9".repeat(1_000_000)),
                Arguments.of(ImgeoConstants.COUNT, new int[] {2}),
                Arguments.of(ImgeoConstants.COUNT, List.of(1, 1)),
                Arguments.of(ImgeoConstants.MODEL, Map.of("model", CHEAP)),
                Arguments.of(ImgeoConstants.MODEL, "x".repeat(1_000_000)),
                Arguments.of(ImgeoConstants.MODEL, new byte[] {-1, 0}),
                Arguments.of(ImgeoConstants.MODEL, "../../balance"),
                Arguments.of(ImgeoConstants.ASPECT_RATIO, "16:9\r\nAuthorization: Bearer x"),
                Arguments.of(ImgeoConstants.MODE, new Object()),
                Arguments.of(ImgeoConstants.IMAGE, "http://169.254.169.254/latest/meta-data"),
                Arguments.of(ImgeoConstants.IMAGE, "https://example.org/a.png"),
                Arguments.of(ImgeoConstants.NEGATIVE_PROMPT, Arrays.asList(null, "x")),
                Arguments.of(ImgeoConstants.CHARGE_KEY, "k".repeat(256)),
                Arguments.of(ImgeoConstants.CHARGE_KEY, "a\u0000b"),
                Arguments.of(ImgeoConstants.CHARGE_KEY, "exchange:of-another"),
                Arguments.of(ImgeoConstants.CHARGE_KEY, "content:of-another"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void areRefusedBeforeAnythingIsSentWhereTheyAreNonsense(String header, Object value) {
        int before = doorman.seen().size();

        Exchange answer = studio.send(GENERATE, "a fox", Map.of(header, value));

        assertThat(answer.getException()).isInstanceOf(InvalidRequestException.class);
        assertThat(answer.getException().getMessage()).hasSizeLessThan(1_000).doesNotContain("\r", "\n");
        assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDIT_OUTCOME)).isEqualTo(CreditOutcome.NOT_CHARGED);
        assertThat(doorman.seen()).hasSize(before);
    }

    /** Each step draws, and pays, though a sender says that the message is a redelivery. */
    @Test
    void makeNoRedeliveryOfWhatIsNone() {
        int before = doorman.seen().size();

        Exchange answer = studio.send("direct:twice", "a fox", TRAPS);

        assertThat(answer.getException()).isNull();
        assertThat(doorman.seen()).hasSize(before + 2);
    }

    /** By hand, as no client would send these. */
    private String post(Map<String, Object> headers) throws IOException {
        StringBuilder head = new StringBuilder("POST /draw HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.getPort())) {
            socket.getOutputStream().write((head + "Content-Length: 5\r\n\r\na fox").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
