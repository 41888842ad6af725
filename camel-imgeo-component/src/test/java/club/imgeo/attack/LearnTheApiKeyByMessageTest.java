package club.imgeo.attack;

import static club.imgeo.camel.Studio.CHEAP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.camel.Studio;
import club.imgeo.client.ApiKey;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.sandbox.Sandbox;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sender has the API key put into a request, and hopes to see it in a log, an error report, a picture or a journal. */
@TestInstance(Lifecycle.PER_CLASS)
class LearnTheApiKeyByMessageTest {
    private static final String GENERATE = "imgeo:generate?model=" + CHEAP;
    private static final String CONTAINS = "contains an API key";

    private final Studio studio = Studio.open();

    @AfterAll
    void close() {
        studio.close();
    }

    /** What a message can say, each with the key in it. */
    private record Request(Object body, Map<String, Object> headers) {}

    static Stream<String> fields() {
        return Stream.of("model", "prompt", "negative_prompt", "aspect_ratio", "count", "mode", "image", "'unknown'");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void failsInAMapABodyOfJsonAndAJsonNode(String field) throws Exception {
        Map<String, Object> fields = new HashMap<>(Map.of("prompt", "a fox"));
        fields.put(field.replace("'", ""), "https://example.org/" + studio.key + ".png");
        ObjectMapper mapper = new ObjectMapper();

        isRefused(field, new Request(fields, Map.of()));
        isRefused(field, new Request(mapper.writeValueAsString(fields), Map.of()));
        isRefused(field, new Request(mapper.valueToTree(fields), Map.of()));
    }

    @Test
    void failsAsTheNameOfAField() {
        isRefused("a field's name", new Request(Map.of("prompt", "a fox", studio.key, "x"), Map.of()));
    }

    @Test
    void failsInAPlainBodyAndInTheBytesOfOne() {
        String prompt = "a poster that says " + studio.key + " in large letters";

        isRefused("prompt", new Request(prompt, Map.of()));
        isRefused("prompt", new Request(prompt.getBytes(UTF_8), Map.of()));
        isRefused("prompt", new Request(GenerateRequest.of(CHEAP, prompt), Map.of()));
    }

    static Stream<String> headers() {
        return Stream.of("Model", "AspectRatio", "Count", "Mode", "Image", "NegativePrompt", "ChargeKey");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void failsInAHeader(String header) {
        isRefused(null, new Request("a fox", Map.of("CamelImgeo" + header, "x" + studio.key)));
        isRefused(null, new Request("a fox", Map.of("camelimgeo" + header, studio.key.getBytes(UTF_8))));
    }

    @Test
    void failsInTheExpressionOfAChargeKey() {
        Exchange answer =
                studio.send(GENERATE + "&chargeKey=${header.order}", "a fox", Map.of("order", "1-" + studio.key));

        isRefused("chargeKey", answer, studio.key);
    }

    @Test
    void failsAsTheNameOfATenant() {
        Exchange answer = studio.send(
                GENERATE + "&creditBudget=5&creditBudgetPer=header:customer", "a fox", Map.of("customer", studio.key));

        isRefused("customer", answer, studio.key);
    }

    @Test
    void failsAsTheChargeKeyOfADoubt() {
        Exchange answer = studio.send(
                "imgeo:journal?journalOperation=resolve",
                Map.of("key", studio.key, "outcome", "CHARGED", "by", studio.key, "why", studio.key));

        assertThat(answer.getException()).isInstanceOf(InvalidRequestException.class);
        assertThat(Throwables.getStackTrace(answer.getException())).doesNotContain(studio.key);
    }

    /** The key of another account is as good a catch. */
    @Test
    void failsWithTheKeyOfAnotherAccount() {
        String another = studio.sandbox.signUp();

        isRefused("prompt", studio.send(GENERATE, "a poster that says " + another), another);
    }

    @Test
    void failsThroughTheJavaClient() {
        try (ImgeoClient client = ImgeoClient.builder()
                .baseUrl(studio.sandbox.baseUrl().toString())
                .apiKey(new ApiKey(studio.key))
                .build()) {
            GenerateRequest request = GenerateRequest.of(CHEAP, "a poster that says " + studio.key);
            long before = studio.ledger().net();

            assertThat(client.generate(request))
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(InvalidRequestException.class)
                    .withMessageContaining("prompt: " + CONTAINS);
            assertThat(client.quote(request.withImage("https://example.org/" + studio.key)))
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .satisfies(thrown ->
                            assertThat(Throwables.getStackTrace(thrown)).doesNotContain(studio.key));
            assertThat(GenerateRequest.of(studio.key, "a fox").toString()).doesNotContain(studio.key);
            assertThat(studio.ledger().net()).isEqualTo(before);
        }
    }

    private void isRefused(@Nullable String field, Request request) {
        for (String operation : List.of("imgeo:generate", "imgeo:quote")) {
            if (operation.equals("imgeo:quote")
                    && request.headers.keySet().toString().contains("ChargeKey")) {
                continue; // a quote has none
            }
            isRefused(field, studio.send(operation + "?model=" + CHEAP, request.body, request.headers), studio.key);
        }
    }

    private void isRefused(@Nullable String field, Exchange answer, String key) {
        assertThat(answer.getException())
                .isInstanceOfSatisfying(InvalidRequestException.class, refused -> assertThat(refused.creditOutcome())
                        .isEqualTo(CreditOutcome.NOT_CHARGED))
                .hasMessageContaining(field == null ? CONTAINS : field + ": " + CONTAINS);
        assertThat(Throwables.getStackTrace(answer.getException())).doesNotContain(key);
        assertThat(studio.ledger().entries().toString()).doesNotContain(key);
    }

    /** A header value of <code>{{env:IMGEO_API_KEY}}</code>, in a URI that the route computes from headers. */
    @Test
    @Timeout(60)
    void failsByAPlaceholderInAComputedUri() throws Exception {
        String said = everythingSaidWithTheKeyInTheEnvironment(studio.key);

        assertThat(said)
                .contains("asked model", "asked path", "asked api-key", "asked chargeKey", "the end")
                .contains("model: " + CONTAINS, "chargeKey: " + CONTAINS, "apiKey: is no option of an endpoint")
                .contains(" ERROR ") // Camel's error handler, which logs the exceptions
                .doesNotContain(studio.key.substring(12));
    }

    private static String everythingSaidWithTheKeyInTheEnvironment(String key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.log.org.apache.camel.processor.errorhandler=info",
                "-Dorg.slf4j.simpleLogger.log.org.apache.camel.impl.engine.AbstractCamelContext=info",
                "-Dorg.slf4j.simpleLogger.log.club.imgeo=trace",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName());
        builder.environment().put("IMGEO_API_KEY", key);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** A route that computes URIs from headers, which nobody should write, and a sender who makes use of it. */
    static final class Victim extends RouteBuilder {
        private static final String KEY = "{{env:IMGEO_API_KEY}}";

        private Victim() {}

        public static void main(String[] args) throws Exception {
            CamelContext context = new DefaultCamelContext();
            try (Sandbox sandbox = Sandbox.start()) {
                ImgeoComponent imgeo = new ImgeoComponent();
                imgeo.setBaseUrl(sandbox.baseUrl().toString());
                context.addComponent("imgeo", imgeo);
                context.addRoutes(new Victim());
                context.start();
                ask(context, "direct:model", Map.of("m", KEY));
                ask(context, "direct:model", Map.of("m", "x" + KEY + "&modelValidation=off"));
                ask(context, "direct:path", Map.of("m", KEY));
                ask(context, "direct:api-key", Map.of("m", KEY));
                ask(context, "direct:chargeKey", Map.of("m", KEY));
                ask(context, "direct:recipients", Map.of("m", "imgeo:quote?model=" + KEY));
                context.getEndpoints().forEach(endpoint -> System.out.println("endpoint " + endpoint));
                context.getEndpointRegistry().keySet().forEach(each -> System.out.println("registered " + each));
                context.stop();
            }
            System.out.println("the end");
        }

        @Override
        public void configure() {
            from("direct:model").toD("imgeo:generate?model=${header.m}");
            from("direct:path").toD("imgeo:${header.m}");
            from("direct:api-key").toD("imgeo:generate?api-key=${header.m}");
            from("direct:chargeKey").toD(GENERATE + "&chargeKey=RAW(${header.m})");
            from("direct:recipients").recipientList(header("m"));
        }

        private static void ask(CamelContext context, String uri, Map<String, Object> headers) {
            ProducerTemplate template = context.createProducerTemplate();
            Exchange answer = template.request(uri, exchange -> {
                exchange.getIn().setBody("a fox");
                exchange.getIn().setHeaders(new HashMap<>(headers));
            });
            System.out.println("asked " + uri.substring("direct:".length()) + " " + answer.getAllProperties()
                    + answer.getMessage().getHeaders());
            if (answer.getException() != null) {
                answer.getException().printStackTrace();
            }
        }
    }
}
