package club.imgeo.kafka;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.UnusableAnswerException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a record gave no images, and what that says about the credits.
 *
 * @param credits that are gone, or may be; null where nobody states a price
 * @param status of HTTP, 0 where no answer came
 * @param images that could be saved of an answer that was no use
 */
record Report(
        String reason,
        CreditOutcome creditOutcome,
        @Nullable BigDecimal credits,
        int status,
        @Nullable String chargeKey,
        List<URI> images) {
    private static final String REASON = "imgeo.reason";
    private static final String CREDIT_OUTCOME = "imgeo.credit.outcome";
    private static final String CREDITS = "imgeo.credits";
    private static final String STATUS = "imgeo.status";
    private static final String CHARGE_KEY = "imgeo.charge.key";
    private static final String IMAGES = "imgeo.images";
    private static final String TOPIC = "imgeo.topic";
    private static final String PARTITION = "imgeo.partition";
    private static final String OFFSET = "imgeo.offset";
    private static final String TIMESTAMP = "imgeo.timestamp";

    /** The names of all headers that a report is made of. */
    static final Set<String> HEADERS =
            Set.of(REASON, CREDIT_OUTCOME, CREDITS, STATUS, CHARGE_KEY, IMAGES, TOPIC, PARTITION, OFFSET, TIMESTAMP);

    private static final int LONGEST_REASON = 4_096;

    Report {
        reason = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
        images = List.copyOf(images);
    }

    /**
     * Of the exceptions of others it has the name alone: nobody knows what their messages hold.
     *
     * @param chargeKey null where it could not be told
     * @param credits that the call would have cost; null where nobody states a price
     */
    static Report of(Throwable thrown, @Nullable String chargeKey, @Nullable BigDecimal credits) {
        Throwable cause = Disposition.unwrapped(thrown);
        if (!(cause instanceof ImgeoException failure)) {
            String reason = "an unexpected " + cause.getClass().getName() + "; see the worker's log";
            return new Report(reason, CreditOutcome.UNKNOWN, credits, 0, chargeKey, List.of());
        }
        return new Report(
                String.valueOf(failure.getMessage()),
                failure.creditOutcome(),
                failure.creditOutcome().isFreeToRepeat() ? BigDecimal.ZERO : credits,
                failure.status().orElse(0),
                chargeKey,
                failure instanceof UnusableAnswerException unusable ? unusable.images() : List.of());
    }

    /** As texts by their names, without what is not known; several images are parted by blanks. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(REASON, reason);
        headers.put(CREDIT_OUTCOME, creditOutcome.name());
        if (credits != null) {
            headers.put(CREDITS, credits.toPlainString());
        }
        if (status != 0) {
            headers.put(STATUS, Integer.toString(status));
        }
        if (chargeKey != null) {
            headers.put(CHARGE_KEY, chargeKey);
        }
        if (!images.isEmpty()) {
            headers.put(IMAGES, images.stream().map(URI::toString).collect(Collectors.joining(" ")));
        }
        return headers;
    }

    /** {@link #headers()}, and where the record came from. */
    Map<String, String> headers(Place place) {
        Map<String, String> headers = headers();
        headers.put(TOPIC, place.topic());
        headers.put(PARTITION, Integer.toString(place.partition()));
        headers.put(OFFSET, Long.toString(place.offset()));
        if (place.timestamp() != null) {
            headers.put(TIMESTAMP, place.timestamp().toString());
        }
        return headers;
    }
}
