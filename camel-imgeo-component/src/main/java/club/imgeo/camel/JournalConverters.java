package club.imgeo.camel;

import club.imgeo.charge.JournalReport;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;

/** What a route can take the answers of imgeo:journal for: JSON as a text and as bytes, and maps. */
@Converter(generateLoader = true)
public final class JournalConverters {
    private JournalConverters() {}

    /** As a JSON array. */
    @Converter
    public static String toJson(JournalEntries entries) {
        return JournalJson.write(entries);
    }

    /** As a JSON array. */
    @Converter
    public static InputStream toStream(JournalEntries entries) {
        return stream(JournalJson.write(entries));
    }

    /** As a JSON object. */
    @Converter
    public static String toJson(JournalEntry entry) {
        return JournalJson.write(entry);
    }

    /** As a JSON object. */
    @Converter
    public static InputStream toStream(JournalEntry entry) {
        return stream(JournalJson.write(entry));
    }

    /** By name. */
    @Converter
    public static Map<String, Object> toMap(JournalEntry entry) {
        return entry.fields();
    }

    /** As a JSON object. */
    @Converter
    public static String toJson(JournalReport report) {
        return JournalJson.write(report);
    }

    /** As a JSON object. */
    @Converter
    public static InputStream toStream(JournalReport report) {
        return stream(JournalJson.write(report));
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
