package club.imgeo.client;

import java.net.URI;
import java.nio.file.Path;

/**
 * An image that was fetched. The file is the caller's: to use, to move and to delete.
 *
 * @param contentType such as {@code image/webp}; the first bytes agree with it
 * @param name made of the content's SHA-256 and the type, such as {@code 9f86d0….webp}: the same picture bears the same
 *     name wherever it came from, and nothing of its URL gets into a file system
 * @param source the URL that it came from
 */
public record ImageFile(Path path, String contentType, String name, long size, URI source) {}
