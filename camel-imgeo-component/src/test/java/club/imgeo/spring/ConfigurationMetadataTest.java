package club.imgeo.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an IDE offers in {@code application.properties}, which is the metadata that Camel's generator writes. To bring it
 * up to date: {@code mvn -pl camel-imgeo-component test -Dtest=ConfigurationMetadataTest -Dimgeo.docs.update=true}.
 */
class ConfigurationMetadataTest {
    private static final Path METADATA = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    @Test
    void isAsTheComponentsOptionsAre() throws Exception {
        String expected = ConfigurationMetadata.of(options());

        if (Boolean.getBoolean("imgeo.docs.update")) {
            Files.writeString(METADATA, expected);
        }

        assertThat(METADATA).content().isEqualTo(expected);
    }

    @Test
    void hasEveryOptionWithATypeThatExistsAndASentence() throws Exception {
        List<JsonNode> properties = list("properties");

        assertThat(properties).hasSizeGreaterThan(options().size());
        for (JsonNode property : properties) {
            assertThat(property.path("name").asText()).matches("[a-z]+(\\.[a-z]+)+(-[a-z]+)*");
            assertThat(Class.forName(property.path("type").asText())).isNotNull();
            assertThat(property.path("description").asText()).endsWith(".");
        }
    }

    @Test
    void writesADurationAsSpringAndCamelBothReadIt() throws Exception {
        assertThat(list("properties"))
                .filteredOn(property -> property.path("type").asText().equals("java.time.Duration"))
                .extracting(property -> property.path("defaultValue").asText())
                .containsExactlyInAnyOrder("5m", "10s", "30d");
    }

    @Test
    void offersTheValuesOfWhatHasFew() throws Exception {
        assertThat(list("hints"))
                .extracting(hint -> hint.path("name").asText())
                .contains("camel.component.imgeo.credit-check", "camel.component.imgeo.model-validation");
    }

    private static List<JsonNode> list(String name) throws Exception {
        return List.copyOf(new ObjectMapper()
                .readTree(Files.readString(METADATA))
                .path(name)
                .valueStream()
                .toList());
    }

    private static JsonNode options() throws Exception {
        return new ObjectMapper()
                .readTree(Path.of("src/generated/resources/META-INF/club/imgeo/camel/imgeo.json")
                        .toFile())
                .path("componentProperties");
    }
}
