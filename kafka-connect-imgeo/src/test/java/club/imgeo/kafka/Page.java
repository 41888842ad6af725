package club.imgeo.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document in Markdown, as far as a test can hold it to something. */
record Page(String text) {
    static Page read(Path file) {
        try {
            return new Page(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands between fences of that language. */
    List<String> fenced(String language) {
        return matches(text, "(?ms)^```" + language + "\\n(.*?)^```$");
    }

    /** What stands in a line as code. */
    List<String> code() {
        return matches(text.replaceAll("(?ms)^```.*?^```$", ""), "`([^`\\n]+)`");
    }

    /** The rows below the heads of the table that begins so, by their cells. */
    List<List<String>> table(String head) {
        return text.lines()
                .dropWhile(line -> !line.startsWith("| " + head + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** The first cells of that table, which are code. */
    List<String> names(String head) {
        return table(head).stream().map(cells -> cells.get(0).replace("`", "")).toList();
    }

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
