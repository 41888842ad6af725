package club.imgeo;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ImgeoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/at-3am.md has for whoever is woken. */
class AtNightTest {
    private static final Path PAGE = Path.of("../docs/at-3am.md");
    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java"), Path.of("../kafka-connect-imgeo/src/main/java"));

    private static List<String> sections() throws IOException {
        return Stream.of(Files.readString(PAGE).split("(?m)^## "))
                .skip(1)
                .filter(section -> !section.startsWith("Find it\n"))
                .toList();
    }

    @Test
    void hasASectionForEachExceptionThereIs() throws IOException {
        assertThat(sections())
                .extracting(section -> section.lines().findFirst().orElseThrow())
                .containsAll(Arrays.stream(ImgeoException.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void namesEachAlertThereIs() throws IOException {
        List<String> alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .map(alert -> "`" + alert.group(1) + "`")
                .toList();

        assertThat(alerts).hasSizeGreaterThan(5);
        assertThat(Files.readString(PAGE)).contains(alerts);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void saysWhatToDoAndWhatNot(String section) {
        List<String> labels = Pattern.compile("(?m)^- \\*([\\w ]+):\\*")
                .matcher(section)
                .results()
                .map(label -> label.group(1))
                .toList();

        assertThat(labels).containsExactly("Says", "Credits", "Now", "Can wait", "Never");
    }

    @Test
    void quotesMessagesThatThereAre() throws IOException {
        String messages = SOURCES.stream().map(AtNightTest::literals).collect(joining());
        List<String> quoted = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("(?<=.)\\|.*", ""))
                .flatMap(cell ->
                        Pattern.compile("`([^`]+)`").matcher(cell).results().map(match -> match.group(1)))
                .toList();

        assertThat(quoted).hasSizeGreaterThan(25).allSatisfy(message -> assertThat(messages)
                .contains(message));
    }

    /** The sources, with texts that stand on several lines in one. */
    private static String literals(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> Document.read(file).text().replaceAll("\"\\s*\\+\\s*\"", ""))
                    .collect(joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
