package club.imgeo.spring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes Spring Boot's configuration metadata from Camel's. */
final class ConfigurationMetadata {
    private static final String COMPONENT = "club.imgeo.camel.ImgeoComponent";
    private static final Map<String, String> BOXED =
            Map.of("boolean", "java.lang.Boolean", "int", "java.lang.Integer", "long", "java.lang.Long");
    private static final ObjectWriter WRITER = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private final ObjectNode all = JsonNodeFactory.instance.objectNode();
    private final ArrayNode properties;
    private final ArrayNode hints;

    private ConfigurationMetadata() {
        all.putArray("groups")
                .addObject()
                .put("name", ComponentOptions.PREFIX)
                .put("type", COMPONENT)
                .put("sourceType", COMPONENT)
                .put("description", "The imgeo account behind imgeo: in Camel's routes.");
        properties = all.putArray("properties");
        hints = all.putArray("hints");
    }

    static String of(JsonNode options) throws JsonProcessingException {
        ConfigurationMetadata metadata = new ConfigurationMetadata();
        metadata.flag(
                ComponentOptions.PREFIX + "." + ComponentOptions.ENABLED,
                "Whether the imgeo component is set up from these properties, and its client offered as a bean.");
        options.properties().forEach(option -> metadata.option(option.getKey(), option.getValue()));
        metadata.flag("management.health.imgeo.enabled", "Whether to show the health of imgeo.");
        return WRITER.writeValueAsString(metadata.all) + "\n";
    }

    private void flag(String name, String description) {
        properties
                .addObject()
                .put("name", name)
                .put("type", "java.lang.Boolean")
                .put("description", description)
                .put("defaultValue", true);
    }

    private void option(String name, JsonNode facts) {
        String kebab = ComponentOptions.PREFIX + "." + ComponentOptions.inKebabCase(name);
        ObjectNode property = properties
                .addObject()
                .put("name", kebab)
                .put("type", type(facts))
                .put("sourceType", COMPONENT)
                .put("description", facts.path("description").asText());
        if (facts.has("defaultValue")) {
            property.set("defaultValue", facts.get("defaultValue"));
        }
        if (facts.path("deprecated").asBoolean()) {
            property.putObject("deprecation")
                    .put("level", "warning")
                    .put("reason", facts.path("deprecationNote").asText());
        }
        if (facts.has("enum")) {
            ArrayNode values = hints.addObject().put("name", kebab).putArray("values");
            facts.get("enum").forEach(value -> values.addObject().set("value", value));
        }
    }

    private static String type(JsonNode facts) {
        String type = facts.path("javaType").asText();
        return facts.path("type").asText().equals("duration") ? "java.time.Duration" : BOXED.getOrDefault(type, type);
    }
}
