package club.imgeo.charge;

import club.imgeo.client.Excerpt;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a call is about to be made which may cost credits. Holds neither the prompt nor the API key.
 *
 * @param key what is paid for once, with the tenant in it if there is one; see {@link ChargeKeys#stored}
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
        Instant deadline) {
    /** Returns the key without the tenant that the journal's key has in it. */
    String givenKey() {
        return ChargeKeys.given(scope.tenant(), key);
    }

    /** Names it in a message, by what a person needs to resolve a doubt. */
    String named() {
        return Excerpt.quoted(givenKey(), scope.tenant());
    }
}
