package club.imgeo.lowcode;

import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** One of the folders beside this module's sources, run as it is: its routes, its properties, a copy of what it draws from. */
final class Example implements AutoCloseable {
    private final Main camel = new Main();

    private Example(Path folder, Path home, Map<String, String> properties) {
        String routes = folder.toAbsolutePath().toString().replace('\\', '/');
        camel.configure().withRoutesIncludePattern("file:" + routes + "/*.camel.yaml");
        camel.setPropertyPlaceholderLocations("file:" + routes + "/application.properties");
        camel.addInitialProperty("imgeo.home", home.toAbsolutePath().toString().replace('\\', '/'));
        properties.forEach(camel::addOverrideProperty);
    }

    /**
     * Started, on the account of {@code apiKey} in {@code sandbox}.
     *
     * @param home where it looks for what is to be drawn, and leaves what it draws
     * @param properties count before those of the folder
     */
    static Example start(Path folder, Path home, Sandbox sandbox, String apiKey, Map<String, String> properties) {
        copy(folder, home);
        Example example = new Example(folder, home, properties);
        example.camel.addInitialProperty(
                "camel.component.imgeo.base-url", sandbox.baseUrl().toString());
        example.camel.addInitialProperty("camel.component.imgeo.api-key", apiKey);
        example.camel.start();
        return example;
    }

    /** What is in folders of the example. */
    private static void copy(Path folder, Path home) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = folder.relativize(file);
                if (name.getNameCount() > 1) {
                    Path copy = home.resolve(name.toString());
                    Files.createDirectories(copy.getParent());
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Main camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
