package club.imgeo.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The file of prompts. Its columns are named as the API names its fields; an empty cell is a field left out. */
final class Prompts {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setNullString("")
            .get();

    private Prompts() {}

    static List<Map<String, String>> read(InputStream csv) {
        try (var reader = new InputStreamReader(csv, StandardCharsets.UTF_8)) {
            return FORMAT.parse(reader).stream().map(CSVRecord::toMap).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
