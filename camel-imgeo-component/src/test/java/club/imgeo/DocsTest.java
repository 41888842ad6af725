package club.imgeo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents say nothing of tests that are not there, and show nothing that is otherwise where it comes from. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path INVARIANTS = ROOT.resolve("docs/invariants.md");

    private static final Path METADATA = Path.of("src/generated/resources/META-INF/club/imgeo/camel/imgeo.json");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)<|([\\w-]+-plugin):(\\d[\\w.]*)");
    private static final Pattern EXTRACT = Pattern.compile("(?ms)^<!-- from (\\S+) -->\\n\\n?```\\w*\\n(.*?)^```$");

    @Test
    void namesTestsThatExist() {
        Set<String> there = filesBelow(ROOT, "(Test|Properties)\\.java")
                .flatMap(DocsTest::members)
                .collect(toSet());

        Stream<String> named =
                pages().flatMap(page -> matches(read(page), "`(\\w+(?:Test|Properties)\\.\\w+)`").stream());

        assertThat(named).hasSizeGreaterThan(30).isSubsetOf(there);
    }

    @Test
    void namesForEachInvariantWhatEnforcesIt() throws IOException {
        List<String> rules = matches(Files.readString(INVARIANTS), "(?ms)^\\d+\\. (.*?)(?=^\\d+\\. |^## |\\z)");

        assertThat(rules).hasSizeGreaterThan(20).allSatisfy(rule -> assertThat(rule)
                .containsAnyOf("*Enforced by:*", "*Not yet enforced*"));
    }

    @Test
    void namesVersionsThatWeBuildWith() {
        Set<String> shown = pages().flatMap(page -> versions(read(page))).collect(toSet());

        assertThat(shown)
                .hasSizeGreaterThan(3)
                .isSubsetOf(versions(expanded(read(ROOT.resolve("pom.xml")))).collect(toSet()));
    }

    /** Artifacts and their versions, in XML and in commands. */
    private static Stream<String> versions(String text) {
        return VERSION.matcher(text.replaceAll("com\\.example</groupId>\\s*<artifactId>", "")) // the reader's own
                .results()
                .map(found -> found.group(1) == null
                        ? found.group(3) + " " + found.group(4)
                        : found.group(1) + " " + found.group(2));
    }

    private static String expanded(String pom) {
        String own = matches(pom, "<artifactId>imgeo-connectors</artifactId>\\s*<version>([^<]+)<")
                .get(0);
        return Pattern.compile("\\$\\{([\\w.-]+)}")
                .matcher(pom)
                .replaceAll(property -> matches(pom, "<" + property.group(1) + ">([^<]+)</").stream()
                        .findFirst()
                        .orElse(own));
    }

    @Test
    void namesOptionsOfTheComponentThatThereAre() {
        Set<String> options = matches(
                        read(METADATA).replaceFirst("(?s)\"headers\": \\{.*", ""), "(?m)^ {4}\"(\\w+)\": \\{ \"index\"")
                .stream()
                .map(DocsTest::plain)
                .collect(toSet());

        Stream<String> named = pages().flatMap(
                        page -> matches(read(page), "camel\\.component\\.imgeo\\.([\\w-]+)").stream())
                .map(DocsTest::plain)
                .filter(option -> !option.equals("enabled")); // a word of Spring Boot's

        assertThat(named).hasSizeGreaterThan(5).isSubsetOf(options);
    }

    /** With hyphens or without. */
    private static String plain(String option) {
        return option.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** A fence below {@code <!-- from FILE -->} is a part of that file, which is tested where it is. */
    @ParameterizedTest
    @MethodSource("extracts")
    void showsPartsOfFilesAsTheyAre(Path page, String file, String shown) {
        List<String> whole = unindented(read(ROOT.resolve(file)));
        List<String> part = unindented(shown);

        assertThat(Collections.indexOfSubList(whole, part))
                .as("%s in %s", shown, file)
                .isNotNegative();
    }

    static Stream<Arguments> extracts() {
        return pages().flatMap(page -> EXTRACT.matcher(read(page))
                .results()
                .map(extract -> Arguments.of(page, extract.group(1), extract.group(2))));
    }

    private static List<String> unindented(String text) {
        return text.lines().map(String::strip).toList();
    }

    private static Stream<Path> pages() {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), filesBelow(ROOT.resolve("docs"), "\\.md"));
    }

    private static Stream<String> members(Path test) {
        String name = test.getFileName().toString().replace(".java", "");
        return matches(read(test), "(?:void|ArchRule|Stream<Dynamic(?:Test|Node)>) (\\w+)").stream()
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
