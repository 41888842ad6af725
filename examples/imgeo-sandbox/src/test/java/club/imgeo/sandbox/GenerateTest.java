package club.imgeo.sandbox;

import static club.imgeo.sandbox.Caller.FLUX;
import static club.imgeo.sandbox.Caller.JSON;
import static club.imgeo.sandbox.Caller.json;
import static club.imgeo.sandbox.Caller.order;
import static club.imgeo.sandbox.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateTest {
    private static final String SDXL = "stability-ai/sdxl";

    private Sandbox sandbox;
    private String key;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start();
        key = sandbox.signUp();
        caller = new Caller(sandbox, key);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void drawsWhatWasAskedForAndTakesItsPrice() throws Exception {
        ObjectNode asked = order("a fox").put("count", 3).put("aspect_ratio", "16:9");

        HttpResponse<byte[]> answer = caller.generate(asked);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("images")).hasSize(3).allSatisfy(url -> assertThat(url.textValue())
                .startsWith(sandbox.baseUrl() + "/images/")
                .endsWith(".png"));
        assertThat(json(answer).path("model").textValue()).isEqualTo(FLUX);
        assertThat(json(answer).path("prompt").textValue()).isEqualTo("a fox");
        assertThat(json(answer).path("aspect_ratio").textValue()).isEqualTo("16:9");
        assertThat(json(answer).path("credits_used").longValue()).isEqualTo(3);
        assertThat(json(answer).path("credits_remaining").longValue()).isEqualTo(7);
        assertThat(sandbox.balance(key)).isEqualTo(7);
    }

    static Stream<Arguments> badRequests() {
        String image = "https://example.org/a.png";
        return Stream.of(
                arguments(JSON.createObjectNode().put("model", FLUX), "prompt is required"),
                arguments(JSON.createObjectNode().put("prompt", "a fox"), "model is required"),
                arguments(order(""), "prompt is required"),
                arguments(order(" \t\n"), "prompt is required"),
                arguments(order("x".repeat(2001)), "at most 2000 characters, not 2001"),
                arguments(order("🦊".repeat(2001)), "at most 2000 characters, not 2001"),
                arguments(order("a fox").put("prompt", 7), "prompt must be a string"),
                arguments(order("a fox").put("model", true), "model must be a string"),
                arguments(order("a fox").put("model", "no/such"), "unknown model 'no/such'"),
                arguments(order("a fox").put("aspect_ratio", "7:5"), "aspect_ratio must be one of 1:1, 2:3"),
                arguments(order("a fox").put("aspect_ratio", 1), "aspect_ratio must be a string"),
                arguments(order("a fox").put("count", 0), "count must be a whole number from 1 to 4"),
                arguments(order("a fox").put("count", -1), "count must be"),
                arguments(order("a fox").put("count", 5), "count must be"),
                arguments(order("a fox").put("count", 1.5), "count must be"),
                arguments(order("a fox").put("count", 4294967297L), "count must be"),
                arguments(order("a fox").put("count", 1e300), "count must be"),
                arguments(order("a fox").put("count", "2"), "count must be"),
                arguments(order("a fox").put("mode", "video"), "mode must be one of text2img, img2img"),
                arguments(order("a fox").put("mode", "img2img").put("image", image), "not supported by " + FLUX),
                arguments(order("a fox").put("model", SDXL).put("mode", "img2img"), "image is required"),
                arguments(fromImage("ftp://example.org/a.png"), "image must be an http or https URL"),
                arguments(fromImage("a.png"), "image must be an http or https URL"),
                arguments(fromImage("https://"), "image must be an http or https URL"),
                arguments(order("a fox").put("negative_prompt", "a dog"), "negative_prompt is not supported by"),
                arguments(order("a fox sandbox: 42"), "unknown directive '42'; there are: a status"),
                arguments(order("a fox sandbox: slow 9x"), "'9x' is no duration"),
                arguments(order("a fox sandbox: reset at accept"), "arm it at /sandbox/faults"),
                arguments(JSON.createArrayNode(), "must be a JSON object"));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void saysWhatIsWrongAndTakesNothing(JsonNode body, String reason) throws Exception {
        HttpResponse<byte[]> answer = caller.generate(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").textValue()).contains(reason);
        assertThat(sandbox.ledger().charged()).isZero();
    }

    static Stream<Arguments> goodRequests() {
        return Stream.of(
                arguments(order("x".repeat(2000)), 9),
                arguments(order("🦊".repeat(2000)), 9),
                arguments(order("a fox").put("count", 2.0), 8),
                arguments(order("a fox").putNull("negative_prompt").put("no_such_field", 1), 9),
                arguments(fromImage("HTTP://example.org/a.png"), 8),
                arguments(order("a fox").put("model", SDXL).put("negative_prompt", "a dog"), 8));
    }

    @ParameterizedTest
    @MethodSource("goodRequests")
    void takesWhatTheReferenceAllows(JsonNode body, long balance) throws Exception {
        HttpResponse<byte[]> answer = caller.generate(body);

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(sandbox.balance(key)).isEqualTo(balance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"text\"",
                "{",
                "{} {}",
                "{\"model\":\"m\",}",
                "{\"prompt\":\"\\ud83e\",\"model\":\"black-forest-labs/flux-schnell\"}",
                "{\"prompt\":\"a\",\"model\":\"\\udd8a\"}",
                "{\"prompt\":\"a\",\"model\":\"black-forest-labs/flux-schnell\",\"count\":1e999999999}"
            })
    void refusesWhatIsNoRequestAtAll(String body) throws Exception {
        HttpResponse<byte[]> answer = caller.send(caller.generateRequest(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(400);
        assertThat(json(answer).path("error").textValue()).isNotBlank();
    }

    @Test
    void refusesBytesThatAreNoText() throws Exception {
        byte[] body = "{\"model\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<byte[]> answer = caller.send(caller.generateRequest(BodyPublishers.ofByteArray(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesJsonThatIsNestedTooDeep() throws Exception {
        String body = "[".repeat(200_000);

        HttpResponse<byte[]> answer = caller.send(caller.generateRequest(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void answersEveryMangledBodyWithoutFailingItself() throws Exception {
        var random = new Random(42);
        byte[] whole = fromImage("https://example.org/a.png")
                .put("count", 1)
                .put("aspect_ratio", "16:9")
                .put("negative_prompt", "a dog")
                .toString()
                .getBytes(StandardCharsets.UTF_8);

        for (int i = 0; i < 1000; i++) {
            byte[] mangled = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<byte[]> answer = caller.send(caller.generateRequest(BodyPublishers.ofByteArray(mangled)));

            assertThat(answer.statusCode()).as(() -> Arrays.toString(mangled)).isIn(200, 400, 402);
        }
    }

    @Test
    void refusesABodyOfMegabytesAndStillAnswersTheNextCall() throws Exception {
        ObjectNode large = order("a fox").put("padding", "x".repeat(5 << 20));

        HttpResponse<byte[]> answer = caller.generate(large);
        HttpResponse<byte[]> next = caller.generate("a hare");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).path("error").textValue()).contains("at most 1048576 bytes");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(sandbox.ledger().prompts()).containsExactly("a hare");
    }

    @Test
    void refusesABodyThatDoesNotSayItIsJson() throws Exception {
        HttpRequest form = caller.request("/api/v1/generate")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(order("a fox").toString()))
                .build();

        HttpResponse<byte[]> answer = caller.send(form);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(json(answer).path("error").textValue()).contains("application/json");
    }

    @Test
    void refusesAnotherMethodAndAnotherPath() throws Exception {
        HttpResponse<byte[]> wrongMethod = caller.get("/api/v1/generate");
        HttpResponse<byte[]> wrongPath = caller.get("/api/v1/nothing");

        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
        assertThat(wrongPath.statusCode()).isEqualTo(404);
        assertThat(json(wrongPath).path("error").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"imgeo_sk_unknown", "", "Bearer"})
    void refusesAKeyThatItDoesNotKnow(String unknown) throws Exception {
        HttpResponse<byte[]> answer = new Caller(sandbox, unknown).generate("a fox");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("error").textValue()).contains("API key");
        assertThat(sandbox.ledger().charged()).isZero();
    }

    @Test
    void refusesWhatTheBalanceDoesNotCover() throws Exception {
        ObjectNode dear = order("a fox").put("model", "google/nano-banana").put("count", 2);

        HttpResponse<byte[]> answer = caller.generate(dear);

        assertThat(answer.statusCode()).isEqualTo(402);
        assertThat(json(answer).path("error").textValue()).contains("14 needed, 10 available");
        assertThat(sandbox.balance(key)).isEqualTo(10);
    }

    @Test
    void neverSpendsTheSameCreditTwice() {
        var answers = new ArrayList<CompletableFuture<HttpResponse<Void>>>();

        for (int i = 0; i < 40; i++) {
            HttpRequest request = caller.generateRequest(
                    BodyPublishers.ofString(order("fox " + i).toString()));
            answers.add(caller.http().sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }

        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 402).hasSize(30);
        assertThat(sandbox.balance(key)).isZero();
        assertThat(sandbox.ledger().net()).isEqualTo(10);
    }

    @Test
    void tellsEveryoneItsModels() throws Exception {
        sandbox.close();
        sandbox = Sandbox.builder().model(SandboxModel.of("test/one", 3)).start();

        HttpResponse<byte[]> answer = new Caller(sandbox, "no key at all").get("/api/v1/models");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).hasSize(15);
        assertThat(json(answer).get(0).toString())
                .isEqualTo("{\"id\":\"stability-ai/sdxl\",\"name\":\"SDXL\",\"modes\":[\"text2img\",\"img2img\"],"
                        + "\"aspect_ratios\":[\"1:1\",\"2:3\",\"3:2\",\"3:4\",\"4:3\",\"4:5\",\"5:4\",\"9:16\",\"16:9\","
                        + "\"9:21\",\"21:9\"],\"credits\":2,\"supports_negative_prompt\":true,\"max_count\":4}");
        assertThat(json(answer).get(14).path("id").textValue()).isEqualTo("test/one");
        assertThat(json(answer).get(14).has("max_count")).isFalse();
    }

    @Test
    void tellsTheBalanceToTheOwnerOfTheKeyOnly() throws Exception {
        HttpResponse<byte[]> own = caller.get("/api/v1/balance");
        HttpResponse<byte[]> unknown = new Caller(sandbox, "imgeo_sk_unknown").get("/api/v1/balance");

        assertThat(text(own)).isEqualTo("{\"balance\":10}");
        assertThat(unknown.statusCode()).isEqualTo(401);
    }

    private static ObjectNode fromImage(String image) {
        return order("a fox").put("model", SDXL).put("mode", "img2img").put("image", image);
    }
}
