package club.imgeo.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where images may come from, how large they may be, and where they are put.
 *
 * @param directory in which each image becomes a file that nobody else may read, where the file system knows of owners
 * @param hosts each a name, or {@code *.name} for all names that end with it
 * @param maxImageSize in bytes
 */
public record DownloadRules(Path directory, List<String> hosts, long maxImageSize) {
    /** Of two labels at least, so that nobody allows all of a top level domain. */
    private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?[\\w-]+(?:\\.[\\w-]+)+");

    /** @throws IllegalArgumentException naming the option */
    public DownloadRules {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        hosts.stream().filter(host -> !HOST.matcher(host).matches()).findFirst().ifPresent(host -> {
            throw new IllegalArgumentException("downloadHosts: " + Excerpt.quoted(host)
                    + " is no host; give some such as images.example.com or *.r2.dev, separated by commas");
        });
        if (maxImageSize < 1) {
            throw new IllegalArgumentException("maxImageSize: " + maxImageSize + " is less than 1 byte");
        }
    }

    boolean allow(URI image) {
        String name = image.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return hosts.stream()
                .anyMatch(host -> host.startsWith("*.") ? name.endsWith(host.substring(1)) : name.equals(host));
    }
}
