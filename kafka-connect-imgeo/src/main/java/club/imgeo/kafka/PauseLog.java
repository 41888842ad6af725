package club.imgeo.kafka;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says that nothing is sent: when that begins, once a minute while it goes on, and when it is over. Whoever tries in
 * between whether it is over, and finds that it is not, neither ends it nor begins it anew. Not safe for threads.
 */
final class PauseLog {
    private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();
    /** What was let through says little while others may still be sent back. */
    private static final long CALM = Duration.ofSeconds(10).toNanos();

    private final Consumer<String> warn;
    private final Consumer<String> info;
    private final Map<Gate.Reason, Long> warned = new EnumMap<>(Gate.Reason.class);
    private long began;
    private @Nullable Long opened;
    private boolean passed;

    PauseLog(Consumer<String> warn, Consumer<String> info) {
        this.warn = warn;
        this.info = info;
    }

    void closed(Gate.Reason why, @Nullable String message, long now) {
        if (warned.isEmpty()) {
            began = now;
        }
        opened = null;
        passed = false;
        Long last = warned.get(why);
        if (last == null) {
            warn.accept("Nothing is sent for now, and nothing is lost: " + message);
            warned.put(why, now);
        } else if (now - last >= BETWEEN_WARNINGS) {
            warn.accept("Still nothing is sent after " + seconds(now - began) + ", and nothing is lost: " + message);
            warned.put(why, now);
        }
    }

    /** Something was sent, and taken. */
    void passed() {
        passed = true;
    }

    /** Nothing is kept back at this moment. */
    void open(long now) {
        if (opened == null) {
            opened = now;
        }
        if (passed && !warned.isEmpty() && now - opened >= CALM) {
            info.accept("Records are sent again; the last pause began " + seconds(now - began) + " ago");
            warned.clear();
            passed = false;
        }
    }

    private static String seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds() + " s";
    }
}
