package club.imgeo.quickstart.kafka.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was done to whom, and when. */
final class Chronicle {
    private final PrintStream out;
    private final Instant begun = Instant.now();
    private final List<Incident> incidents = new ArrayList<>();
    private final Map<Deed, Integer> counts = new TreeMap<>();

    /** What somebody or something may do to a connector. */
    enum Deed {
        KILL,
        ZOMBIE,
        BROKER,
        RESTART,
        REWIND,
        DRY,
        NURSED
    }

    Chronicle(PrintStream out, String title) {
        this.out = out;
        out.println();
        out.println(title);
    }

    void note(Deed deed, String what) {
        counts.merge(deed, 1, Integer::sum);
        say(what);
    }

    void say(String what) {
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%7.1f s  %s", seconds, what));
    }

    void incident(Instant from, Instant to) {
        incidents.add(new Incident(from, to));
    }

    List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    /** Such as {@code 12 KILL, 3 ZOMBIE}. */
    String summary() {
        List<String> parts = new ArrayList<>();
        counts.forEach((deed, count) -> parts.add(count + " " + deed));
        return String.join(", ", parts);
    }
}
