package club.imgeo.quickstart;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who draws, and who pays. */
interface Stage extends AutoCloseable {
    /** The real API only when asked for twice: with a key in the environment, and with {@code -Dimgeo.live=true}. */
    static Stage choose(@Nullable String apiKey, boolean live) {
        if (apiKey == null || apiKey.isBlank()) {
            return SandboxStage.open(
                    live ? "-Dimgeo.live=true needs IMGEO_API_KEY too, so this stays in the sandbox." : "");
        }
        return live
                ? new LiveStage(apiKey.strip(), Map.of())
                : SandboxStage.open("IMGEO_API_KEY is set, and not used: for the real API, add -Dimgeo.live=true.");
    }

    /** What a user is told before anything else. */
    String welcome();

    /** {@code camel.component.imgeo.*}, as far as it belongs to the account. */
    Map<String, String> options();

    /**
     * Holds the bill against the server's own books, where they are open.
     *
     * @return what came of it, in a sentence
     * @throws IllegalStateException when they differ
     */
    String audit(Bill bill);

    @Override
    void close();
}
