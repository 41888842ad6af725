package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.ImgeoException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is optional may be missing: meters, spans, health checks, the console, and Camel's HTTP failures. */
@Timeout(60)
class WithoutFrameworksTest {
    private static final Pattern OPTIONAL = Pattern.compile(
            ".*[/\\\\](micrometer|opentelemetry|prometheus|camel-(micrometer|telemetry|opentelemetry2|health"
                    + "|console|http-base))-[^/\\\\]*\\.jar");

    /** What the class path would be without them. */
    private static ClassLoader without() {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !OPTIONAL.matcher(entry).matches())
                .map(WithoutFrameworksTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Draws, on a class path that somebody else chooses. */
    public static final class Draws implements Callable<String> {
        @Override
        public String call() {
            try (Studio studio = Studio.open()) {
                Exchange refused = studio.send("imgeo:generate?model=" + Studio.CHEAP, "a hare sandbox: 403");
                if (!(refused.getException() instanceof ImgeoException failure) || failure.getCause() != null) {
                    return "not refused: " + refused.getException();
                }
                Exchange drawn = studio.send("imgeo:generate?model=" + Studio.CHEAP, "a fox");
                return drawn.isFailed()
                        ? String.valueOf(drawn.getException())
                        : "paid " + studio.ledger().net();
            }
        }
    }

    @Test
    void drawsWithoutThem() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader without = without();
        Thread.currentThread().setContextClassLoader(without);
        try {
            Callable<?> draws = (Callable<?>) without.loadClass(Draws.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThat(draws.call()).isEqualTo("paid 1");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        for (String missing : new String[] {
            "io.micrometer.core.instrument.MeterRegistry",
            "org.apache.camel.telemetry.Span",
            "org.apache.camel.impl.health.AbstractHealthCheck",
            "org.apache.camel.http.base.HttpOperationFailedException"
        }) {
            assertThatThrownBy(() -> without.loadClass(missing)).isInstanceOf(ClassNotFoundException.class);
        }
    }
}
