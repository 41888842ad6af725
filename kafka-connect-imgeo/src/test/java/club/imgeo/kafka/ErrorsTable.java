package club.imgeo.kafka;

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
import org.jspecify.annotations.Nullable;

/** {@code docs/errors.md} as data, as far as the sink goes by it. */
final class ErrorsTable {
    private static final Path FILE = Path.of("..", "docs", "errors.md");
    private static final Pattern DIRECTIVE = Pattern.compile("`(sandbox: [^`]+)`");
    private static final String NOTHING = "–";

    private ErrorsTable() {}

    /**
     * @param exception its simple name, null where the call succeeds
     * @param directives what to end a prompt with to see the row
     */
    record Row(String name, @Nullable String exception, List<String> directives) {}

    static List<Row> rows() {
        return table(7).stream()
                .map(cells -> new Row(
                        cells.get(0),
                        cells.get(3).equals(NOTHING) ? null : cells.get(3),
                        DIRECTIVE
                                .matcher(cells.get(6))
                                .results()
                                .map(match -> match.group(1))
                                .toList()))
                .toList();
    }

    /** The section "In the Kafka sink" by the names of its rows, without those of success. */
    static Map<String, Disposition> dispositions() {
        Map<String, Disposition> dispositions = new LinkedHashMap<>();
        table(3).stream()
                .filter(cells -> !cells.get(1).equals(NOTHING))
                .forEach(cells -> dispositions.put(cells.get(0), Disposition.valueOf(cells.get(1))));
        return dispositions;
    }

    static List<String> namesInTheSink() {
        return table(3).stream().map(cells -> cells.get(0)).toList();
    }

    /** The body of the table with so many columns, of which the first is "row". */
    private static List<List<String>> table(int columns) {
        List<List<String>> table = new ArrayList<>();
        boolean inside = false;
        for (String line : lines()) {
            List<String> cells = cells(line);
            inside = cells.size() == columns && (inside || cells.get(0).equals("row"));
            if (inside && cells.get(0).startsWith("`")) {
                List<String> row = new ArrayList<>(cells);
                row.replaceAll(cell -> cell.matches("`[^`]*`") && !cell.contains(" ") ? cell.replace("`", "") : cell);
                table.add(row);
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
}
