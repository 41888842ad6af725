package club.imgeo.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page, in a real browser. */
class PageTest {
    private static final String HOSTILE = "<img src=x onerror=\"document.title='owned'\"></script><b>\"'&amp; a fox";

    private static ChromeDriver browser;

    private final Sandbox sandbox = Sandbox.builder()
            .model(new SandboxModel(
                    "test/odd", "Odd", 3, Set.of(SandboxModel.TEXT2IMG), false, 3, List.of("2:1", "1:2")))
            .start();
    private Visitor visitor;

    // A picture that is still being painted when a sandbox closes has nowhere to go, and Vert.x says so at length.
    private static final Logger VERTX = Logger.getLogger("io.vertx.core.impl.ContextImpl");

    @BeforeAll
    static void startBrowser(@TempDir Path profile) {
        VERTX.setLevel(Level.OFF);
        var started = Chromium.start(profile);
        Assumptions.assumeTrue(started.isPresent(), Chromium.WHAT_TO_DO);
        browser = started.orElseThrow();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void open() {
        visitor = new Visitor(browser);
        visitor.screen(1280, 900, false);
        visitor.prefers("light");
        visitor.open(sandbox.baseUrl());
    }

    @AfterEach
    void stop() {
        List<String> complaints = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Uncaught") || message.contains("Content Security Policy"))
                .toList();
        browser.get("about:blank");
        sandbox.close();

        assertThat(complaints).isEmpty();
    }

    @Test
    void takesAPersonFromSignUpToAPictureByKeyboardAlone() {
        visitor.tabsTo("sign-up");
        visitor.types(Keys.ENTER);
        visitor.focuses("make-key");
        visitor.types(Keys.ENTER);
        visitor.focuses("api-key");
        String key = visitor.value("#api-key");
        visitor.tabsTo("kept");
        visitor.types(Keys.ENTER);
        visitor.focuses("prompt");
        visitor.tabsBackTo("buy-50");
        visitor.types(Keys.ENTER);
        visitor.reads("#balance", "60");
        visitor.tabsTo("prompt");
        visitor.types("a fox in the snow");
        visitor.tabsTo("model");
        visitor.types("Imagen 4");
        visitor.tabsTo("count");
        visitor.types(Keys.ARROW_UP);
        visitor.reads("#price", "2 pictures at 7 credits: 14 credits of your 60");
        visitor.types(Keys.TAB, Keys.ARROW_RIGHT);
        visitor.tabsTo("send");
        visitor.types(Keys.ENTER);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> visitor.ask("return [...document.querySelectorAll('#print img')]"
                                + ".filter(img => img.complete && img.naturalWidth > 0).length")
                        .equals(2L));
        visitor.reads("#label", "2 pictures for 14 credits");
        visitor.reads("#wall", "a fox in the snow");
        visitor.reads("#balance", "46");
        assertThat(visitor.count("#wall img")).isEqualTo(2);
        assertThat(visitor.texts("#lines td:last-child")).containsExactly("–", "−14", "+50", "+10");
        assertThat(visitor.text("#sums")).isEqualTo("14 credits charged");
        assertThat(visitor.text("#account-id")).isEqualTo(sandbox.account(key));
        assertThat(sandbox.balance(key)).isEqualTo(46);
        assertThat(sandbox.ledger().net("a fox in the snow")).isEqualTo(14);
        assertThat(sandbox.ledger().deliveries("a fox in the snow")).isEqualTo(1);
    }

    @Test
    void showsAKeyOnce() {
        String key = visitor.signsUp();

        assertThat(key).startsWith("imgeo_sk_");
        assertThat(everythingOnThePage()).doesNotContain(key);
        browser.navigate().refresh();
        visitor.reads("#account-id", sandbox.account(key));
        visitor.sees("#make-key");
        assertThat(everythingOnThePage()).doesNotContain(key);
    }

