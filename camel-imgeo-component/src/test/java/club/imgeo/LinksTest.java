package club.imgeo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No document leads anywhere that is not there. Nothing outside the project is asked. */
class LinksTest {
    private static final Library ALL =
            new Library(Path.of("..").toAbsolutePath().normalize());

    @Test
    void leadsToFilesAndHeadingsThatExist() {
        assertThat(ALL.documents()).hasSizeGreaterThan(10);
        assertThat(ALL.brokenLinks()).isEmpty();
    }

    @Test
    void namesPathsThatExist() {
        assertThat(ALL.missingPaths()).isEmpty();
    }

    @Test
    void namesNoPlaceOnOneMachineAndNoAddressInTheClear() {
        assertThat(ALL.foreignPlaces()).isEmpty();
    }

    @Test
    void namesProfilesThatExist() {
        assertThat(ALL.missingProfiles()).isEmpty();
    }

    @Test
    void leadsFromTheReadmeToEachDocument() {
        assertThat(ALL.unreachable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Why a 502?, why-a-502",
        "What's *in* an `ImgeoException`, whats-in-an-imgeoexception",
        "In doubt: what to do, in-doubt-what-to-do",
        "Stop – and restart, stop--and-restart",
        "The [sandbox](../x.md), the-sandbox",
        "at_most once, at_most-once"
    })
    void callsAHeadingAsGitHubDoes(String heading, String slug) {
        assertThat(Document.slug(heading)).isEqualTo(slug);
    }

    @Nested
    class OfABrokenProject {
        @TempDir
        private Path root;

        private Library with(String name, String text) throws IOException {
            Files.createDirectories(root.resolve("docs"));
            Files.writeString(root.resolve("README.md"), "# Top\n\n## Twice\n\n## Twice\n\n[guide](docs/guide.md)\n");
            Files.writeString(root.resolve("docs").resolve(name), text);
            return new Library(root);
        }

        @ParameterizedTest
        @CsvSource({
            "[a](gone.md)",
            "![a](gone.png)",
            "<img src=\"gone.png\">",
            "[a](../README.md#gone)",
            "[a](../README.md#twice-2)",
            "[a](#gone)",
            "[a](/etc/passwd)",
            "[a](../../outside.md)",
            "[a](http://example.com/)",
            "[a](https://nowhere)",
            "[a]: gone.md"
        })
        void namesALinkInMarkdown(String link) throws IOException {
            assertThat(with("guide.md", link).brokenLinks()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({"link:gone.md[a]", "<<Gone>>", "image::gone.png[]", "http://example.com[a]"})
        void namesALinkInAsciiDoc(String link) throws IOException {
            with("guide.md", "");

            assertThat(with("guide.adoc", link).brokenLinks()).hasSize(1);
        }

        @Test
        void namesNoLinkThatIsRight() throws IOException {
            String right = """
                    # Here

                    [a](../README.md#twice-1) [b](#here) [c](https://example.com/a?b#c) `[d](gone.md)`

                    ```
                    [e](gone.md)
                    ```
                    """;

            assertThat(with("guide.md", right).brokenLinks()).isEmpty();
            assertThat(with("guide.adoc", "== Being here\n\n<<Being here,a>> link:guide.md[b]\n")
                            .brokenLinks())
                    .isEmpty();
        }

        @Test
        void namesPathsProfilesAndPlaces() throws IOException {
            Files.writeString(root.resolve("pom.xml"), "<id>there</id>");
            String text = """
                    `examples/gone/README.md` and `docs/guide.md`, `mvn -Pgone verify` and `mvn -Pthere verify`.

                    ```sh
                    cat /home/ada/key http://example.com/key
                    ```
                    """;

            Library library = with("guide.md", text);

            assertThat(library.missingPaths()).containsExactly("docs/guide.md: examples/gone/README.md");
            assertThat(library.missingProfiles()).containsExactly("docs/guide.md: gone");
            assertThat(library.foreignPlaces())
                    .containsExactly("docs/guide.md: http://example.com/key", "docs/guide.md: /home/ada/key");
        }

        @Test
        void namesADocumentThatNobodyLeadsTo() throws IOException {
            assertThat(with("lonely.md", "[guide](guide.md)").unreachable())
                    .containsExactly(root.resolve("docs/lonely.md"));
        }
    }
}
