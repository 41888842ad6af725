package club.imgeo.client;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a request would cost; making one costs nothing.
 *
 * @param request the request that was checked; it can be generated as it is
 * @param creditsPerImage null where neither the server, nor the documented table, nor the user states a price
 * @param credits for all images of the request; null where {@code creditsPerImage} is
 */
public record Quote(
        GenerateRequest request,
        @Nullable BigDecimal creditsPerImage,
        @Nullable BigDecimal credits) {}
