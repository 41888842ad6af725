package club.imgeo.client;

import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's client takes a request into its queue before TLS is up, and sends none of it until then. So where the
 * handshake failed, nothing was sent, whatever was handed over. Only what can be nothing else counts; all else is a doubt.
 */
final class Handshake {
    /** What the JDK says only of the first record that comes, which then is none of TLS. */
    private static final Set<String> NO_TLS_THERE =
            Set.of("Unsupported or unrecognized SSL message", "Unrecognized SSL message, plaintext connection?");

    private static final int DEEPEST = 10;

    private Handshake() {}

    static boolean failed(@Nullable Throwable broken) {
        Throwable each = broken;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            if (each instanceof SSLHandshakeException
                    || (each instanceof SSLException
                            && each.getMessage() != null
                            && NO_TLS_THERE.contains(each.getMessage()))) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }
}
