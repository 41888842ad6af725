package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** {@code docs/low-code.md} says what is in the Kamelets, and the catalog has what it says. */
class LowCodeDocTest {
    private static final Path CATALOG = Path.of("target/catalog");

    private final String guide = read(Path.of("../docs/low-code.md"));

    @Test
    void tellsEveryPropertyOfEachKamelet() {
        assertThat(KameletFile.ours()).allSatisfy(kamelet -> assertThat(guide).contains(table(kamelet)));
    }

    @Test
    void showsARouteThatStarts() throws Exception {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(yaml.find()).isTrue();
        Main camel = new Main();
        camel.addInitialProperty("camel.component.imgeo.api-key", "imgeo_sk_1234");
        camel.addInitialProperty("camel.component.imgeo.base-url", "http://localhost:1");
        try {
            camel.start();
            PluginHelper.getRoutesLoader(camel.getCamelContext())
                    .loadRoutes(ResourceHelper.fromString(
                            "guide.yaml", yaml.group(1).replace("file:charges", "memory")));

            assertThat(camel.getCamelContext().getEndpoints())
                    .anyMatch(endpoint -> endpoint.getEndpointUri().contains("imgeo-generate-action"));
        } finally {
            camel.stop();
        }
    }

    @Test
    void namesACatalogThatTheBuildMakes() throws IOException {
        for (KameletFile kamelet : KameletFile.ours()) {
            assertThat(CATALOG.resolve("kamelets/" + kamelet.fileName()))
                    .hasSameTextualContentAs(Path.of("src/main/resources/kamelets", kamelet.fileName()));
        }
        Path descriptor = CATALOG.resolve("components/imgeo.json");
        assertThat(new ObjectMapper()
                        .readTree(descriptor.toFile())
                        .path("component")
                        .path("scheme")
                        .asText())
                .isEqualTo("imgeo");
    }

    private static String table(KameletFile kamelet) {
        StringBuilder table =
                new StringBuilder("### " + kamelet.name() + "\n\n| property | type | default | |\n|---|---|---|---|\n");
        List<String> required = kamelet.required();
        kamelet.properties()
                .forEach((name, property) -> table.append("| `%s`%s | %s | %s | %s |\n"
                        .formatted(
                                name,
                                required.contains(name) ? " *" : "",
                                property.get("type"),
                                property.containsKey("default") ? "`" + property.get("default") + "`" : "–",
                                property.get("description"))));
        return table.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
