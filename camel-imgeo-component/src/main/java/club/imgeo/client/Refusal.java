package club.imgeo.client;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why an image is not taken though nothing broke. */
final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean passes;
    private final @Nullable Duration retryAfter;

    Refusal(String why) {
        this(why, false, null);
    }

    /** @param passes whether it may be otherwise later */
    Refusal(String why, boolean passes, @Nullable Duration retryAfter) {
        super(why);
        this.passes = passes;
        this.retryAfter = retryAfter;
    }

    boolean passes() {
        return passes;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
