package club.imgeo.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md and docs/getting-started.md show is run. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..");
    private static final Markdown README = Markdown.read(ROOT.resolve("README.md"));
    private static final Markdown GUIDE = Markdown.read(ROOT.resolve("docs/getting-started.md"));

    private Path temp;

    @BeforeEach
    void in(@TempDir Path folder) {
        temp = folder;
    }

    static Stream<String> routes() {
        List<String> routes = Stream.of(GUIDE.fenced("yaml"), GUIDE.fenced("java"), README.fenced("yaml"))
                .flatMap(List::stream)
                .filter(snippet -> snippet.contains("file:prompts"))
                .distinct()
                .toList();
        assertThat(routes).hasSize(3);
        return routes.stream();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void showsRoutesThatTurnAFileIntoAPicture(String snippet) throws Exception {
        Path prompts = Files.createDirectory(temp.resolve("prompts"));
        Files.writeString(prompts.resolve("fox.txt"), "a fox in the snow\n");
        Path picture = temp.resolve("pictures/fox.png");

        try (Sandbox sandbox = Sandbox.start()) {
            runUntil(sandbox, snippet, picture);

            assertThat(sandbox.ledger().deliveries("a fox in the snow\n")).isOne();
            assertThat(sandbox.ledger().requests("/api/v1/generate")).isOne();
        }
        assertThat(ImageIO.read(picture.toFile())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void showsRoutesThatPayOnceWhereTheReplyIsLost(String snippet) throws Exception {
        String prompt = "a fox sandbox: charge then reset";
        Path prompts = Files.createDirectory(temp.resolve("prompts"));
        Files.writeString(prompts.resolve("fox.txt"), prompt);

        try (Sandbox sandbox = Sandbox.start()) {
            runUntil(sandbox, snippet, prompts.resolve(".failed/fox.txt"));

            assertThat(sandbox.ledger().requests("/api/v1/generate")).isOne();
        }
        assertThat(prompts.resolve("fox.txt")).doesNotExist();
    }

    @Test
    void showsARouteThatPaysOnceAcrossARestart() throws Exception {
        String snippet = GUIDE.fenced("yaml").stream()
                .filter(each -> each.contains("chargeKey"))
                .findFirst()
                .orElseThrow();
        Path prompts = Files.createDirectory(temp.resolve("prompts"));
        Path picture = temp.resolve("pictures/fox.png");

        try (Sandbox sandbox = Sandbox.start()) {
            for (int start = 1; start <= 2; start++) {
                Files.writeString(prompts.resolve("fox.txt"), "a fox in the snow");
                runUntil(sandbox, snippet, picture);
                Files.delete(picture);
            }

            assertThat(sandbox.ledger().requests("/api/v1/generate")).isOne();
        }
    }

    @Test
    void namesCommandsThatExist() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        List<String> commands = README.fenced("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.contains("mvn "))
                .toList();

        assertThat(commands).anyMatch(line -> line.contains("-Pquickstart"));
        for (String command : commands) {
            for (String profile : option(command, "-P")) {
                assertThat(pom).contains("<id>" + profile + "</id>");
            }
            for (String module : option(command, "-pl ")) {
                assertThat(pom).contains("<module>" + module + "</module>");
            }
        }
    }

    private void runUntil(Sandbox sandbox, String snippet, Path there) throws Exception {
        Main camel = new Main();
        camel.addInitialProperty(
                "camel.component.imgeo.base-url", sandbox.baseUrl().toString());
        camel.addInitialProperty("camel.component.imgeo.api-key", sandbox.signUp());
        String here = snippet.replaceAll("file:(?=prompts|pictures|charges)", "file:" + temp + "/");
        camel.start();
        try {
            camel.getCamelContext().addRoutes(here.contains("class ") ? compiled(here) : parsed(camel, here));
            await().untilAsserted(() -> assertThat(there).exists());
        } finally {
            camel.stop();
        }
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

    private static RoutesBuilder parsed(Main camel, String yaml) throws Exception {
        return PluginHelper.getRoutesLoader(camel.getCamelContext())
                .findRoutesBuilders(ResourceHelper.fromString("readme.yaml", yaml))
                .iterator()
                .next();
    }

    private static List<String> option(String command, String option) {
        return Pattern.compile(Pattern.quote(option) + "([\\w./-]+)")
                .matcher(command)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
