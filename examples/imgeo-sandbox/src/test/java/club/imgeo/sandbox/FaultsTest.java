package club.imgeo.sandbox;

import static club.imgeo.sandbox.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import club.imgeo.sandbox.RawCall.Answer;
import club.imgeo.sandbox.RawCall.End;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private Sandbox sandbox;
    private String key;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start();
        key = sandbox.signUp(100_000);
        caller = new Caller(sandbox, key);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void failsOnceAndSucceedsFromThenOn() throws Exception {
        List<Integer> statuses = statusesOf("a fox sandbox: 503 once", 3);

        assertThat(statuses).containsExactly(503, 200, 200);
    }

    @Test
    void failsAsOftenAsTold() throws Exception {
        List<Integer> statuses = statusesOf("a fox sandbox: 500 the first 2 times", 4);

        assertThat(statuses).containsExactly(500, 500, 200, 200);
        assertThat(sandbox.ledger().net()).isEqualTo(2);
        assertThat(sandbox.ledger().charged()).isEqualTo(4);
    }

    @Test
    void countsEachPromptAndEachAccountByItself() throws Exception {
        Caller other = new Caller(sandbox, sandbox.signUp());

        assertThat(caller.generate("a fox sandbox: 503 once").statusCode()).isEqualTo(503);
        assertThat(caller.generate("a hare sandbox: 503 once").statusCode()).isEqualTo(503);
        assertThat(other.generate("a fox sandbox: 503 once").statusCode()).isEqualTo(503);
        assertThat(caller.generate("a fox sandbox: 503 once").statusCode()).isEqualTo(200);
    }

    @Test
    void readsADirectiveHoweverItIsSpaced() throws Exception {
        HttpResponse<byte[]> answer = caller.generate("a fox\nSandbox:   Charge  then 504\n ONCE ");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(sandbox.ledger().net()).isEqualTo(1);
    }

    @Test
    void resetsBeforeTheBodyWasSentWhenArmed() throws Exception {
        sandbox.next("reset after headers");

        Answer armed = RawCall.generateInPart(sandbox, key, 1_000_000, "{\"model\":");
        HttpResponse<byte[]> next = caller.generate("a fox");

        assertThat(armed).isEqualTo(new Answer("", End.RESET));
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(sandbox.ledger().charged()).isEqualTo(1);
    }

    @Test
    void resetsWhileALargeBodyIsSentWhenThePromptSaysSo() throws Exception {
        String beginning = "{\"model\":\"m\",\"prompt\":\"a fox sandbox: reset after headers\",\"negative_prompt\":\"";

        Answer answer = RawCall.generateInPart(sandbox, key, 1_000_000, beginning);

        assertThat(answer).isEqualTo(new Answer("", End.RESET));
        assertThat(sandbox.ledger().charged()).isZero();
    }

    @Test
    void resetsTheNextConnectionBeforeItIsRead() throws Exception {
        sandbox.next("reset at accept");

        Answer first;
        try (Socket socket = RawCall.connect(sandbox)) {
            first = RawCall.readToEnd(socket);
        }
        Answer second = RawCall.generate(sandbox, key, body("a fox"));

        assertThat(first).isEqualTo(new Answer("", End.RESET));
        assertThat(second.head()).startsWith("HTTP/1.1 200 ");
        assertThat(sandbox.ledger().requests()).isEqualTo(1);
    }

    @Test
    void armsEachEndpointByItself() throws Exception {
        sandbox.next("balance: 503 the first 2 times", "models: garbage", "429 after 7s");

        assertThat(caller.get("/api/v1/balance").statusCode()).isEqualTo(503);
        assertThat(caller.get("/api/v1/models").body()).asString().startsWith("no JSON");
        assertThat(caller.generate("a fox").statusCode()).isEqualTo(429);
        assertThat(caller.get("/api/v1/balance").statusCode()).isEqualTo(503);
        assertThat(caller.get("/api/v1/balance").statusCode()).isEqualTo(200);
        assertThat(json(caller.get("/api/v1/models"))).hasSize(14);
        assertThat(caller.generate("a fox").statusCode()).isEqualTo(200);
    }

    @Test
    void armsADirectiveForOneCallWhateverItsPrompt() throws Exception {
        caller.post("/sandbox/faults", "{\"next\":[\"charge then 502\"]}");

        List<Integer> statuses = statusesOf("a fox", 2);

        assertThat(statuses).containsExactly(502, 200);
        assertThat(sandbox.ledger().net("a fox")).isEqualTo(2);
        assertThat(sandbox.ledger().deliveries("a fox")).isEqualTo(1);
    }

    @Test
    void failsAtTheRateThatWasSet() throws Exception {
        sandbox.faults(Map.of("503", 0.3), 42);

        List<Integer> statuses = statusesOf("a fox", 300);

        assertThat(Collections.frequency(statuses, 503)).isBetween(60, 120);
        assertThat(sandbox.ledger().net()).isEqualTo(Collections.frequency(statuses, 200));
    }

    @Test
    void drawsTheSameFaultsFromTheSameSeedInWhateverOrderThePromptsCome() throws Exception {
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            prompts.add("fox " + i);
        }

        Map<String, Integer> forth = statusesByPrompt(prompts, 42);
        Collections.reverse(prompts);
        Map<String, Integer> back = statusesByPrompt(prompts, 42);
        Map<String, Integer> otherSeed = statusesByPrompt(prompts, 43);

        assertThat(back).isEqualTo(forth).isNotEqualTo(otherSeed);
    }

    @Test
    void forgetsItsFaultsWhenTold() throws Exception {
        sandbox.faults(Map.of("503", 1.0), 1);
        sandbox.next("429");

        sandbox.noFaults();

        assertThat(caller.generate("a fox").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rates\":{\"503\":1.5}}",
                "{\"rates\":{\"503\":-1}}",
                "{\"rates\":{\"503\":\"1\"}}",
                "{\"rates\":{\"503\":0.6,\"504\":0.6}}",
                "{\"rates\":{\"nonsense\":0.6}}",
                "{\"rates\":{\"reset at accept\":0.6}}",
                "{\"rates\":[]}",
                "{\"next\":\"503\"}",
                "{\"next\":[\"nonsense\"]}",
                "{\"next\":[\"503 the first 999999 times\"]}",
                "[]"
            })
    void refusesFaultsThatItCannotProduce(String faults) throws Exception {
        HttpResponse<byte[]> answer = caller.post("/sandbox/faults", faults);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(caller.generate("a fox").statusCode()).isEqualTo(200);
    }

    @Test
    void takesAsLongAsTheDirectiveSaysOnTopOfTheLatency() throws Exception {
        sandbox.latency(Duration.ofMillis(150), Duration.ofMillis(150));
        long begin = System.nanoTime();

        HttpResponse<byte[]> answer = caller.generate("a fox sandbox: slow 150ms");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void joinsSlownessToAnyOutcome() {
        assertThat(Directive.parse("slow 30s then charge then 504 once"))
                .isEqualTo(new Directive(Duration.ofSeconds(30), true, new Outcome.Status(504, true, null), 1));
    }

    @Test
    void namesItsDirectivesToWhoeverMistypesOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.next("rest"))
                .withMessageContaining("'rest'")
                .withMessageContaining("charge then")
                .withMessageContaining(Outcome.Named.all());
    }

    private List<Integer> statusesOf(String prompt, int calls) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            statuses.add(caller.generate(prompt).statusCode());
        }
        return statuses;
    }

    private Map<String, Integer> statusesByPrompt(List<String> prompts, long seed) throws Exception {
        sandbox.faults(Map.of("503", 0.3, "429", 0.2), seed);
        Map<String, Integer> statuses = new TreeMap<>();
        for (String prompt : prompts) {
            statuses.put(prompt, caller.generate(prompt).statusCode());
        }
        return statuses;
    }

    private static byte[] body(String prompt) {
        return Caller.order(prompt).toString().getBytes(StandardCharsets.UTF_8);
    }
}
