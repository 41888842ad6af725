package club.imgeo.sandbox;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Durations as people write them: {@code 200ms}, {@code 7s}, {@code 1.5s}, {@code 2m}. */
final class Durations {
    private static final Duration LONGEST = Duration.ofDays(1);

    private Durations() {}

    /** As {@link #parse} reads it. */
    static String words(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    static Duration parse(String text) {
        Duration duration;
        try {
            String unsigned = text.strip().toLowerCase(Locale.ROOT);
            duration = unsigned.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(unsigned.substring(0, unsigned.length() - 2)))
                    : Duration.parse("PT" + unsigned);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no duration; write 200ms, 7s or 2m", e);
        }
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' must be 0 to 24 hours");
        }
        return duration;
    }
}
