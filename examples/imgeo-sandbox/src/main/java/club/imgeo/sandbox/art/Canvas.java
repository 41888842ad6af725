package club.imgeo.sandbox.art;

import java.awt.Shape;

/** Where a scene is painted, back to front. */
final class Canvas {
    private static final int SAMPLES = 3;

    final int width;
    final int height;
    /** The side of a square of the same area: sizes in its terms look alike in every aspect ratio. */
    final float size;
    /** Red, green, blue, row by row. */
    final float[] rgb;

    private final Coverage coverage;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        size = (float) Math.sqrt(width * height);
        rgb = new float[3 * width * height];
        coverage = new Coverage(width, height);
    }

    /** A colour for each place. */
    interface Ink {
        Rgb at(int x, int y);
    }

    void wash(Ink ink) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                cover(x, y, ink.at(x, y), 1);
            }
        }
    }

    void fill(Shape shape, Rgb colour, float opacity) {
        coverage.of(shape, (x, y, cover) -> cover(x, y, colour, cover * opacity));
    }

    void fill(Shape shape, Ink ink, float opacity) {
        coverage.of(shape, (x, y, cover) -> cover(x, y, ink.at(x, y), cover * opacity));
    }

    /** The height of some ground, in pixels from the top, at a place across. */
    interface Skyline {
        float at(float x);
    }

    /** Everything below a skyline, from {@code crest} to {@code foot} over {@code depth} pixels. */
    float[] land(Skyline skyline, Rgb crest, Rgb foot, float depth) {
        float[] middles = new float[width];
        float[] tops = new float[SAMPLES];
        for (int x = 0; x < width; x++) {
            float highest = height;
            for (int i = 0; i < SAMPLES; i++) {
                tops[i] = skyline.at(x + (i + 0.5f) / SAMPLES);
                highest = Math.min(highest, tops[i]);
            }
            middles[x] = tops[SAMPLES / 2];
            for (int y = Math.max(0, (int) highest); y < height; y++) {
                float cover = 0;
                for (float top : tops) {
                    cover += Ease.clamp(y + 1 - top);
                }
                float t = Ease.clamp((y - middles[x]) / depth);
                cover(x, y, crest.mix(foot, t), cover / SAMPLES);
            }
        }
        return middles;
    }

    /** A round patch: solid inside, gone at {@code radius}, over a seam of {@code blur} pixels. */
    void disc(float centreX, float centreY, float radius, float blur, Rgb colour, float opacity) {
        for (int y = Math.max(0, (int) (centreY - radius)); y < Math.min(height, centreY + radius + 1); y++) {
            for (int x = Math.max(0, (int) (centreX - radius)); x < Math.min(width, centreX + radius + 1); x++) {
                float away = distance(x + 0.5f - centreX, y + 0.5f - centreY);
                if (away < radius) {
                    cover(x, y, colour, opacity * Ease.clamp((radius - away) / blur));
                }
            }
        }
    }

    /** Light around a place, which brightens and never darkens. */
    void glow(float centreX, float centreY, float radius, Rgb colour, float strength) {
        float reach = 5 * radius;
        for (int y = Math.max(0, (int) (centreY - reach)); y < Math.min(height, centreY + reach); y++) {
            for (int x = Math.max(0, (int) (centreX - reach)); x < Math.min(width, centreX + reach); x++) {
                float away = distance(x + 0.5f - centreX, y + 0.5f - centreY) / radius;
                float fade = Ease.clamp(1 - away / 5);
                lighten(x, y, colour, strength * fade * fade / (1 + away * away));
            }
        }
    }

    /** Paints over. */
    void cover(int x, int y, Rgb colour, float opacity) {
        int i = 3 * (y * width + x);
        rgb[i] += (colour.red() - rgb[i]) * opacity;
        rgb[i + 1] += (colour.green() - rgb[i + 1]) * opacity;
        rgb[i + 2] += (colour.blue() - rgb[i + 2]) * opacity;
    }

    /** Shines on, as a second projector would on the same screen. */
    void lighten(int x, int y, Rgb colour, float strength) {
        int i = 3 * (y * width + x);
        rgb[i] += (1 - rgb[i]) * colour.red() * strength;
        rgb[i + 1] += (1 - rgb[i + 1]) * colour.green() * strength;
        rgb[i + 2] += (1 - rgb[i + 2]) * colour.blue() * strength;
    }

    Rgb at(int x, int y) {
        int i = 3 * (y * width + x);
        return new Rgb(rgb[i], rgb[i + 1], rgb[i + 2]);
    }

    static float distance(float dx, float dy) {
        return (float) Math.sqrt(dx * dx + dy * dy);
    }
}
