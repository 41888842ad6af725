package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A budget: within {@code window}, the charges of {@code scope} never come to more than {@code credits}. What is in
 * flight or in doubt counts as if it had been paid for.
 *
 * @param window null for all that the journal remembers
 */
public record Cap(Scope scope, BigDecimal credits, @Nullable Duration window) {
    /** The charges made at this moment or later count. */
    public Instant since(Instant now) {
        return window == null ? Instant.EPOCH : now.minus(window);
    }

    /** For a message. */
    String inItsWindow() {
        return window == null
                ? ""
                : " in " + window.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
