package club.imgeo.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a call that failed. The one parameter of every {@link ImgeoException}, so that none can be
 * made with a fact missing.
 *
 * @param reason free of prompts, keys and line breaks
 * @param status of HTTP, 0 where no answer came
 * @param answer what the server said, key redacted and cut short
 */
record Failure(
        String reason,
        CreditOutcome outcome,
        int status,
        @Nullable Duration retryAfter,
        @Nullable String answer,
        @Nullable Throwable cause) {

    static Failure before(String reason) {
        return new Failure(reason, CreditOutcome.NOT_CHARGED, 0, null, null, null);
    }

    String message() {
        String http = status == 0 ? "" : ", HTTP " + status;
        return reason + " [credits " + outcome + http + "]";
    }
}
