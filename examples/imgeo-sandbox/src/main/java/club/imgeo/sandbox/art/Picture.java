package club.imgeo.sandbox.art;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Everything that a painted picture depends on: the same picture looks the same whenever it is painted. */
public record Picture(
        String model,
        String prompt,
        @Nullable String negativePrompt,
        int ratioWidth,
        int ratioHeight,
        int index,
        @Nullable String sourceImage) {

    private static final int LONG_SIDE = 768;

    public Picture {
        if (Math.min(ratioWidth, ratioHeight) < 1 || Math.max(ratioWidth, ratioHeight) > 100) {
            throw new IllegalArgumentException("no picture is " + ratioWidth + ":" + ratioHeight);
        }
    }

    /** In pixels. Width to height is exactly the ratio, so the long side is about 768 and not always that. */
    int width() {
        return ratioWidth * pixelsPerPart();
    }

    int height() {
        return ratioHeight * pixelsPerPart();
    }

    private int pixelsPerPart() {
        return LONG_SIDE / Math.max(ratioWidth, ratioHeight);
    }

    /** What the dice start from. Hashed over chars, not UTF-8, where every lone surrogate would be the same "?". */
    long seed() {
        MessageDigest digest = sha256();
        for (String text : new String[] {model, prompt, negativePrompt, sourceImage}) {
            digest.update(intBytes(text == null ? -1 : text.length()));
            if (text != null) {
                ByteBuffer chars = ByteBuffer.allocate(2 * text.length());
                chars.asCharBuffer().put(text);
                digest.update(chars);
            }
        }
        digest.update(intBytes(ratioWidth));
        digest.update(intBytes(ratioHeight));
        digest.update(intBytes(index));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static byte[] intBytes(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