    @Test
    void showsWhatAModelTakesAndWhatItCosts() {
        visitor.signsUp();

        choose("test/odd");
        assertThat(visitor.texts("#ratios label")).containsExactly("2:1", "1:2");
        assertThat(visitor.ask("return document.querySelector('#count').max")).isEqualTo("3");
        assertThat(visitor.count("#negative-field[hidden]")).isEqualTo(1);
        assertThat(visitor.count("#modes input[value=img2img]:disabled")).isEqualTo(1);
        assertThat(visitor.text("#price")).isEqualTo("3 credits of your 10");
        choose("google/nano-banana-pro");
        assertThat(visitor.texts("#ratios label")).hasSize(11);
        assertThat(visitor.count("#negative-field[hidden], #modes input:disabled"))
                .isZero();
        visitor.writes("#count", "2");
        assertThat(visitor.text("#price")).isEqualTo("2 pictures at 10 credits: 20 credits. You are 10 credits short.");
    }

    @Test
    void saysWhyACallWasRefusedAndWhatBecameOfTheCredits() {
        String key = visitor.signsUp();

        choose("google/nano-banana-pro");
        visitor.writes("#prompt", "an owl");
        visitor.writes("#count", "2");
        visitor.clicks("#send");
        visitor.reads("#refusal", "402: insufficient credits: 20 needed, 10 available");
        assertThat(visitor.text("#refusal")).contains("Nothing was charged.");
        visitor.clicks("#modes label:last-child");
        visitor.clicks("#send");
        visitor.reads("#refusal", "400: image is required for mode img2img");
        choose("black-forest-labs/flux-schnell");
        visitor.writes("#count", "1");
        visitor.writes("#prompt", "an owl sandbox: 500");
        visitor.clicks("#send");
        visitor.reads("#refusal", "Charged, and refunded.");
        visitor.writes("#prompt", "an owl sandbox: charge then 504");
        visitor.clicks("#send");
        visitor.reads("#refusal", "Nobody can tell from here whether it was charged.");
        visitor.writes("#prompt", "an owl sandbox: reset");
        visitor.clicks("#send");
        visitor.reads("#refusal", "The connection was lost");
        visitor.writes("#prompt", "an owl sandbox: garbage");
        visitor.clicks("#send");
        visitor.reads("#refusal", "so it was charged");

        visitor.reads("#balance", "8");
        assertThat(sandbox.balance(key)).isEqualTo(8);
        assertThat(visitor.count("#wall img")).isZero();
    }

    @Test
    void isNeverMoreThanOneCallForOneClick() {
        String key = visitor.signsUp();

        for (String fault : List.of("charge then reset", "charge then eof", "charge then reset")) {
            visitor.writes("#prompt", "an owl sandbox: " + fault);
            visitor.clicks("#send");
            visitor.reads("#refusal", "The connection was lost");
        }

        assertThat(sandbox.ledger().requests("/api/v1/generate")).isEqualTo(3);
        assertThat(sandbox.balance(key)).isEqualTo(7);
    }

    @Test
    void saysWhatIsMissingBeforeItAsksTheSandbox() {
        visitor.clicks("#send");
        visitor.focuses("sign-up");
        assertThat(visitor.text("#refusal")).contains("an account and a key");
        assertThat(sandbox.ledger().requests("/api/v1/generate")).isZero();
    }

    @Test
    void keepsAHostilePromptText() throws Exception {
        visitor.signsUp();
        new Caller(sandbox, sandbox.signUp()).generate(HOSTILE);
        new Caller(sandbox, sandbox.signUp()).generate(Caller.order("a fox").put("model", HOSTILE));

        visitor.writes("#prompt", HOSTILE);
        visitor.clicks("#send");
        visitor.reads("#label", HOSTILE);
        await().atMost(Duration.ofSeconds(10)).until(() -> visitor.count("#wall li") == 2);
        visitor.reads("#lines", HOSTILE);
        visitor.reads("#calls", "unknown model '" + HOSTILE.substring(0, 40));
        visitor.clicks("#wall button");
        visitor.reads("#closer-title", HOSTILE);

        assertThat(visitor.count("img[src=x], main b, main script")).isZero();
        assertThat(browser.getTitle()).isEqualTo("imgeo sandbox");
    }

