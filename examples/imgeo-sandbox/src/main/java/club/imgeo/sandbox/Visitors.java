package club.imgeo.sandbox;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what the page asks. Any site can make a browser call an address on this machine, so what a browser says
 * about where the call comes from has to be the sandbox itself. Programs say nothing of the kind, and may.
 */
final class Visitors {
    // Nobody can give these names to a server of their own, and then make a browser believe that it is this one.
    private static final Pattern OWN_NAME =
            Pattern.compile("localhost|[^.]+\\.localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]|[a-z0-9_-]+");

    private Visitors() {}

    /**
     * A browser sends a request again, by itself and a POST too, when it gets no answer on a connection that was in use
     * before. So it gets a new connection for each request, and one click is never more than one call.
     */
    static void greet(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        if (agent != null && agent.startsWith("Mozilla/")) {
            request.response().putHeader("Connection", "close");
        }
    }

    /** Before what changes something. */
    static void changing(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean changes = !request.method().equals(HttpMethod.GET);
        if (changes && (request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null)) {
            check(request);
        }
        context.next();
    }

    /** Before what only the page reads. */
    static void looking(RoutingContext context) {
        check(context.request());
        context.next();
    }

    private static void check(HttpServerRequest request) {
        String host = String.valueOf(request.getHeader("Host")).toLowerCase(Locale.ROOT);
        if (!OWN_NAME.matcher(host.replaceFirst(":\\d+$", "")).matches()) {
            throw new Refusal(403, "in a browser, the sandbox is at localhost or an IP address, not under other names");
        }
        if (isForeign(request.getHeader("Sec-Fetch-Site")) || isForeign(request.getHeader("Origin"), host)) {
            throw new Refusal(403, "another site may not use the sandbox");
        }
    }

    private static boolean isForeign(@Nullable String site) {
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static boolean isForeign(@Nullable String origin, String host) {
        return origin != null && !origin.toLowerCase(Locale.ROOT).equals("http://" + host);
    }
}
