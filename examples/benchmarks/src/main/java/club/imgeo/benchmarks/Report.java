package club.imgeo.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The rows as a table for people and as JSON for programs. */
record Report(List<Row> rows) {
    boolean allMet() {
        return rows.stream().allMatch(Row::met);
    }

    String table() {
        int what = width(Row::what);
        int measured = width(Row::measured);
        int target = width(Row::target);
        String format = "%n%s  %-" + what + "s  %" + measured + "s  %-" + target + "s  %s";
        StringBuilder table = new StringBuilder();
        for (Row row : rows) {
            String met = row.target().isEmpty() ? "" : row.met() ? "met" : "NOT met";
            table.append(String.format(Locale.ROOT, format, row.part(), row.what(), row.measured(), row.target(), met));
        }
        return table.append(System.lineSeparator()).toString();
    }

    String verdict() {
        List<String> missed =
                rows.stream().filter(row -> !row.met()).map(Row::what).toList();
        return missed.isEmpty() ? "Every target is met." : "NOT met: " + String.join("; ", missed);
    }

    void write(Path file) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Instant.now().toString());
        json.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        json.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("allMet", allMet());
        json.put("rows", rows);
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), json);
    }

    private int width(Function<Row, String> column) {
        return Math.max(
                1, rows.stream().map(column).mapToInt(String::length).max().orElse(1));
    }
}