    @Test
    void showsTheCallsOfAConnectorWhileTheyRun() throws Exception {
        Caller connector = new Caller(sandbox, sandbox.signUp());
        visitor.ask("window.sameAsBefore = true");

        CompletableFuture<HttpResponse<byte[]>> call = connector
                .http()
                .sendAsync(
                        connector.generateRequest(BodyPublishers.ofString(
                                Caller.order("a hare sandbox: slow 1500ms").toString())),
                        BodyHandlers.ofByteArray());
        visitor.reads("#calls .waiting", "a hare");
        visitor.reads("#tally", "1 under way");
        assertThat(call).isNotDone();
        call.join();
        visitor.reads("#calls .answered", "200 answered");
        visitor.reads("#calls .answered", "told to: slow 1500ms then ok");
        visitor.reads("#lines", "a hare");
        visitor.reads("#wall", "a hare");
        try {
            connector.generate("a stoat sandbox: charge then reset");
        } catch (IOException lost) {
            // As it was told to.
        }
        visitor.reads("#calls .unanswered", "a stoat");
        visitor.reads("#calls .unanswered", "told to: charge then reset");
        new Caller(sandbox, "imgeo_sk_none").generate("a mole");
        visitor.reads("#calls .refused", "invalid API key");
        visitor.reads("#tally", "0 under way, 1 answered, 1 refused, 0 failed, 1 without an answer");

        assertThat(visitor.ask("return window.sameAsBefore")).isEqualTo(true);
    }

    @Test
    void letsTheNextCallGoWrong() throws Exception {
        Caller connector = new Caller(sandbox, sandbox.signUp());

        visitor.clicks("#mishap button[type=submit]");
        visitor.reads("#armed", "To come: 500");
        int status = connector.generate("a fox").statusCode();
        visitor.reads("#calls .failed", "500 failed");

        assertThat(status).isEqualTo(500);
        visitor.clicks("#mishap button[type=submit]");
        visitor.sees("#disarm:not([hidden])");
        visitor.clicks("#disarm");
        visitor.sees("#disarm[hidden]");
        assertThat(connector.generate("a fox").statusCode()).isEqualTo(200);
    }

    @Test
    void showsWhatIsOnesOwnOnly() throws Exception {
        new Caller(sandbox, sandbox.signUp()).generate("a stranger's fox");
        Caller own = new Caller(sandbox, visitor.signsUp());
        own.generate("one's own fox");
        await().atMost(Duration.ofSeconds(10)).until(() -> visitor.count("#wall li") == 2);

        visitor.clicks(".whose label:last-child");

        await().atMost(Duration.ofSeconds(10)).until(() -> visitor.count("#wall li") == 1);
        assertThat(visitor.text("#wall")).contains("one's own fox");
        assertThat(visitor.text("#lines")).doesNotContain("stranger");
        assertThat(visitor.text("#sums")).isEqualTo("1 credit charged");
    }

    @Test
    void hangsOlderPicturesWhenAsked() throws Exception {
        Caller connector = new Caller(sandbox, sandbox.signUp(100));
        for (int i = 1; i <= 15; i++) {
            connector.generate(Caller.order("fox " + i).put("aspect_ratio", "9:21"));
        }
        browser.navigate().refresh();
        visitor.sees("#older:not([hidden])");
        assertThat(visitor.count("#wall li")).isEqualTo(12);

        visitor.ask("const older = document.querySelector('#older'); older.click(); older.click()");

        await().atMost(Duration.ofSeconds(10)).until(() -> visitor.count("#older[hidden]") == 1);
        await().during(Duration.ofMillis(200)).until(() -> visitor.count("#wall li") == 15);
        assertThat(visitor.texts("#wall .title")).startsWith("fox 15").endsWith("fox 1");
        assertThat(visitor.count("#older[hidden]")).isEqualTo(1);
    }

