package club.imgeo.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import club.imgeo.kafka.Cluster;
import club.imgeo.kafka.ImgeoSinkConnector;
import club.imgeo.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The attacker may submit a connector, and wants the key in the worker's environment at an address of the attacker's, or
 * on its way to the operator's address.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StealTheWorkersKeyTest {
    private final RecordingServer listener = RecordingServer.saying(RecordingServer.http(200, "{\"balance\":9}"));
    private final RecordingServer middle = RecordingServer.saying(RecordingServer.http(200, "{\"balance\":9}"));
    private String key = "";
    private String said = "";

    @BeforeAll
    void runTheWorker() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            key = sandbox.signUp();
        }
        ProcessBuilder victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        listener.address(),
                        middle.address().replace("http://", ""),
                        Cluster.bootstrapServers())
                .redirectErrorStream(true);
        victim.environment()
                .putAll(Map.of("IMGEO_API_KEY", key, "IMGEO_BASE_URL", listener.address() + "/operator/gateway"));
        Process process = victim.start();
        said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @AfterAll
    void close() throws Exception {
        listener.close();
        middle.close();
    }

    @Test
    void hearsItAtTheOperatorsAddressAlone() {
        assertThat(listener.heard())
                .filteredOn(heard -> heard.contains(key))
                .isNotEmpty()
                .allMatch(heard -> heard.startsWith("GET /operator/gateway/api/v1/balance "));
    }

    @Test
    void hearsItOnNoWayOfTheConnectors() {
        assertThat(middle.heard()).noneMatch(heard -> heard.contains(key));
    }

    @Test
    void isRefusedByARealWorkerOverRest() {
        String type = ImgeoSinkConnector.class.getName();
        Map<String, String> config = LoneTask.config("stealing", key, listener.address() + "/rest");
        config.put("connector.class", type);
        config.remove("imgeo.api.key");

        ConfigInfos told = Cluster.connect().validateConnectorConfig(type, config);

        assertThat(told.configs())
                .filteredOn(option -> option.configValue().name().equals("imgeo.api.key"))
                .singleElement()
                .satisfies(option -> assertThat(option.configValue().errors())
                        .singleElement(STRING)
                        .contains("imgeo.api.key: is required, because imgeo.base.url is " + listener.address()
                                + "/rest"));
    }

    @Test
    void isRefusedWhereAConfigProviderBroughtIt() {
        for (String attack : List.of("reference", "reference-proxy")) {
            assertThat(said.lines())
                    .filteredOn(line -> line.contains(" of " + attack + ": "))
                    .as(attack)
                    .hasSize(2)
                    .allMatch(line -> line.contains("imgeo.api.key: is the worker's own key; another one is required"));
        }
        assertThat(said.lines()).anyMatch(line -> line.equals("task of operators-reference: started"));
    }

    @Test
    void isRefusedInEveryOtherOptionBeforeAnybodyIsAsked() {
        List<String> attacks = said.lines()
                .filter(line -> line.startsWith("shown for key-in "))
                .map(line -> line.substring("shown for ".length(), line.indexOf(": ")))
                .toList();

        assertThat(attacks).hasSizeGreaterThan(20).allSatisfy(attack -> {
            String option = attack.substring("key-in ".length(), attack.indexOf('='));
            String refusal = option + ": contains the worker's own key, IMGEO_API_KEY; remove it";
            assertThat(said.lines())
                    .filteredOn(line -> line.startsWith("validation of " + attack))
                    .singleElement(STRING)
                    .contains(": [" + refusal);
            assertThat(said.lines())
                    .filteredOn(line -> line.startsWith("task of " + attack))
                    .singleElement(STRING)
                    .contains(refusal);
        });
        assertThat(listener.heard()).noneMatch(heard -> heard.contains("/asked"));
    }

    @Test
    void isRefusedByValidationAndByTheTaskAlike() {
        for (String attack : List.of("address", "prefix", "host", "proxy", "PROXY", "trust")) {
            assertThat(said.lines())
                    .filteredOn(line -> line.startsWith("validation of " + attack + ": "))
                    .as(attack)
                    .anyMatch(line -> line.contains("imgeo.api.key: is required"));
            assertThat(said.lines())
                    .filteredOn(line -> line.startsWith("task of " + attack + ": "))
                    .as(attack)
                    .anyMatch(line -> line.contains("imgeo.api.key: is required"));
        }
        assertThat(said.lines()).anyMatch(line -> line.equals("validation of operator: []"));
        assertThat(said).contains("task of operator: started").doesNotContain(key);
    }
}
