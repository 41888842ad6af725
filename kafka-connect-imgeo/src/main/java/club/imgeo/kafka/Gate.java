package club.imgeo.kafka;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets records through to the API, or keeps them until it is time. Safe for use by many threads. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final LongSupplier nanos;
    private final PauseLog log;
    private final Map<Reason, Long> paused = new EnumMap<>(Reason.class);
    private @Nullable Reason reason;
    private long since;
    private long until;

    /** Why nothing is sent. */
    enum Reason {
        CREDITS("the account has no credits for what is asked, or a budget no room."),
        RATE_LIMIT("the server asked for a pause."),
        JOURNAL("the journal cannot be written.");

        private final String why;

        Reason(String why) {
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /** @param nanos a clock that never jumps */
    Gate(LongSupplier nanos) {
        this(nanos, new PauseLog(LOG::warn, LOG::info));
    }

    Gate(LongSupplier nanos, PauseLog log) {
        this.nanos = nanos;
        this.log = log;
    }

    /** For {@code wait} from now on; a longer one that was asked for before still counts. */
    synchronized void close(Reason why, Duration wait, @Nullable String message) {
        long now = nanos.getAsLong();
        if (reason == null) {
            since = now;
            until = now + wait.toNanos();
        } else {
            count(now);
            until = Math.max(until, now + wait.toNanos());
        }
        reason = why;
        log.closed(why, message, now);
    }

    /** Whether records may pass. Once the time has come they try; who fails closes it again. */
    synchronized boolean isOpen() {
        long now = nanos.getAsLong();
        if (reason != null && now - until >= 0) {
            count(now);
            LOG.debug("Trying again after a pause");
            reason = null;
        }
        if (reason == null) {
            log.open(now);
        }
        return reason == null;
    }

    /** What was sent was paid for; where it was sent before a pause, that says nothing. */
    synchronized void passed() {
        if (reason == null) {
            log.passed();
        }
    }

    synchronized @Nullable Reason reason() {
        return reason;
    }

    /** For how long nothing was sent, all pauses for this reason together. */
    synchronized Duration paused(Reason why) {
        count(nanos.getAsLong());
        return Duration.ofNanos(paused.getOrDefault(why, 0L));
    }

    private void count(long now) {
        if (reason != null) {
            paused.merge(reason, now - since, Long::sum);
            since = now;
        }
    }
}
