package club.imgeo.sandbox;

import static club.imgeo.sandbox.Caller.json;
import static club.imgeo.sandbox.Caller.order;
import static club.imgeo.sandbox.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's own endpoints. */
class ControlTest {
    private final Sandbox sandbox = Sandbox.start();
    private final Caller visitor = new Caller(sandbox, "none");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void signsUpInOneCall() throws Exception {
        HttpResponse<byte[]> answer = visitor.post("/sandbox/sign-up", "");

        assertThat(answer.statusCode()).isEqualTo(201);
        String key = json(answer).path("api_key").textValue();
        assertThat(sandbox.balance(key)).isEqualTo(10);
        assertThat(json(answer).path("account").textValue()).isEqualTo(sandbox.account(key));
    }

    @Test
    void givesThePlainKeyToAShell() throws Exception {
        String key =
                text(visitor.post("/sandbox/sign-up?plain", "{\"credits\":33}")).strip();

        assertThat(sandbox.balance(key)).isEqualTo(33);
    }

    @Test
    void opensAnAccountThenMakesKeysThenSellsCredits() throws Exception {
        String account =
                json(visitor.post("/sandbox/accounts", "")).path("account").textValue();
        String first = json(visitor.post("/sandbox/accounts/" + account + "/keys", ""))
                .path("api_key")
                .textValue();
        String second = json(visitor.post("/sandbox/accounts/" + account + "/keys", ""))
                .path("api_key")
                .textValue();
        HttpResponse<byte[]> bought = visitor.post("/sandbox/accounts/" + account + "/credits", "{\"credits\":5}");

        assertThat(json(bought).path("credits").longValue()).isEqualTo(15);
        assertThat(first).startsWith("imgeo_sk_").isNotEqualTo(second);
        assertThat(sandbox.balance(first)).isEqualTo(sandbox.balance(second)).isEqualTo(15);
        assertThat(text(visitor.get("/sandbox/ledger"))).doesNotContain(first, second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sandbox/accounts/acc_none/keys | {} | 404",
                "/sandbox/accounts/acc_none/credits | {\"credits\":1} | 404",
                "/sandbox/sign-up | {\"credits\":-1} | 400",
                "/sandbox/sign-up | {\"credits\":1.5} | 400",
                "/sandbox/sign-up | {\"credits\":99999999999999999999} | 400",
                "/sandbox/sign-up | [] | 400",
                "/sandbox/sign-up | { | 400",
                "/sandbox/models | {} | 400",
                "/sandbox/models | {\"id\":\"m\",\"credits\":-1} | 400",
                "/sandbox/models | {\"id\":\"m\",\"max_count\":0} | 400",
                "/sandbox/models | {\"id\":\"m\",\"aspect_ratios\":[\"wide\"]} | 400",
                "/sandbox/latency | {} | 400",
                "/sandbox/latency | {\"latency\":\"3s-1s\"} | 400",
                "/sandbox/latency | {\"latency\":\"soon\"} | 400",
                "/sandbox/nothing | {} | 404"
            })
    void saysWhatItCannotDo(String path, String body, int status) throws Exception {
        HttpResponse<byte[]> answer = visitor.post(path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").textValue()).isNotBlank();
    }

    @Test
    void addsAModelThatCanBeUsedAtOnce() throws Exception {
        Caller caller = new Caller(sandbox, sandbox.signUp());

        HttpResponse<byte[]> added = visitor.post(
                "/sandbox/models", "{\"id\":\"test/new\",\"credits\":4,\"aspect_ratios\":[\"2:1\"],\"max_count\":1}");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(json(visitor.get("/api/v1/models"))).hasSize(15);
        var answer = json(caller.generate(order("a fox").put("model", "test/new")));
        assertThat(answer.path("credits_used").longValue()).isEqualTo(4);
        assertThat(answer.path("aspect_ratio").textValue()).isEqualTo("2:1");
    }

    @Test
    void showsTheLedgerOfOneAccountOrOnePromptOrOnlyWhatIsNew() throws Exception {
        String key = sandbox.signUp();
        Caller caller = new Caller(sandbox, key);
        sandbox.signUp();
        caller.generate("a fox & a hare");
        caller.generate("a hare sandbox: 500");

        var all = json(visitor.get("/sandbox/ledger"));
        var mine = json(visitor.get("/sandbox/ledger?account=" + sandbox.account(key)));
        var fox = json(
                visitor.get("/sandbox/ledger?prompt=" + URLEncoder.encode("a fox & a hare", StandardCharsets.UTF_8)));
        var news = json(visitor.get("/sandbox/ledger?after=4"));
        var nonsense = visitor.get("/sandbox/ledger?after=yesterday");

        assertThat(all.path("entries")).hasSize(6);
        assertThat(all.path("charged").longValue()).isEqualTo(2);
        assertThat(all.path("refunded").longValue()).isEqualTo(1);
        assertThat(all.path("requests").path("/api/v1/generate").longValue()).isEqualTo(2);
        assertThat(mine.path("entries")).hasSize(5);
        assertThat(fox.path("entries").findValuesAsText("kind")).containsExactly("CHARGE", "DELIVERY");
        assertThat(fox.path("net").longValue()).isEqualTo(1);
        assertThat(news.path("entries").findValuesAsText("sequence")).containsExactly("5", "6");
        assertThat(nonsense.statusCode()).isEqualTo(400);
    }

    @Test
    void setsAndForgetsFaults() throws Exception {
        Caller caller = new Caller(sandbox, sandbox.signUp());

        visitor.post("/sandbox/faults", "{\"seed\":1,\"rates\":{\"503\":1}}");
        int failing = caller.generate("a fox").statusCode();
        visitor.send(visitor.request("/sandbox/faults").DELETE().build());
        int fine = caller.generate("a fox").statusCode();

        assertThat(failing).isEqualTo(503);
        assertThat(fine).isEqualTo(200);
    }

    @Test
    void changesTheLatency() throws Exception {
        Caller caller = new Caller(sandbox, sandbox.signUp());
        visitor.post("/sandbox/latency", "{\"latency\":\"200ms-250ms\"}");
        long begin = System.nanoTime();

        caller.generate("a fox");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void tellsANewcomerHowToBegin() throws Exception {
        HttpResponse<byte[]> index = visitor.get("/");

        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(text(index)).contains(sandbox.baseUrl() + "/sandbox/sign-up");
    }
}
