package club.imgeo.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Which URLs are fetched from: https to hosts that are allowed and public, and the API's own origin, whatever that is.
 *
 * <p>A name is looked up here and once more for the connection. The JVM remembers the answer for half a minute, so a
 * name that changes its mind between the two gets by only where {@code networkaddress.cache.ttl} is 0; and behind a
 * proxy, where the name is the proxy's to look up.
 */
final class ImageSources {
    private final URI own;
    private final boolean plainHttp;
    private final ProxySelector proxies;
    private final NameService names;

    /** The addresses of a host. */
    interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    ImageSources(URI own, boolean plainHttp, ProxySelector proxies, NameService names) {
        this.own = own;
        this.plainHttp = plainHttp;
        this.proxies = proxies;
        this.names = names;
    }

    /** Looks the name up, so it may block for a moment. */
    void check(URI image, DownloadRules rules) throws IOException {
        String host = image.getHost();
        if (host == null || image.getRawUserInfo() != null) {
            throw new Refusal("the URL is not absolute, or carries a user name");
        }
        if (isOwn(image)) {
            return;
        }
        if (!"https".equalsIgnoreCase(image.getScheme())
                && !(plainHttp && "http".equalsIgnoreCase(image.getScheme()))) {
            throw new Refusal("the URL is not https");
        }
        if (!rules.allow(image)) {
            throw new Refusal("the host is not in downloadHosts");
        }
        if (!ImageUrl.isPublicHost(host)
                || (isDirect(image) && !Arrays.stream(names.addresses(host)).allMatch(ImageUrl::isPublic))) {
            throw new Refusal("the host is in a private network");
        }
    }

    /** Of the same origin; this machine has several names for itself. */
    private boolean isOwn(URI image) {
        boolean sameHost = image.getHost().equalsIgnoreCase(own.getHost())
                || (ImageUrl.isLoopback(image.getHost()) && ImageUrl.isLoopback(own.getHost()));
        return sameHost && own.getScheme().equalsIgnoreCase(image.getScheme()) && port(own) == port(image);
    }

    private static int port(URI url) {
        boolean https = url.getScheme().toLowerCase(Locale.ROOT).equals("https");
        return url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
    }

    private boolean isDirect(URI image) {
        return proxies.select(image).stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
    }
}
