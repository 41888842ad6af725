package club.imgeo.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.sandbox.SandboxModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the documentation, run against a sandbox. */
class DocSnippetsTest {
    private static final Path PAGE = Path.of("src/main/docs/imgeo-component.adoc");
    private static final Pattern DIRECT = Pattern.compile("direct:[\\w-]+");

    private static List<String> snippets(String language) throws IOException {
        return Pattern.compile("\\[source," + language + "]\n----\n(.*?)\n----\n", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();
    }

    static Stream<Arguments> routes() throws IOException {
        Stream<Arguments> yaml = snippets("yaml").stream().map(text -> Arguments.of("yaml", text));
        Stream<Arguments> xml = snippets("xml").stream()
                .filter(text -> text.startsWith("<route>"))
                .map(text -> Arguments.of("xml", "<routes>" + text + "</routes>"));
        return Stream.concat(yaml, xml)
                .filter(route -> DIRECT.matcher((String) route.get()[1]).find());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void runs(String language, String text) throws Exception {
        String uri = DIRECT.matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
        try (Studio studio = Studio.closed(imgeo -> {})) {
            PluginHelper.getRoutesLoader(studio.context)
                    .loadRoutes(ResourceHelper.fromString(
                            "snippet." + language, text.replace("file:pictures", "file:target/pictures")));
            studio.started();

            Exchange answer = studio.send(uri, "a fox");

            assertThat(answer.getException()).isNull();
            assertThat(studio.ledger().net()).isEqualTo(text.contains("imgeo:generate") ? 1 : 0);
        }
    }

    @Test
    void tellsThatCreditsRunLow() throws Exception {
        try (Studio studio = consuming("imgeo:balance")) {
            NotifyBuilder told =
                    new NotifyBuilder(studio.context).whenCompleted(1).create();

            studio.started();

            assertThat(told.matches(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tellsOfNewPrices() throws Exception {
        try (Studio studio = consuming("imgeo:models")) {
            NotifyBuilder told =
                    new NotifyBuilder(studio.context).whenCompleted(1).create();
            studio.started();
            var consumer =
                    (ScheduledPollConsumer) studio.context.getRoutes().get(0).getConsumer();
            consumer.run();
            studio.sandbox.offer(SandboxModel.of(Studio.CHEAP, 2));

            consumer.run();

            assertThat(told.matches(10, TimeUnit.SECONDS)).isTrue();
            assertThat(consumer.getDelay()).isEqualTo(3_600_000);
        }
    }

    private static Studio consuming(String uri) throws Exception {
        String text = snippets("yaml").stream()
                .filter(each -> each.contains("from:\n      uri: " + uri))
                .findFirst()
                .orElseThrow();
        Studio studio = Studio.closed(imgeo -> {});
        PluginHelper.getRoutesLoader(studio.context).loadRoutes(ResourceHelper.fromString("snippet.yaml", text));
        return studio;
    }

    @Test
    void hasAsManyRoutesInXmlAsInJava() throws Exception {
        assertThat(routes()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void setsOptionsThatThereAre() throws Exception {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(
                String.join("\n", snippets("properties")).getBytes(ISO_8859_1)));
        Main camel = new Main();
        properties.forEach((name, value) -> camel.addInitialProperty((String) name, (String) value));

        camel.start();

        assertThat(properties).hasSize(4);
        assertThat(camel.getCamelContext()
                        .getComponent("imgeo", ImgeoComponent.class)
                        .getMaxCount())
                .isEqualTo(2);
        camel.stop();
    }

    @Test
    void sortsWhatIsInDoubtFromWhatWasRefused() throws Exception {
        String recipe = snippets("yaml").stream()
                .filter(text -> text.contains("look-at-by-hand"))
                .findFirst()
                .orElseThrow();
        try (Studio studio = Studio.closed(imgeo -> imgeo.setMaxRetries(0))) {
            PluginHelper.getRoutesLoader(studio.context).loadRoutes(ResourceHelper.fromString("snippet.yaml", recipe));
            studio.started();
            var template = studio.context.createConsumerTemplate();
            template.start();

            Exchange lost = studio.sendAsync("direct:draw-and-sort", "lost. sandbox: charge then reset")
                    .get();
            Exchange refused = studio.sendAsync("direct:draw-and-sort", "refused. sandbox: 400")
                    .get();

            assertThat(lost.isFailed() || refused.isFailed()).isFalse();
            assertThat(template.receiveBody("seda:look-at-by-hand", 5_000))
                    .isEqualTo(lost.getIn().getBody());
            assertThat(template.receiveBody("seda:refused", 5_000))
                    .isEqualTo(refused.getIn().getBody());
            template.stop();
        }
    }
}
