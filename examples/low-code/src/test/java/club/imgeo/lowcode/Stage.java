package club.imgeo.lowcode;

import static org.awaitility.Awaitility.await;

import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A sandbox, and examples run in it one after the other. */
final class Stage implements AutoCloseable {
    final Sandbox sandbox = Sandbox.start();
    final String key = sandbox.signUp();
    final Path home;
    private final List<Example> running = new ArrayList<>();

    Stage(Path home) {
        this.home = home;
    }

    Example start(String name) {
        return start(name, Map.of());
    }

    Example start(String name, Map<String, String> properties) {
        Example example = Example.start(Path.of(name), home, sandbox, key, properties);
        running.add(example);
        return example;
    }

    void put(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        // At once, as nothing is to be read that is half there.
        Path there = Files.writeString(home.resolve("on-its-way"), text);
        Files.move(there, file);
    }

    /** Waits for a file to be there, whole. */
    Path file(String name) {
        Path file = home.resolve(name);
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.isRegularFile(file) && Files.size(file) > 0);
        return file;
    }

    List<Path> files(String folder) throws IOException {
        Path in = home.resolve(folder);
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(in)) {
            return files.sorted().toList();
        }
    }

    @Override
    public void close() {
        running.forEach(Example::close);
        sandbox.close();
    }
}
