package club.imgeo.quickstart.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files as they are posted. */
class ConnectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("connectors"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsANameAndTextsAndNoSecret(Path file) throws IOException {
        JsonNode connector = JSON.readTree(file.toFile());
        JsonNode config = connector.path("config");

        assertThat(connector.path("name").asText()).isNotBlank();
        assertThat(config).isNotEmpty().allMatch(JsonNode::isTextual);
        assertThat(config.path("imgeo.api.key").asText()).isEqualTo("${env:IMGEO_API_KEY}");
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasATopicForEachUse(Path file) throws IOException {
        JsonNode config = JSON.readTree(file.toFile()).path("config");

        Set<String> topics = new HashSet<>();
        for (String option : Set.of("topics", "imgeo.result.topic", "imgeo.error.topic")) {
            assertThat(topics.add(config.path(option).asText())).as(option).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isExplainedInTheReadme(Path file) throws IOException {
        assertThat(Path.of("README.md")).content().contains("(connectors/" + file.getFileName() + ")");
    }
}
