package club.imgeo.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be fetched: pictures that run nothing, as their server calls them and as their first bytes show. */
enum ImageFormat {
    WEBP("image/webp", ".webp", "RIFF.{4}WEBP"),
    PNG("image/png", ".png", "\\x89PNG\r\n\\x1A\n"),
    JPEG("image/jpeg", ".jpg", "\\xFF\\xD8\\xFF"),
    AVIF("image/avif", ".avif", ".{4}ftypavi");

    /** How many bytes tell. */
    static final int HEAD = 12;

    final String contentType;
    final String extension;
    private final Pattern beginning;

    /** @param beginning of the first bytes, each taken for a character */
    ImageFormat(String contentType, String extension, String beginning) {
        this.contentType = contentType;
        this.extension = extension;
        this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    }

    /** @param contentType as a header has it, parameters included */
    static Optional<ImageFormat> of(String contentType) {
        String bare = contentType.replaceFirst(";.*", "").strip();
        return Arrays.stream(values())
                .filter(format -> format.contentType.equalsIgnoreCase(bare))
                .findFirst();
    }

    /** As a request asks for them. */
    static String all() {
        return Arrays.stream(values()).map(format -> format.contentType).collect(Collectors.joining(", "));
    }

    boolean begins(byte[] head) {
        return beginning.matcher(new String(head, ISO_8859_1)).lookingAt();
    }
}
