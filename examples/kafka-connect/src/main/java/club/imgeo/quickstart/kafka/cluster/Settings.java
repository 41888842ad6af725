package club.imgeo.quickstart.kafka.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A file of properties, as Kafka reads it. */
final class Settings {
    private Settings() {}

    /** @param changes win over {@code defaults} */
    static Path write(Path file, Map<String, String> defaults, Map<String, String> changes) {
        Properties properties = new Properties();
        properties.putAll(defaults);
        properties.putAll(changes);
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
