package club.imgeo.attack;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.camel.Studio;
import club.imgeo.charge.MemoryJournal;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
        studio.context.getRegistry().bind("journal", new MemoryJournal());
        studio.context.getPropertiesComponent().addInitialProperty("model", CHEAP);
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
                from("direct:slashes").toD("imgeo://generate?model=${header.m}");
                from("direct:journal").toD("imgeo:generate?model=" + CHEAP + "&journal=${header.m}");
                from("direct:raw-journal").toD("imgeo:generate?model=" + CHEAP + "&journal=RAW(${header.m})");
                from("direct:reference").toD("imgeo:generate?model=" + CHEAP + "&journal=#${header.m}");
                from("direct:operation").toD("imgeo:${header.m}?model=" + CHEAP);
                from("direct:name").toD("imgeo:generate?model=" + CHEAP + "&${header.m}=off");
                from("direct:pair").toD("imgeo:generate?model=" + CHEAP + "&${header.m}");
                from("direct:options").toD("imgeo:generate?${header.m}");
                from("direct:digits").toD("imgeo:generate?model=" + CHEAP + "&negativePrompt=a%2${header.m}");
                from("direct:static")
                        .toD("imgeo:generate?model={{model}}&journal=#journal&aspectRatio=1%3A1"
                                + "&chargeKey=RAW(50% ${header.m})");
            }
        });
    }

    @AfterEach
    void close() {
        System.clearProperty(PWNED);
        studio.close();
    }

    /** Camel reads options after it has decoded a URI, so that an encoded sign counts like the sign itself. */
    static Stream<String> values() {
        String call = "bean:safe?method=open('x')}";
        String property = "#class:java.lang.System#setProperty('" + PWNED + "','x')";
        return Stream.of(
                CHEAP + "&journal=file:DIRECTORY",
                CHEAP + ")&journal=file:DIRECTORY",
                CHEAP + "%26journal=file:DIRECTORY",
                CHEAP + "%2526journal=file:DIRECTORY",
                CHEAP + "&#38;journal=file:DIRECTORY",
                CHEAP + "%26creditBudget=99999999",
                CHEAP + "%26allowedModels=" + CHEAP,
                CHEAP + "&chargeKey=RAW(${" + call + ")",
                CHEAP + "&chargeKey=${" + call,
                CHEAP + "&chargeKey=$simple{" + call,
                CHEAP + "%26chargeKey=${" + call,
                CHEAP + "%26chargeKey=%24%7B" + call.replace("}", "%7D"),
                "RAW(${" + call + ")",
                "RAW{${" + call + "}",
                "${" + call,
                "$simple{" + call,
                "%24%7B" + call.replace("}", "%7D"),
                "%24%7Bbean:type:java.lang.System?method=setProperty('" + PWNED + "','x')%7D",
                property,
                "%23" + property.substring(1),
                "RAW(" + property + ")",
                "RAW(#bean:safe)",
                "RAW{#bean:safe}",
                "RAW(#type:" + Safe.class.getName() + ")",
                "RAW(x",
                "#safe",
                "%23safe",
                CHEAP + "&negativePrompt=" + property);
    }

    static Stream<Arguments> sent() {
        return Stream.of("model", "slashes", "key", "enrich", "raw", "journal", "raw-journal", "operation")
                .flatMap(route -> values().map(value -> Arguments.of("direct:" + route, value)));
    }

    @ParameterizedTest
    @MethodSource("sent")
    void bringsNoOptionNoBeanAndNoCode(String route, String value) {
        Exchange exchange = send(route, value.replace("DIRECTORY", directory.toString()));

        assertThat(exchange.getException())
                .hasMessageContaining("a value of the message has a sign that means more than itself")
                .hasMessageContaining("CamelImgeoModel");
        assertNothingHappened();
    }

    @ParameterizedTest
    @MethodSource("values")
    void bringsNothingIntoACopy(String value) {
        send("direct:wiretap", value.replace("DIRECTORY", directory.toString()));

        assertNothingHappened();
    }

    private void assertNothingHappened() {
        assertThat(System.getProperty(PWNED)).isNull();
        assertThat(directory).isEmptyDirectory();
        assertThat(studio.ledger().net()).isZero();
    }

    /** Which options there are is up to the route, and so is whether one is a bean. */
    @ParameterizedTest
    @CsvSource({"name,journal", "name,chargeKey", "pair,journal=off", "options,model=x", "reference,safe", "digits,6x"})
    void namesNoOptionAndNoBean(String route, String value) {
        assertThat(send("direct:" + route, value).getException()).hasMessageContaining("CamelImgeoModel");
        assertThat(studio.ledger().net()).isZero();
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
        Exchange operation = send("direct:operation", "generate");

        assertThat(List.of(model, key, raw, operation))
                .extracting(Exchange::getException)
                .containsOnlyNulls();
        assertThat(studio.ledger().net()).isEqualTo(4);
    }

    @Test
    void keepsWhatTheRouteItselfWritesInTheSameText() {
        Exchange exchange = send("direct:static", "blurred (a bit), $5 + tax = \u00e4: 'x' \"y\"");

        assertThat(exchange.getException()).isNull();
        assertThat(studio.ledger().net()).isOne();
    }

    private Exchange send(String route, String value) {
        return studio.send(route, "a fox", Map.of("m", value));
    }
}
