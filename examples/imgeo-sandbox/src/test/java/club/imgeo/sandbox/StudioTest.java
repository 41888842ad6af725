package club.imgeo.sandbox;

import static club.imgeo.sandbox.Caller.json;
import static club.imgeo.sandbox.Caller.order;
import static club.imgeo.sandbox.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page asks for, without a browser. */
class StudioTest {
    private final Sandbox sandbox = Sandbox.start();
    private final String key = sandbox.signUp();
    private final Caller caller = new Caller(sandbox, key);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void servesThePageToABrowserAndAHintToAShell() throws Exception {
        HttpResponse<byte[]> page = caller.send(
                caller.request("/").header("Accept", "text/html,*/*;q=0.8").build());
        HttpResponse<byte[]> hint =
                caller.send(caller.request("/").header("Accept", "*/*").build());

        assertThat(text(page)).startsWith("<!doctype html>");
        assertThat(text(hint)).startsWith("The imgeo API on localhost.");
        assertThat(page.headers().allValues("Vary")).containsExactly("Accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/studio/studio.css", "/studio/studio.js", "/studio/icon.svg"})
    void letsNothingIntoThePageThatIsNotItsOwn(String path) throws Exception {
        HttpResponse<byte[]> answer =
                caller.send(caller.request(path).header("Accept", "text/html").build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/studio/nothing.js",
                "/studio/Studio.class",
                "/studio/..%2fSandbox.class",
                "/studio/.",
                "/studio/index"
            })
    void servesNothingElse(String path) throws Exception {
        assertThat(caller.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/sandbox/accounts, Origin: http://evil.example, 403",
        "/sandbox/accounts, Origin: null, 403",
        "/sandbox/accounts, Origin: http://127.0.0.1:1, 403",
        "/sandbox/faults, Sec-Fetch-Site: cross-site, 403",
        "/sandbox/faults, Sec-Fetch-Site: same-site, 403",
        "/sandbox/accounts, Origin: HERE, 201",
        "/sandbox/accounts, Sec-Fetch-Site: same-origin, 201",
        "/sandbox/accounts, User-Agent: curl, 201"
    })
    void changesNothingForAnotherSite(String path, String header, int status) throws Exception {
        String sent = header.replace("HERE", "http://127.0.0.1:" + sandbox.port());

        RawCall.Answer answer = RawCall.send(
                sandbox,
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + sandbox.port() + "\r\n" + sent
                        + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

        assertThat(answer.head()).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void keepsNoAccountFromAnotherSitesPage() throws Exception {
        int before = sandbox.ledger().entries().size();

        caller.send(caller.request("/sandbox/accounts")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}"))
                .build());

        assertThat(sandbox.ledger().entries()).hasSize(before);
    }

    @Test
    void showsTheLatestLinesOfOneAccountOrAll() throws Exception {
        caller.generate("a fox");
        caller.generate("a hare sandbox: 500");
        new Caller(sandbox, sandbox.signUp()).generate("a stranger's owl");

        JsonNode all = json(caller.get("/studio/ledger"));
        JsonNode mine = json(caller.get("/studio/ledger?account=" + sandbox.account(key)));

        assertThat(all.path("net").longValue()).isEqualTo(sandbox.ledger().net());
        assertThat(all.path("lines").longValue())
                .isEqualTo(sandbox.ledger().entries().size());
        assertThat(mine.path("entries").findValuesAsText("kind"))
                .containsExactly("REFUND", "CHARGE", "DELIVERY", "CHARGE", "SIGN_UP");
        assertThat(mine.path("credits").longValue()).isEqualTo(sandbox.balance(key));
        assertThat(caller.get("/studio/ledger?account=acc_none").statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatWasDeliveredAndNothingElse() throws Exception {
        caller.generate(order("a fox").put("count", 2).put("aspect_ratio", "3:2"));
        caller.generate("a hare sandbox: 500");
        caller.generate("an owl sandbox: charge then 504");
        caller.generate("a stoat");

        JsonNode pictures = json(caller.get("/studio/pictures")).path("pictures");
        JsonNode older = json(caller.get(
                        "/studio/pictures?before=" + pictures.get(0).path("sequence")))
                .path("pictures");

        assertThat(pictures.findValuesAsText("prompt")).containsExactly("a stoat", "a fox");
        assertThat(older.findValuesAsText("prompt")).containsExactly("a fox");
        assertThat(older.get(0).path("images")).hasSize(2);
        assertThat(caller.get(older.get(0).path("images").get(1).textValue()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsOfACallWhatItAskedForAndHowItEndedButNoKey() throws Exception {
        sandbox.next("balance: 503");
        sandbox.faults(Map.of("429", 0.25), 1);
        caller.generate(order("a fox sandbox: ok").put("count", 9));
        caller.generate("a hare sandbox: slow 10ms then charge then 504");

        String told = await().atMost(Duration.ofSeconds(10)).until(this::firstOfTheFeed, text -> text.contains("504"));

        JsonNode now = Caller.JSON.readTree(told);
        assertThat(told).doesNotContain(key);
        assertThat(now.path("calls").findValuesAsText("end")).containsExactly("failed", "refused");
        assertThat(now.path("calls").get(0).path("fault").textValue()).isEqualTo("slow 10ms then charge then 504");
        assertThat(now.path("calls").get(0).path("credits").longValue()).isEqualTo(1);
        assertThat(now.path("calls").get(1).path("reason").textValue()).contains("count must be");
        assertThat(now.path("faults").toString()).isEqualTo("[\"balance: 503\",\"429 at a rate of 0.25\"]");
    }

    @Test
    void remembersAFewCallsOnly() throws Exception {
        for (int i = 0; i < 3 * Calls.SHOWN; i++) {
            caller.get("/api/v1/models");
        }

        assertThat(Caller.JSON.readTree(firstOfTheFeed()).path("calls")).hasSize(Calls.SHOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "500",
                "500 html",
                "503",
                "503 json",
                "429 after 7s",
                "429 after 7s as a date",
                "429 after 90s in the body",
                "charge then reset",
                "slow 1500ms then ok",
                "slow 2s then charge then 504",
                "no urls",
                "reset after headers"
            })
    void saysAFaultInTheWordsThatMakeIt(String words) {
        assertThat(Directive.parse(words).words()).isEqualTo(words);
        assertThat(Directive.parse(Directive.parse(words).words())).isEqualTo(Directive.parse(words));
    }

    private String firstOfTheFeed() throws Exception {
        HttpResponse<InputStream> feed =
                caller.http().send(caller.request("/studio/live").build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(feed.body(), StandardCharsets.UTF_8))) {
            return String.valueOf(lines.readLine()).substring("data: ".length());
        }
    }
}
