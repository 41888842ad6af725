package club.imgeo.sandbox;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may use the sandbox. Any site can make a browser on this machine send requests here, and can read the
 * responses if it does so by a name of its own that it lets point here. A browser cannot be told from a program by its
 * headers, so every request must name the sandbox in {@code Host}, as all clients do.
 */
final class Visitors {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:\\d{1,5})?");
    /** Addresses, which no name server can point elsewhere, and the names that always mean this machine. */
    private static final Pattern SAFE =
            Pattern.compile("localhost|[a-z0-9-]+\\.localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[.*]");

    private static final Pattern WITHOUT_DOTS = Pattern.compile("[a-z0-9_-]*[a-z_-][a-z0-9_-]*");

    private final Set<String> names = new HashSet<>();
    private final boolean servesOthers;

    /** @param host the address or name that the sandbox listens on */
    Visitors(String host, List<String> allowedHosts) {
        names.add(host.toLowerCase(Locale.ROOT));
        names.addAll(allowedHosts);
        servesOthers = !isLoopback(host);
    }

    /** Returns the name in lower case. @throws IllegalArgumentException if it is not a plain name or address */
    static String allowed(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        Matcher whole = HOST.matcher(host);
        if (!whole.matches() || whole.group(2) != null) {
            throw new IllegalArgumentException("--allow-host must be one host name without a port, such as"
                    + " sandbox.example, not '" + Quote.of(name) + "'");
        }
        return host;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening fails, too, and says so
        }
    }

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

    /** Refuses a request that was sent to another name. The port is the client's: a forwarded one differs from ours. */
    void checkHost(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.uri().startsWith("/")) {
            throw Refusal.badRequest("the request line must hold the path alone; the sandbox is no proxy");
        }
        List<String> hosts = request.headers().getAll("Host");
        Matcher host = HOST.matcher(hosts.size() == 1 ? hosts.get(0).toLowerCase(Locale.ROOT) : "");
        if (!host.matches() || !isOurs(host.group(1))) {
            throw new Refusal(
                    421, // clients take a 403 for a refused key
                    "Host is '" + Quote.of(String.join("', '", hosts)) + "', which is not a name of this sandbox; use"
                            + " localhost or its IP address, or start it with --allow-host NAME");
        }
        context.next();
    }

    private boolean isOurs(String name) {
        // Within a network, containers call each other by names without dots, which no site elsewhere can have.
        return SAFE.matcher(name).matches()
                || names.contains(name)
                || (servesOthers && WITHOUT_DOTS.matcher(name).matches());
    }

    /** Refuses a request that a browser sends for the page of another site. */
    static void checkOrigin(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = request.getHeader("Host");
        if (isForeign(request.getHeader("Sec-Fetch-Site")) || isForeign(request.getHeader("Origin"), host)) {
            throw new Refusal(403, "another site may not use the sandbox");
        }
        context.next();
    }

    private static boolean isForeign(@Nullable String site) {
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static boolean isForeign(@Nullable String origin, String host) {
        return origin != null && !origin.equalsIgnoreCase("http://" + host);
    }
}
