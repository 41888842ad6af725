package club.imgeo.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Kamelet as its YAML has it. */
record KameletFile(String fileName, Map<String, Object> yaml) {
    private static final Path OURS = Path.of("src/main/resources/kamelets");

    static KameletFile read(String fileName, String text) {
        return new KameletFile(fileName, map(new Load(LoadSettings.builder().build()).loadFromString(text)));
    }

    /** Those in this component's jar. */
    static List<KameletFile> ours() {
        return in(OURS);
    }

    static List<KameletFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".kamelet.yaml"))
                    .sorted()
                    .map(KameletFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KameletFile read(Path file) {
        try {
            return read(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return text(yaml, "metadata", "name");
    }

    String type() {
        return text(yaml, "metadata", "labels", "camel.apache.org/kamelet.type");
    }

    String annotation(String name) {
        return text(yaml, "metadata", "annotations", "camel.apache.org/" + name);
    }

    Map<String, Object> definition() {
        return map(at(yaml, "spec", "definition"));
    }

    /** By name, in the order of the file. */
    Map<String, Map<String, Object>> properties() {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        map(definition().get("properties")).forEach((name, property) -> properties.put(name, map(property)));
        return properties;
    }

    List<String> required() {
        return texts(definition().get("required"));
    }

    List<String> dependencies() {
        return texts(at(yaml, "spec", "dependencies"));
    }

    @Nullable
    Object template() {
        return at(yaml, "spec", "template");
    }

    List<String> beans() {
        return template() instanceof Map<?, ?> template && template.get("beans") instanceof Collection<?> beans
                ? beans.stream().map(bean -> text(map(bean), "name")).toList()
                : List.of();
    }

    static String text(Map<String, Object> within, String... path) {
        Object value = at(within, path);
        return value == null ? "" : value.toString();
    }

    static List<String> texts(@Nullable Object list) {
        return list instanceof Collection<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static @Nullable Object at(Map<String, Object> within, String... path) {
        Object value = within;
        for (String step : path) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((name, each) -> map.put(String.valueOf(name), each));
        }
        return map;
    }

    @Override
    public String toString() {
        return name();
    }
}
