package club.imgeo.client;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why an exchange broke, and what to look at. Words only: it decides nothing. */
final class Breakage {
    private Breakage() {}

    static String of(Attempt attempt, Call call) {
        Throwable broken = attempt.broken();
        if (broken == null) {
            return "no reason given";
        }
        if (broken instanceof HttpConnectTimeoutException) { // also an HttpTimeoutException, so it is asked for first
            return "no connection to " + call.url() + " within connectTimeout";
        }
        if (isCausedBy(broken, UnresolvedAddressException.class)) {
            return "the host in " + call.url() + " is not known; check baseUrl and the name service";
        }
        if (isCausedBy(broken, SSLException.class)) {
            return "no trusted connection to " + call.url() + ", " + message(broken) + "; check sslContextParameters";
        }
        if (broken instanceof ConnectException) {
            return "no connection to " + call.url() + "; check baseUrl, proxy and firewall";
        }
        if (!call.proven() && isCausedBy(broken, ProtocolException.class)) { // its message quotes what came
            return "what answers at " + call.url() + " does not speak HTTP/1.1; check baseUrl and proxy";
        }
        return Excerpt.of(call.redacted(message(broken)));
    }

    static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> type) {
        @Nullable Throwable each = thrown;
        for (int depth = 0; each != null && depth < 10; depth++) {
            if (type.isInstance(each)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }

    static String message(Throwable broken) {
        String message = broken.getMessage();
        return message == null ? broken.getClass().getSimpleName() : message;
    }
}
