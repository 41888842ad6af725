package club.imgeo.kafka;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.CreditOutcome;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images for a record.
 *
 * @param prompt null where the journal had the images, since it has no prompts
 * @param creditsUsed for the images, whether now or earlier; null where nobody states a price
 * @param partial whether fewer images came than were asked for
 * @param replayed whether they had been paid for earlier, and cost nothing now
 * @param late whether they came when the record had been reported as in doubt already
 */
record Result(
        Place place,
        List<URI> images,
        String model,
        @Nullable String prompt,
        @Nullable AspectRatio aspectRatio,
        @Nullable BigDecimal creditsUsed,
        CreditOutcome creditOutcome,
        boolean partial,
        boolean replayed,
        boolean late) {
    Result {
        images = List.copyOf(images);
    }
}
