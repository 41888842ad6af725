package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.Generation;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/paying-once.md, run against a sandbox whose ledger says how often they paid. */
class PayingOnceDocTest {
    private static final Path PAGE = Path.of("../docs/paying-once.md");
    private static final Map<String, Object> ORDER = Map.of("orderNumber", "7", "customer", "Ada");

    private Path temp;

    @BeforeEach
    void in(@TempDir Path folder) {
        temp = folder;
    }

    private static List<String> snippets(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();
    }

    static Stream<String> drawing() throws IOException {
        return Stream.concat(snippets("yaml").stream(), snippets("java").stream())
                .filter(snippet -> snippet.contains("imgeo:generate"));
    }

    private static String entrance(String snippet) {
        return Pattern.compile("direct:[\\w-]+")
                .matcher(snippet)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    private static Generation drawn(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class);
    }

    @ParameterizedTest
    @MethodSource("drawing")
    void paysOnceForWhatComesTwice(String snippet) throws Exception {
        try (Studio studio = Studio.closed(imgeo -> {})) {
            studio.context.addRoutes(routes(studio, snippet));
            studio.started();

            Exchange first = studio.send(entrance(snippet), "a fox", ORDER);
            Exchange again = studio.send(entrance(snippet), "a fox", ORDER);

            assertThat(first.getException()).isNull();
            assertThat(again.getException()).isNull();
            assertThat(studio.ledger().netCharges("a fox")).isEqualTo(1);
        }
    }

    @Test
    void paysOnceAcrossARestart() throws Exception {
        String snippet = snippets("yaml").get(0);
        try (Studio before = Studio.closed(imgeo -> {})) {
            before.context.addRoutes(routes(before, snippet));
            before.started();
            Generation first = drawn(before.send("direct:orders", "a fox", ORDER));
            before.context.stop();

            try (Studio after = Studio.in(before.sandbox, imgeo -> imgeo.setApiKey(before.key))) {
                after.context.addRoutes(routes(after, snippet));
                after.started();
                Exchange again = after.send("direct:orders", "a fox", ORDER);

                assertThat(drawn(again).images()).isEqualTo(first.images());
                assertThat(again.getMessage().getHeader(ImgeoConstants.REPLAYED))
                        .isEqualTo(true);
                assertThat(after.ledger().netCharges("a fox")).isEqualTo(1);
            }
        }
    }

    @Test
    void endsADoubtAsItSays() throws Exception {
        String lost = "a fox. sandbox: charge then reset once";
        String words = Pattern.compile("(?ms)^ *```json\\n(.*?)^ *```$")
                .matcher(Files.readString(PAGE))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        List<String> yaml = snippets("yaml");
        String routes = yaml.stream()
                .filter(each -> each.contains("imgeo:journal"))
                .findFirst()
                .orElseThrow();
        try (Studio studio = Studio.closed(imgeo -> {
            imgeo.setMaxRetries(0);
            imgeo.setJournal("file:" + temp.resolve("charges"));
        })) {
            studio.context.addRoutes(routes(studio, yaml.get(0).replace("journal: file:charges", "")));
            studio.context.addRoutes(routes(studio, routes));
            studio.started();

            Exchange failed = studio.send("direct:orders", lost, ORDER);
            String doubts = studio.send("direct:doubts", "").getMessage().getBody(String.class);
            String bill = studio.send("direct:bill", "").getMessage().getBody(String.class);
            String resolved = studio.send("direct:resolve", words).getMessage().getBody(String.class);
            Exchange again = studio.send("direct:orders", lost, ORDER);

            assertThat(failed.isFailed()).isTrue();
            assertThat(doubts).contains("\"key\":\"7\"", "\"reason\"", "\"deadline\"");
            assertThat(bill).contains("\"inDoubt\":1", "\"unexplained\":1");
            assertThat(resolved).contains("\"resolvedBy\":\"Ada\"");
            assertThat(drawn(again).images()).hasSize(1);
            assertThat(studio.ledger().calls(lost)).isEqualTo(1);
        }
    }

    static Stream<String> settings() throws IOException {
        List<String> settings = snippets("properties");
        assertThat(settings).hasSize(3);
        return settings.stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setsOptionsThatThereAre(String settings) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(here(settings)
                .replace("org.postgresql.ds.PGSimpleDataSource", "org.h2.jdbcx.JdbcDataSource")
                .replace("jdbc:postgresql://db.example.com/", "jdbc:h2:" + temp + "/")
                .replace("{{env:CHARGES_PASSWORD}}", "secret")));
        Main camel = new Main();
        properties.forEach((name, value) -> camel.addInitialProperty((String) name, (String) value));
        camel.start();

        ImgeoComponent imgeo = camel.getCamelContext().getComponent("imgeo", ImgeoComponent.class);

        assertThat(imgeo.getJournal().equals("memory")).isEqualTo(!settings.contains("imgeo.journal"));
        assertThat(imgeo.getCreditBudget()).isEqualTo(settings.contains("credit-budget") ? 1_000L : null);
        camel.stop();
    }

    private String here(String snippet) {
        return snippet.replace("file:charges", "file:" + temp.resolve("charges"));
    }

    private RoutesBuilder routes(Studio studio, String snippet) throws Exception {
        String here = here(snippet);
        return here.contains("class ")
                ? compiled(here)
                : PluginHelper.getRoutesLoader(studio.context)
                        .findRoutesBuilders(ResourceHelper.fromString("paying-once.yaml", here))
                        .iterator()
                        .next();
    }

    private RoutesBuilder compiled(String source) throws Exception {
        var named = Pattern.compile("class (\\w+)").matcher(source);
        assertThat(named.find()).isTrue();
        Path file = Files.writeString(temp.resolve(named.group(1) + ".java"), source);
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), file.toString());
        assertThat(errors).isZero();
        var loader = new URLClassLoader(new URL[] {temp.toUri().toURL()});
        return (RoutesBuilder)
                loader.loadClass(named.group(1)).getDeclaredConstructor().newInstance();
    }
}
