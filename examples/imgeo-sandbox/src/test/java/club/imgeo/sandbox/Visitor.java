package club.imgeo.sandbox;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** Somebody in front of the page, with a keyboard. */
final class Visitor {
    private static final int FURTHEST = 80;

    private final ChromeDriver browser;

    Visitor(ChromeDriver browser) {
        this.browser = browser;
    }

    void screen(int width, int height, boolean phone) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    /** What the system is set to; motion is reduced always, so that nothing is half way when it is looked at. */
    void prefers(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Opens the page and waits until it knows the models and is connected. */
    void open(URI url) {
        browser.get(url.toString());
        sees("#model option");
        sees("#tally:not(:empty)");
    }

    void sees(String selector) {
        await(selector).atMost(Duration.ofSeconds(10)).until(() -> count(selector) > 0);
    }

    void reads(String selector, String text) {
        await(selector + " with: " + text).atMost(Duration.ofSeconds(10)).until(() -> texts(selector).stream()
                .anyMatch(found -> found.contains(text)));
    }

    long count(String selector) {
        return (Long) ask("return document.querySelectorAll(arguments[0]).length", selector);
    }

    List<String> texts(String selector) {
        return ((List<?>) ask("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector))
                .stream().map(String::valueOf).toList();
    }

    String text(String selector) {
        return String.valueOf(ask("return document.querySelector(arguments[0]).innerText", selector));
    }

    String value(String selector) {
        return String.valueOf(ask("return document.querySelector(arguments[0]).value", selector));
    }

    Object ask(String script, Object... arguments) {
        return Objects.requireNonNullElse(browser.executeScript(script, arguments), "");
    }

    /** Presses a key, or writes, at what has the focus. */
    void types(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    /** Goes there by the tab key alone, forwards. */
    void tabsTo(String id) {
        tabsTo(id, () -> types(Keys.TAB));
    }

    void tabsBackTo(String id) {
        tabsTo(id, () -> new Actions(browser)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform());
    }

    private void tabsTo(String id, Runnable next) {
        for (int i = 0; i < FURTHEST && !focus().equals(id); i++) {
            next.run();
        }
        if (!focus().equals(id)) {
            throw new AssertionError("no tab leads to " + id);
        }
    }

    void focuses(String id) {
        await("focus on " + id).atMost(Duration.ofSeconds(10)).until(() -> focus().equals(id));
    }

    private String focus() {
        return String.valueOf(ask("return document.activeElement.id"));
    }

    void clicks(String selector) {
        WebElement element = browser.findElement(By.cssSelector(selector));
        ask("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    void writes(String selector, String text) {
        WebElement element = browser.findElement(By.cssSelector(selector));
        element.clear();
        element.sendKeys(text);
    }

    /** Signs up and makes a key, which is returned. */
    String signsUp() {
        clicks("#sign-up");
        sees("#make-key");
        clicks("#make-key");
        sees("#api-key");
        String key = value("#api-key");
        clicks("#kept");
        return key;
    }

    /** Scrolls until this part is at the top, and waits for the pictures that can be seen from there. */
    void looksFrom(String id) {
        new Actions(browser).moveToLocation(0, 0).perform();
        ask(
                "document.activeElement.blur(); scrollTo(0, 0);"
                        + " if (arguments[0] !== 'top') document.getElementById(arguments[0]).scrollIntoView()",
                id);
        await("pictures").atMost(Duration.ofSeconds(30)).until(() -> ask("""
                return [...document.querySelectorAll("img[src]")].every(image => {
                  const box = image.getBoundingClientRect();
                  return box.bottom < 0 || box.top > innerHeight || image.complete && image.naturalWidth > 0;
                })""").equals(true));
    }

    /** What is on the screen. */
    byte[] photograph() {
        return Photograph.of(browser);
    }
}
