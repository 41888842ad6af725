package club.imgeo.quickstart.kafka.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jars of one version of Kafka, in the notation of {@code java -classpath}, and nothing else's. */
public record Classpath(String value) {
    public Classpath {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an empty class path starts no Kafka");
        }
    }

    /** As {@code dependency:build-classpath} writes it. */
    public static Classpath listedIn(Path file) {
        try {
            return new Classpath(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Such as {@code libs} of a Kafka that was downloaded. */
    public static Classpath jarsIn(Path folder) {
        return new Classpath(folder.toAbsolutePath().resolve("*").toString());
    }
}
