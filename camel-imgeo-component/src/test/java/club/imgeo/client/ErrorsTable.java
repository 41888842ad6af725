package club.imgeo.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/errors.md} as data. */
final class ErrorsTable {
    private static final Path FILE = Path.of("..", "docs", "errors.md");
    private static final Pattern DIRECTIVE = Pattern.compile("`(sandbox: [^`]+)`");

    private ErrorsTable() {}

    /**
     * @param exception its simple name; "–" where the call succeeds
     * @param directives what to end a prompt with to see the row
     */
    record Row(
            String name,
            CreditOutcome credits,
            String exception,
            boolean retried,
            String http,
            List<String> directives) {
        boolean succeeds() {
            return exception.equals("–");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        return table(7).stream()
                .map(cells -> new Row(
                        bare(cells.get(0)),
                        CreditOutcome.valueOf(bare(cells.get(2))),
                        bare(cells.get(3)),
                        cells.get(4).startsWith("retry"),
                        cells.get(5),
                        DIRECTIVE
                                .matcher(cells.get(6))
                                .results()
                                .map(match -> match.group(1))
                                .toList()))
                .toList();
    }

    /** What to do, by the name of the row. */
    static Map<String, String> advice() {
        Map<String, String> advice = new LinkedHashMap<>();
        table(2).forEach(cells -> advice.put(bare(cells.get(0)), cells.get(1)));
        return advice;
    }

    /** The body of the table with so many columns, of which the first is "row". */
    private static List<List<String>> table(int columns) {
        List<List<String>> table = new ArrayList<>();
        boolean inside = false;
        for (String line : lines()) {
            List<String> cells = cells(line);
            inside = cells.size() == columns && (inside || cells.get(0).equals("row"));
            if (inside && cells.get(0).startsWith("`")) {
                table.add(cells);
            }
        }
        return table;
    }

    private static List<String> cells(String line) {
        return line.startsWith("|")
                ? Stream.of(line.substring(1).split("\\|")).map(String::strip).toList()
                : List.of();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bare(String cell) {
        return cell.replace("`", "");
    }
}
