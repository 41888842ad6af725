package club.imgeo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown or AsciiDoc: where it leads, and where in it others can lead. */
record Document(Path file, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *(```+|----+)[^\\n]*\\n(.*?)^ *\\1 *$");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^(?:#{1,6}|={1,6})\\s+(.+?)\\s*$");
    private static final Pattern NAMED = Pattern.compile("(?m)^\\[[\\[#]([\\w-]+)]]?$");
    private static final Pattern MARKDOWN_LINK =
            Pattern.compile("\\]\\(<?([^)\\s>]+)>?[^)]*\\)|(?:src|href)=\"([^\"]+)\"|(?m)^\\[[^]]+]:\\s+(\\S+)");
    private static final Pattern ASCIIDOC_LINK =
            Pattern.compile("(?:link|xref|image):{1,2}([^\\s\\[]+)\\[|<<([^,>]+)|(https?://[^\\s\\[]+)\\[");

    static Document read(Path file) {
        try {
            return new Document(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Targets of links and images, as they are written; a cross-reference of AsciiDoc begins with {@code #}. */
    List<String> links() {
        Matcher links = (asciidoc() ? ASCIIDOC_LINK : MARKDOWN_LINK).matcher(prose());
        return links.results()
                .map(link -> asciidoc() && link.group(2) != null
                        ? "#" + link.group(2)
                        : Stream.of(1, 2, 3)
                                .map(link::group)
                                .filter(group -> group != null)
                                .findFirst()
                                .orElseThrow())
                .toList();
    }

    /** What can stand after {@code #} in a link: in Markdown as GitHub makes it, in AsciiDoc headings and names. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(withoutFences())
                .results()
                .map(heading -> heading.group(1))
                .forEach(heading -> {
                    String slug = asciidoc() ? heading : slug(heading);
                    int before = seen.merge(slug, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? slug : slug + "-" + before);
                });
        if (asciidoc()) {
            NAMED.matcher(withoutFences()).results().map(name -> name.group(1)).forEach(anchors::add);
        }
        return anchors;
    }

    /** All that is marked as code, in lines and between fences. */
    List<String> code() {
        Stream<String> blocks =
                FENCED.matcher(text).results().map(block -> block.group(2)).flatMap(String::lines);
        Stream<String> words = INLINE.matcher(withoutFences()).results().map(word -> word.group(1));
        return Stream.concat(blocks, words).toList();
    }

    /** All that is not code. */
    String prose() {
        return INLINE.matcher(withoutFences()).replaceAll("");
    }

    boolean asciidoc() {
        return file.toString().endsWith(".adoc");
    }

    private String withoutFences() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** GitHub's name for a heading: what is neither letter, digit, underscore, hyphen nor blank is left out. */
    static String slug(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
                .replace(' ', '-');
    }
}
