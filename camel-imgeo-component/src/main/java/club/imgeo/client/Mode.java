package club.imgeo.client;

import java.util.Locale;

/** What an image is drawn from. */
public enum Mode {
    /** From the prompt alone; what the API does where none is named. */
    TEXT2IMG,
    /** From the prompt and a source image, given as a public URL. */
    IMG2IMG;

    /** Reads {@code text2img} or {@code img2img}, in any case. @throws IllegalArgumentException for anything else */
    public static Mode parse(String wireName) {
        for (Mode mode : values()) {
            if (mode.toString().equalsIgnoreCase(wireName.strip())) {
                return mode;
            }
        }
        throw new IllegalArgumentException(Excerpt.quoted(wireName) + " is not one of text2img, img2img");
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
