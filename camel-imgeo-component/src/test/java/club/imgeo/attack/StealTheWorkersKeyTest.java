package club.imgeo.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import club.imgeo.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The attacker writes a configuration, a route or a Kamelet's properties, and wants the key that the operator put into
 * the environment, or that the application gave to its own component, at an address of the attacker's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StealTheWorkersKeyTest {
    private static final Pattern PATH = Pattern.compile("^\\S+ /(\\w+)");

    private final Listener listener =
            Listener.saying(Listener.http(200, "{\"balance\":9,\"images\":[\"https://example.org/1.webp\"]}"));
    private String environmentKey = "";
    private String componentKey = "";
    private String said = "";

    @BeforeAll
    void runTheVictim() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            environmentKey = sandbox.signUp();
            componentKey = sandbox.signUp();
        }
        ProcessBuilder victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        listener.address(),
                        componentKey)
                .redirectErrorStream(true);
        victim.environment()
                .putAll(Map.of(
                        "IMGEO_API_KEY", environmentKey,
                        "SECOND_KEY", environmentKey,
                        "IMGEO_BASE_URL", listener.address() + "/operator/gateway"));
        Process process = victim.start();
        said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @AfterAll
    void close() throws Exception {
        listener.close();
    }

    @Test
    void hearsTheEnvironmentsKeyAtTheOperatorsAddressAlone() {
        assertThat(pathsThatHeard(environmentKey)).containsOnly("operator");
    }

    @Test
    void hearsTheComponentsKeyAtTheAddressOfTheComponentAlone() {
        assertThat(pathsThatHeard(componentKey)).containsOnly("own");
    }

    @Test
    void hearsNoKeyWhereModelsAreListed() {
        assertThat(listener.heard())
                .filteredOn(heard -> heard.contains("/api/v1/models"))
                .isNotEmpty()
                .noneMatch(heard -> heard.contains("imgeo_sk_"));
    }

    @Test
    void isToldByOptionWhyAndWhatToDoInstead() {
        assertThat(List.of("property", "balance", "prefix", "host", "kamelet", "component", "spring", "cdi"))
                .allSatisfy(attack -> assertThat(said.lines())
                        .filteredOn(line -> line.startsWith(attack + ": "))
                        .singleElement(STRING)
                        .containsAnyOf(
                                "the key in IMGEO_API_KEY is sent only to https://www.imgeo.club",
                                "the key of the component imgeo is sent to"));
        assertThat(said.lines())
                .anyMatch(line -> line.contains("property: ")
                        && line.contains(listener.address() + "/property")
                        && line.contains("set camel.component.imgeo.api-key, or set IMGEO_BASE_URL="))
                .anyMatch(line -> line.contains("namedKey: ")
                        && line.contains("apiKey: the key in IMGEO_API_KEY is sent only to"))
                .anyMatch(line ->
                        line.contains("otherKey: ") && line.contains("apiKey: the key in SECOND_KEY is sent only to"))
                .anyMatch(line -> line.contains("sharedKey: ") && line.contains("set the apiKey of this Kamelet"));
        assertThat(said).doesNotContain(environmentKey).doesNotContain(componentKey);
    }

    private List<String> pathsThatHeard(String key) {
        return listener.heard().stream()
                .filter(heard -> heard.contains(key))
                .map(heard ->
                        PATH.matcher(heard).results().findFirst().orElseThrow().group(1))
                .toList();
    }
}
