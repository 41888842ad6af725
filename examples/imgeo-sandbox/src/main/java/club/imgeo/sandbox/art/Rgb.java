package club.imgeo.sandbox.art;

/** A colour, each part from 0 to 1 as on a screen. Floats, so that a sky of few colours is dithered and not banded. */
record Rgb(float red, float green, float blue) {
    static final Rgb WHITE = new Rgb(1, 1, 1);
    static final Rgb BLACK = new Rgb(0, 0, 0);

    /** Reads {@code ff7a59}. */
    static Rgb hex(String digits) {
        int bits = Integer.parseInt(digits, 16);
        return new Rgb((bits >> 16) / 255f, (bits >> 8 & 255) / 255f, (bits & 255) / 255f);
    }

    Rgb mix(Rgb other, float t) {
        return new Rgb(Ease.mix(red, other.red, t), Ease.mix(green, other.green, t), Ease.mix(blue, other.blue, t));
    }

    Rgb lighter(float t) {
        return mix(WHITE, t);
    }

    Rgb darker(float t) {
        return mix(BLACK, t);
    }

    float luminance() {
        return 0.3f * red + 0.59f * green + 0.11f * blue;
    }

    /** More (above 1) or less (below 1) colourful. */
    Rgb saturated(float factor) {
        float grey = luminance();
        return new Rgb(
                Ease.clamp(grey + (red - grey) * factor),
                Ease.clamp(grey + (green - grey) * factor),
                Ease.clamp(grey + (blue - grey) * factor));
    }
}
