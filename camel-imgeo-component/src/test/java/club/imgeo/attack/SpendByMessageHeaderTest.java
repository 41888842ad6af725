package club.imgeo.attack;

import static club.imgeo.camel.Studio.CHEAP;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import club.imgeo.camel.ImgeoConstants;
import club.imgeo.camel.Studio;
import club.imgeo.client.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsHeaderFilterStrategy;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sender sets headers that choose a dear model and four images, in a spelling that the transport does not filter. */
class SpendByMessageHeaderTest {
    private static final List<String> SPELLINGS =
            List.of("CamelImgeoCount", "camelimgeocount", "CAMELIMGEOCOUNT", "cAmElImgeoCount", "camelImgeoCOUNT");

    /** The beginning of a route in YAML or Java, up to the end of the route or the snippet. */
    private static final Pattern FROM_OUTSIDE = Pattern.compile(
            "(?s)(from:\\s+uri: |from\\(\")(?!direct:|timer:|quartz:|imgeo:|kamelet:)\\w[\\w-]*:(.*?)(?=\\n```|\\n----|;\\n|\\n- route:|\\z)");
    /** The first step removes the headers. */
    private static final String GUARDED =
            "[^\\n]*\\n(\\s*parameters:\\n(\\s+\\w+: [^\\n]*\\n)+)?(\\s*steps:\\n(\\s*#[^\\n]*\\n)*"
                    + "\\s*- removeHeaders:\\n\\s*pattern: CamelImgeo\\*\\n|\\s*\\.removeHeaders\\(\"CamelImgeo\\*\"\\)).*";

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *(```+|----+)[^\\n]*\\n(.*?)^ *\\1 *$");

    private final Studio studio = Studio.open();

    @BeforeEach
    void draw() throws Exception {
        studio.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:guarded").removeHeaders("CamelImgeo*").to("imgeo:generate?model=" + CHEAP);
                from("direct:unguarded").to("imgeo:quote?model=" + CHEAP);
            }
        });
    }

    @AfterEach
    void close() {
        studio.close();
    }

    static Stream<String> spellings() {
        return SPELLINGS.stream();
    }

    /** Camel's headers are case-insensitive, so that each of these counts. */
    @ParameterizedTest
    @MethodSource("spellings")
    void worksInAnySpellingWhereTheRouteRemovesNothing(String header) {
        Exchange answer = studio.send("direct:unguarded", "a fox", Map.of(header, 4));

        assertThat(answer.getMessage().getHeader(ImgeoConstants.CREDITS_QUOTED, Integer.class))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void failsInAnySpellingWhereTheRouteRemovesThem(String header) {
        Map<String, Object> hostile = new HashMap<>(Map.of(header, 4));
        hostile.put(header.replaceAll("(?i)count", "Model"), "google/nano-banana-pro");
        hostile.put(header.replaceAll("(?i)count", "chargeKEY"), "order-of-another");

        Exchange answer = studio.send("direct:guarded", "a fox", hostile);

        assertThat(answer.getMessage().getBody(Generation.class).model()).isEqualTo(CHEAP);
        assertThat(studio.ledger().net("a fox")).isEqualTo(1);
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of(new JmsHeaderFilterStrategy(), Set.of("CAMELIMGEOCOUNT", "cAmElImgeoCount")),
                Arguments.of(new KafkaHeaderFilterStrategy(), Set.of()),
                Arguments.of(new HttpHeaderFilterStrategy(), Set.of()));
    }

    /** What {@code docs/security.md} says of one version of Camel, and of no other. */
    @ParameterizedTest
    @MethodSource("filters")
    void passesTheFiltersOfCamel4180As(HeaderFilterStrategy filter, Set<String> passing) {
        assumeThat(studio.context.getVersion()).isEqualTo("4.18.0");
        Exchange exchange = studio.context.getEndpoint("direct:guarded").createExchange();

        Set<String> passed = SPELLINGS.stream()
                .filter(header -> !filter.applyFilterToExternalHeaders(header, 4, exchange))
                .collect(toSet());

        assertThat(passed).isEqualTo(passing);
    }

    static Stream<Path> routesThatWeShow() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files
                    .filter(file -> file.toString().matches(".*(\\.camel\\.yaml|\\.md|\\.adoc|Route\\.java)"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        }
    }

    /** Routes that begin with a transport, and draw, in the examples, the guides and the component's page. */
    @Test
    void failsInEveryRouteThatWeShow() throws IOException {
        List<String> exposed = new ArrayList<>();
        int guarded = 0;
        for (Path file : routesThatWeShow().toList()) {
            for (MatchResult from :
                    FROM_OUTSIDE.matcher(Files.readString(file)).results().toList()) {
                boolean draws =
                        from.group(2).matches("(?s).*(imgeo:(generate|quote)|kamelet:imgeo-generate|direct:).*");
                boolean guards = from.group(2).matches("(?s)" + GUARDED);
                if (draws && !guards) {
                    exposed.add(file + ": " + from.group());
                }
                guarded += guards ? 1 : 0;
            }
        }

        assertThat(exposed).isEmpty();
        assertThat(guarded).isGreaterThanOrEqualTo(10);
    }

    /** A computed URI gives a sender more than headers do. */
    @Test
    void findsNoComputedUriInWhatWeShow() throws IOException {
        assertThat(routesThatWeShow().toList()).allSatisfy(file -> assertThat(
                        FENCED.matcher(Files.readString(file)).results().map(MatchResult::group))
                .noneMatch(code -> code.matches("(?s).*(toD\\b|recipientList|routingSlip|dynamicRouter).*")));
    }

    @Test
    void costsNoMoreThanTheLimitsWhereARouteRemovesNothing() {
        Exchange answer = studio.send(
                "imgeo:generate?maxCreditsPerMessage=1&model=" + CHEAP, "a fox", Map.of("cAmElImgeoCount", 4));

        assertThat(answer.isFailed()).isTrue();
        assertThat(studio.ledger().net()).isZero();
    }
}
