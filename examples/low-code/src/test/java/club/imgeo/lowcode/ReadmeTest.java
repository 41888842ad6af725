package club.imgeo.lowcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each example is in the list, with a README and routes that keep what they pay for where it lasts. */
class ReadmeTest {
    @Test
    void namesEveryExample() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(examples()).hasSize(6).allSatisfy(example -> {
            assertThat(readme).contains("[" + example + "](" + example + "/README.md)");
            assertThat(Files.readString(example.resolve("README.md"))).contains("(" + example + ".camel.yaml)");
        });
    }

    @Test
    void paysByAKeyAndALastingJournalWhereverItPays() throws IOException {
        for (Path example : examples()) {
            String routes = Files.readString(example.resolve(example + ".camel.yaml"));
            if (routes.contains("imgeo:generate")) {
                assertThat(routes).contains("journal: file:").containsPattern("chargeKey:|reuse: true");
            }
        }
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("."))) {
            return folders.map(Path.of(".")::relativize)
                    .filter(folder -> Files.isRegularFile(folder.resolve(folder + ".camel.yaml")))
                    .sorted()
                    .toList();
        }
    }
}
