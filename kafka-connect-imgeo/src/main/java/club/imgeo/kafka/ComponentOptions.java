package club.imgeo.kafka;

import club.imgeo.camel.ImgeoComponent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The options of the imgeo component in Camel, which {@code camel.component.imgeo.} passes on. */
final class ComponentOptions {
    /** By their names, what Camel's generator writes of each. */
    static final Map<String, JsonNode> ALL = read();

    private ComponentOptions() {}

    /** {@code credit-check} and {@code creditcheck} are creditCheck; what is unknown stays as it is. */
    static String inCamelCase(String name) {
        String folded = folded(name);
        return ALL.keySet().stream()
                .filter(known -> folded(known).equals(folded))
                .findFirst()
                .orElse(name);
    }

    /** As Camel writes it; blank where there is none. */
    static String byDefault(String name) {
        JsonNode option = ALL.get(name);
        return option == null ? "" : option.path("defaultValue").asText();
    }

    private static String folded(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, JsonNode> read() {
        try (InputStream metadata = ImgeoComponent.class.getResourceAsStream("/META-INF/club/imgeo/camel/imgeo.json")) {
            if (metadata == null) {
                throw new IllegalStateException("the component's metadata is not in its jar");
            }
            Map<String, JsonNode> options = new TreeMap<>();
            new ObjectMapper()
                    .readTree(metadata)
                    .path("componentProperties")
                    .properties()
                    .forEach(option -> options.put(option.getKey(), option.getValue()));
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
