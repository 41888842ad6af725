package club.imgeo.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of an imgeo API in one spelling: scheme and host in lower case, without the scheme's default port and
 * without a slash at the end. If two of them are equal, requests to them go to the same server and path.
 *
 * @param value for example {@value ImgeoClient#DEFAULT_BASE_URL}
 */
public record BaseUrl(String value) {
    /** The address of imgeo itself. */
    public static final BaseUrl IMGEO = new BaseUrl(ImgeoClient.DEFAULT_BASE_URL);

    /** @throws IllegalArgumentException if {@code value} is not an address; the message does not repeat it */
    public BaseUrl {
        value = normalized(value);
    }

    URI uri() {
        return URI.create(value);
    }

    private static String normalized(String text) {
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("baseUrl: not a URL; give one such as " + ImgeoClient.DEFAULT_BASE_URL);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "baseUrl: not an absolute http or https URL; give one such as " + ImgeoClient.DEFAULT_BASE_URL);
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new IllegalArgumentException("baseUrl: port " + url.getPort() + " is not from 1 to 65535");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl: takes no user name, query or fragment");
        }
        boolean byDefault = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        String port = byDefault ? "" : ":" + url.getPort();
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + withoutSlashes(url.getRawPath());
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    @Override
    public String toString() {
        return value;
    }
}
