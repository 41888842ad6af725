package club.imgeo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say nothing of tests, files or links that are not there. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path INVARIANTS = ROOT.resolve("docs/invariants.md");

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> there = filesBelow(ROOT, "(Test|Properties)\\.java")
                .flatMap(DocsTest::members)
                .collect(toSet());

        List<String> named = matches(Files.readString(INVARIANTS), "`(\\w+(?:Test|Properties)\\.\\w+)`");

        assertThat(named).hasSizeGreaterThan(30).isSubsetOf(there);
    }

    @Test
    void namesForEachInvariantWhatEnforcesIt() throws IOException {
        List<String> rules = matches(Files.readString(INVARIANTS), "(?ms)^\\d+\\. (.*?)(?=^\\d+\\. |^## |\\z)");

        assertThat(rules).hasSizeGreaterThan(20).allSatisfy(rule -> assertThat(rule)
                .containsAnyOf("*Enforced by:*", "*Not yet enforced*"));
    }

    @Test
    void linksToFilesThatExist() {
        Stream<Path> documents = Stream.of(ROOT.resolve("docs"), ROOT.resolve("examples"), ROOT.resolve("README.md"))
                .flatMap(below -> filesBelow(below, "\\.md"));

        Stream<Path> targets =
                documents.flatMap(document -> matches(read(document), "]\\(([^)#:]+?)(?:#[^)]*)?\\)").stream()
                        .map(link -> document.resolveSibling(link).normalize()));

        assertThat(targets).hasSizeGreaterThan(20).allSatisfy(target -> assertThat(target)
                .exists());
    }

    private static Stream<String> members(Path test) {
        String name = test.getFileName().toString().replace(".java", "");
        return matches(read(test), "(?:void|ArchRule|Stream<DynamicTest>) (\\w+)").stream()
                .map(member -> name + "." + member);
    }

    private static Stream<Path> filesBelow(Path folder, String ending) {
        Pattern pattern = Pattern.compile(ending + "$");
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> pattern.matcher(file.toString()).find())
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
