package club.imgeo.charge;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a call is about to be made which may cost credits. Holds neither the prompt nor the API key.
 *
 * @param key what is paid for once
 * @param requestHash tells whether the key stands for the same request
 * @param credits the price; null where nobody knows it
 * @param claimant who makes the call, different each time
 * @param at when it is made
 * @param deadline after that, nobody waits for its outcome any more
 */
public record Intent(
        String key,
        String requestHash,
        String model,
        @Nullable BigDecimal credits,
        Scope scope,
        String claimant,
        Instant at,
        Instant deadline) {}