    @Test
    void hangsAllThatCameAtOnceAndNotTheLatestAlone() throws Exception {
        Caller connector = new Caller(sandbox, sandbox.signUp(100));
        connector.generate("fox 0");
        visitor.reads("#wall", "fox 0");
        visitor.ask("const now = window.fetch; window.fetch = (...what) => window.held.then(() => now(...what));"
                + " window.held = new Promise(free => window.free = free)");
        for (int i = 1; i <= 30; i++) {
            connector.generate("fox " + i);
        }
        visitor.ask("window.free()");

        await().atMost(Duration.ofSeconds(10)).until(() -> visitor.count("#wall li") == 31);
        assertThat(visitor.texts("#wall .title")).startsWith("fox 30").endsWith("fox 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void isFreeOfWhatAxeCanFind(String scheme) throws Exception {
        visitor.prefers(scheme);
        visitor.signsUp();
        furnish(3);

        assertThat(violations()).isEmpty();
        visitor.clicks("#make-key");
        visitor.sees("#api-key");
        visitor.writes("#count", "99");
        visitor.clicks("#send");
        visitor.sees("#refusal p");
        visitor.clicks("#wall button");
        assertThat(violations()).isEmpty();
    }

    @Test
    void isDarkWhereTheSystemIsAndChangesWhenAsked() {
        String light = background();
        visitor.prefers("dark");
        String dark = background();
        visitor.clicks("#theme");
        String asked = background();
        browser.navigate().refresh();

        assertThat(light).isEqualTo("rgb(246, 242, 233)");
        assertThat(dark).isEqualTo("rgb(23, 21, 18)");
        assertThat(asked).isEqualTo(light);
        assertThat(background()).isEqualTo(light);
    }

    @Test
    void fitsAPhone() throws Exception {
        visitor.screen(390, 844, true);
        visitor.signsUp();
        furnish(3);
        new Caller(sandbox, sandbox.signUp()).generate("W".repeat(300));
        visitor.reads("#lines", "WWW");

        assertThat(visitor.ask("return document.documentElement.scrollWidth")).isEqualTo(390L);
        assertThat((List<?>) visitor.ask("""
                        return [...document.querySelectorAll('a:not(.skip), button, input, select, textarea')]
                          .filter(e => e.checkVisibility())
                          .map(e => [e, e.getBoundingClientRect()])
                          .filter(([e, box]) => box.left < 0 || box.right > 390 || box.width < 24 || box.height < 24)
                          .map(([e]) => e.outerHTML)""")).isEmpty();
    }

    @EnabledIfSystemProperty(
            named = "imgeo.docs.update",
            matches = "true",
            disabledReason = "writes its pictures into docs only when told to")
    @ParameterizedTest
    @CsvSource({
        "light, light, 1280, 1690, top",
        "dark, dark, 1100, 1115, gallery",
        "live, light, 1280, 1010, ledger",
        "phone, light, 390, 844, send"
    })
    void isWorthALook(String name, String scheme, int width, int height, String from) throws Exception {
        visitor.prefers(scheme);
        visitor.screen(width, height, width < 500);
        String key = visitor.signsUp();
        visitor.clicks("#buy-50");
        Exhibition.draw(new Caller(sandbox, sandbox.signUp(100)));
        visitor.writes("#prompt", "A fox at the edge of a winter forest");
        visitor.clicks("#ratios input[value='16:9']");
        visitor.clicks("#send");
        visitor.reads("#label", "1 picture for 1 credit");
        Exhibition.bustle(sandbox, new Caller(sandbox, key));
        visitor.reads("#tally", "2 under way, 10 answered, 2 refused, 1 failed, 1 without an answer");
        visitor.looksFrom(from);

        byte[] photograph = visitor.photograph();

        assertThat(photograph.length).isLessThan(350_000);
        Files.write(Path.of("../../docs/images/sandbox-" + name + ".png"), photograph);
    }

    private void choose(String model) {
        visitor.ask(
                "const m = document.querySelector('#model'); m.value = arguments[0];"
                        + " m.dispatchEvent(new Event('change', {bubbles: true}))",
                model);
    }

    /** Hangs so many pictures of a shape that is painted quickly. */
    private void furnish(int pictures) throws Exception {
        Caller connector = new Caller(sandbox, sandbox.signUp(100));
        for (int i = 1; i <= pictures; i++) {
            connector.generate(Caller.order("fox " + i).put("aspect_ratio", "9:21"));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> visitor.count("#wall li") == pictures);
    }

    private String everythingOnThePage() {
        return String.valueOf(visitor.ask("return document.documentElement.outerHTML"
                + " + [...document.querySelectorAll('input')].map(input => input.value)"
                + " + JSON.stringify(sessionStorage) + JSON.stringify(localStorage)"));
    }

    private String background() {
        return String.valueOf(visitor.ask("return getComputedStyle(document.body).backgroundColor"));
    }

    /** What axe-core finds, as one line each. */
    private List<?> violations() throws IOException {
        try (InputStream axe = Objects.requireNonNull(PageTest.class.getResourceAsStream("/axe.min.js"))) {
            visitor.ask(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; window.axe = axe");
        }
        return (List<?>) browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(
                  found => done(found.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html + n.failureSummary))),
                  failure => done([String(failure)]))""");
    }
}
