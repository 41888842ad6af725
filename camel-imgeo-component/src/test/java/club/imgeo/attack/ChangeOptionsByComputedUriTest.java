package club.imgeo.attack;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.camel.Studio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender puts options, bean calls and class names into a URI that a route computes from a header. */
class ChangeOptionsByComputedUriTest {
    private static final String PWNED = "imgeo.pwned";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final Studio studio = Studio.open();

    /** A bean of the application that no sender may call. */
    public static final class Safe {
        public String open(String by) {
            System.setProperty(PWNED, by);
            return "opened";
        }
    }

    @BeforeEach
    void start() throws Exception {
        System.clearProperty(PWNED);
        studio.context.getRegistry().bind("safe", new Safe());
        studio.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:model").toD("imgeo:generate?model=${header.m}&chargeKeyFromHeader=false");
                from("direct:key").toD("imgeo:generate?model=" + CHEAP + "&chargeKey=${header.m}");
                from("direct:wiretap")
                        .wireTap("imgeo:generate?model=${header.m}")
                        .executorService(new SynchronousExecutorService()); // so that it has ended when the route has
                from("direct:enrich").enrich().simple("imgeo:generate?model=${header.m}");
                from("direct:raw").toD("imgeo:generate?model=RAW(${header.m})");
            }
        });
    }

    @AfterEach
    void close() {
        System.clearProperty(PWNED);
        studio.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:model", "direct:key", "direct:wiretap", "direct:enrich", "direct:raw"})
    void openNoJournalOfTheirOwn(String route) {
        Path charges = directory.resolve("charges");

        send(route, CHEAP + "&journal=file:" + charges);
        send(route, CHEAP + ")&journal=file:" + charges);

        assertThat(Files.exists(charges)).isFalse();
        assertThat(studio.ledger().net()).isZero();
    }

    static Stream<String> calls() {
        return Stream.of(
                CHEAP + "&chargeKey=RAW(${bean:safe?method=open('x')})",
                CHEAP + "&chargeKey=${bean:safe?method=open('x')}",
                CHEAP + "&chargeKey=$simple{bean:safe?method=open('x')}",
                "RAW(${bean:safe?method=open('x')})",
                "${bean:safe?method=open('x')}",
                "$simple{bean:safe?method=open('x')}",
                "#class:java.lang.System#setProperty('" + PWNED + "','x')",
                "RAW(#class:java.lang.System#setProperty('" + PWNED + "','x'))",
                CHEAP + "&negativePrompt=#class:java.lang.System#setProperty('" + PWNED + "','x')");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callNoBeanAndNoMethod(String value) {
        for (String route : List.of("direct:model", "direct:key", "direct:wiretap", "direct:enrich", "direct:raw")) {
            send(route, value);

            assertThat(System.getProperty(PWNED)).as(route).isNull();
        }
        assertThat(studio.ledger().net()).isZero();
    }

    @Test
    void isToldWhichOptionIsNotTheRoutes() {
        Exchange injected = send("direct:model", CHEAP + "&journal=off");
        Exchange called = send("direct:key", "${bean:safe}");

        assertThat(injected.getException())
                .hasMessageContaining("journal: is not an option that the text of this toD names")
                .hasMessageContaining("CamelImgeoModel");
        assertThat(called.getException()).hasMessageContaining("chargeKey: a computed value must not contain ${");
    }

    /** No endpoint makes objects of a class that its URI names, whichever way the URI came about. */
    @ParameterizedTest
    @ValueSource(strings = {"model", "journal", "chargeKey", "pollStrategy", "no-such"})
    void makeNoObjectOfAClass(String option) {
        String uri = "imgeo:generate?" + option + "=#class:java.lang.System#setProperty('" + PWNED + "','x')";

        assertThatThrownBy(() -> studio.context.getEndpoint(uri))
                .satisfies(thrown ->
                        assertThat(Throwables.getStackTrace(thrown)).contains(option + ": does not take #class:"));
        assertThat(System.getProperty(PWNED)).isNull();
    }

    @Test
    void keepsComputedValuesThatAreJustValues() {
        Exchange model = send("direct:model", CHEAP);
        Exchange key = send("direct:key", "order-17");
        Exchange raw = send("direct:raw", CHEAP);

        assertThat(List.of(model, key, raw)).extracting(Exchange::getException).containsOnlyNulls();
        assertThat(studio.ledger().net()).isEqualTo(3);
    }

    private Exchange send(String route, String value) {
        return studio.send(route, "a fox", Map.of("m", value));
    }
}
