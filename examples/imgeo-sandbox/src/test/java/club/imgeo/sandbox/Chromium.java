package club.imgeo.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The browser of this machine: found, or installed where that can be done without asking anybody. */
final class Chromium {
    static final String WHAT_TO_DO =
            "No browser for the tests of the page: install chromium and chromium-driver (Debian),"
                    + " or Chrome and its chromedriver, or name them by CHROMIUM and CHROMEDRIVER";

    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
    private static final long UPDATE_SECONDS = 60;
    private static final long INSTALL_SECONDS = 240;
    private static final List<String> BROWSERS =
            List.of("chromium", "google-chrome", "google-chrome-stable", "chromium-browser");

    private Chromium() {}

    /** A browser without a window; empty where there is none. */
    static Optional<ChromeDriver> start(Path profile) {
        // It warns that it does not know this version's protocol, of which the tests need next to nothing.
        SELENIUM.setLevel(Level.SEVERE);
        if (browser().isEmpty() || driver().isEmpty()) {
            install();
        }
        return browser().flatMap(browser -> driver().map(driver -> start(browser, driver, profile)));
    }

    private static ChromeDriver start(Path browser, Path driver, Path profile) {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .withSilent(true)
                .build();
        var options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // Chromium's own, which it refuses to use as root
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> browser() {
        return named("CHROMIUM")
                .or(() -> BROWSERS.stream().flatMap(Chromium::onPath).findFirst());
    }

    private static Optional<Path> driver() {
        return named("CHROMEDRIVER").or(() -> onPath("chromedriver").findFirst());
    }

    private static Optional<Path> named(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }

    private static Stream<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    /** As root on a Debian only; nobody else's machine is changed. */
    private static void install() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root && onPath("apt-get").findAny().isPresent()) {
            aptGet(UPDATE_SECONDS, "update");
            aptGet(INSTALL_SECONDS, "install", "--no-install-recommends", "chromium", "chromium-driver");
        }
    }

    private static void aptGet(long seconds, String... arguments) {
        var builder = new ProcessBuilder(Stream.concat(
                                Stream.of("apt-get", "-y", "-q", "-o", "Acquire::http::Timeout=20"),
                                Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
        try {
            Process process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
