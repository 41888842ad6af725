package club.imgeo.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for the URL that img2img starts from, and what is public. Nothing is looked up or fetched. */
final class ImageUrl {
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    /** What some resolvers read as an IPv4 address though it is none in plain notation: 2130706433, 0x7f.1, 127.1. */
    private static final Pattern NUMBER_AT_THE_END = Pattern.compile("(?:.*\\.)?(?:0[xX][0-9a-fA-F]*|\\d+)\\.?");

    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.\\d{1,3}){3}");

    private ImageUrl() {}

    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }

    static Optional<String> objectionTo(String image) {
        String why = fault(image);
        return why == null
                ? Optional.empty()
                : Optional.of("image: " + Excerpt.quoted(withoutUserInfo(image)) + " " + why);
    }

    private static @Nullable String fault(String image) {
        URI url;
        try {
            url = new URI(image);
        } catch (URISyntaxException e) {
            return "is not a URL; an absolute http or https URL is allowed";
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            return "is not an absolute http or https URL with a host";
        }
        if (url.getRawUserInfo() != null) {
            return "carries a user name or password; give a URL without";
        }
        return isPublicHost(url.getHost()) ? null : "does not lead to a public host, which the server could reach";
    }

    static boolean isPublicHost(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""); // the dot of a full name changes nothing
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return false;
        }
        if (name.startsWith("[") || DOTTED_QUAD.matcher(name).matches()) {
            return isPublicAddress(name);
        }
        return !NUMBER_AT_THE_END.matcher(name).matches();
    }

    private static boolean isPublicAddress(String literal) {
        try {
            return isPublic(InetAddress.getByName(literal)); // a literal, so nothing is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress(); // four of them for ::ffff:127.0.0.1 too
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (bytes.length == 16) {
            // 2000::/3, the one range of IPv6 that is routed between networks, without what carries an IPv4 address
            // (2002::/16, 6to4, and 2001::/32, Teredo).
            boolean carriesIpv4 =
                    first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0 && bytes[3] == 0));
            return (first & 0xE0) == 0x20 && !carriesIpv4;
        }
        boolean shared = first == 100 && (second & 0xC0) == 64;
        boolean ofProtocols = first == 192 && second == 0 && bytes[2] == 0; // 192.0.0.192 tells a cloud's secrets
        boolean ofBenchmarks = first == 198 && (second & 0xFE) == 18;
        boolean reserved = first == 0 || first >= 224; // this network, multicast and what has no use yet
        return !(address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || shared
                || ofProtocols
                || ofBenchmarks
                || reserved);
    }

    /** Replaces all between the first two slashes and the last at sign after them. */
    private static String withoutUserInfo(String image) {
        int slashes = image.indexOf("//");
        int at = image.lastIndexOf('@');
        return slashes >= 0 && at >= slashes + 2 ? image.substring(0, slashes) + "//…" + image.substring(at) : image;
    }
}
