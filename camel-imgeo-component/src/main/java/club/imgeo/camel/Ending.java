package club.imgeo.camel;

import club.imgeo.client.CreditOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one message at imgeo:generate ended; nothing of what it asked to be drawn.
 *
 * @param model one of the catalog, else {@link #OTHER}, so that there are only so many
 * @param count how many images were asked for; 0 where that could not be read
 * @param images how many came
 * @param credits what this message cost; null where nobody knows
 * @param took from when the producer got it, waiting for its turn included
 */
record Ending(
        Instant at,
        String model,
        int count,
        int images,
        @Nullable BigDecimal credits,
        How how,
        Duration took) {
    /** Of the exchange, in which it waits for a span that wants to tell of it. */
    static final String PROPERTY = "CamelImgeoEnding";

    static final String OTHER = "other";

    enum How {
        /** Drawn and paid for. */
        DONE,
        /** Given again, for nothing. */
        REPLAYED,
        /** Failed, and nothing was taken. */
        REFUSED,
        /** Failed, and what was taken was given back. */
        REFUNDED,
        /** Paid for, and the answer is no use. */
        UNUSABLE,
        /** Failed, and perhaps paid for. */
        IN_DOUBT;

        static How failed(CreditOutcome outcome) {
            return switch (outcome) {
                case NOT_CHARGED -> REFUSED;
                case REFUNDED -> REFUNDED;
                case CHARGED -> UNUSABLE;
                case UNKNOWN -> IN_DOUBT;
            };
        }

        /** As a tag has it: {@code in-doubt}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
