package club.imgeo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The option tables of the documentation, which are the metadata that Camel's generator writes. To bring them up to
 * date: {@code mvn -pl camel-imgeo-component test -Dtest=ComponentDocTest -Dimgeo.docs.update=true}.
 */
class ComponentDocTest {
    private static final Path PAGE = Path.of("src/main/docs/imgeo-component.adoc");
    private static final Path METADATA = Path.of("src/generated/resources/META-INF/club/imgeo/camel/imgeo.json");
    /** The part of the metadata, by the words of its markers. */
    private static final Map<String, String> PARTS = Map.of(
            "component options",
            "componentProperties",
            "endpoint options",
            "properties",
            "component headers",
            "headers");

    @ParameterizedTest
    @ValueSource(strings = {"component options", "endpoint options", "component headers"})
    void listsEveryOptionAsTheMetadataHasIt(String words) throws Exception {
        String page = Files.readString(PAGE);
        String begin = "// " + words + ": START\n";
        String end = "// " + words + ": END\n";
        int from = page.indexOf(begin) + begin.length();
        String expected = table(metadata().path(PARTS.getOrDefault(words, "")));

        if (Boolean.getBoolean("imgeo.docs.update")) {
            page = page.substring(0, from) + expected + page.substring(page.indexOf(end));
            Files.writeString(PAGE, page);
        }

        assertThat(page.substring(from, page.indexOf(end))).isEqualTo(expected);
    }

    @Test
    void describesEveryOption() throws Exception {
        for (String part : PARTS.values()) {
            for (Map.Entry<String, JsonNode> option : metadata().path(part).properties()) {
                if (option.getValue().path("group").asText().equals("scheduler")) {
                    continue; // in Camel's own words
                }
                assertThat(option.getValue().path("description").asText())
                        .as(option.getKey())
                        .hasSizeGreaterThan(20)
                        .endsWith(".")
                        .doesNotContain("{@", "<p>");
            }
        }
    }

    @Test
    void keepsTheKeySecret() throws Exception {
        Set<Map.Entry<String, JsonNode>> options =
                metadata().path("componentProperties").properties();

        assertThat(options)
                .filteredOn(option -> option.getValue().path("secret").asBoolean())
                .extracting(Map.Entry::getKey)
                .containsExactly("apiKey");
    }

    private static JsonNode metadata() throws Exception {
        return new ObjectMapper().readTree(Files.readString(METADATA));
    }

    private static String table(JsonNode options) {
        StringBuilder table = new StringBuilder("[width=\"100%\",cols=\"2,5,^1,2\",options=\"header\"]\n|===\n")
                .append("| Name | Description | Default | Type\n");
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            JsonNode facts = option.getValue();
            table.append("\n| *")
                    .append(option.getKey())
                    .append("* (")
                    .append(facts.path("group").asText())
                    .append(")\n| ")
                    .append(facts.path("required").asBoolean() ? "*Required* " : "")
                    .append(facts.path("description").asText())
                    .append(values(facts))
                    .append("\n| ")
                    .append(facts.path("defaultValue").asText())
                    .append("\n| ")
                    .append(type(facts))
                    .append('\n');
        }
        return table.append("|===\n").toString();
    }

    private static String values(JsonNode facts) {
        StringBuilder values = new StringBuilder();
        for (JsonNode value : facts.path("enum")) {
            values.append(values.isEmpty() ? "\n\nOne of: " : ", ").append(value.asText());
        }
        return values.toString();
    }

    private static String type(JsonNode facts) {
        String type = facts.path("type").asText();
        String javaType = facts.path("javaType").asText();
        return type.equals("duration") ? "duration" : javaType.replaceAll("\\b[a-z]\\w*\\.", "");
    }
}
