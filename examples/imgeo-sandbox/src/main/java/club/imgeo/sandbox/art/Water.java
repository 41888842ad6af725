package club.imgeo.sandbox.art;

/** Still water, which shows again what stands above it. */
final class Water {
    private Water() {}

    /** Mirrors what is above {@code shore} below it, rippled and a little darker. */
    static void mirror(Canvas canvas, Palette palette, Noise ripples, float shore) {
        int line = (int) shore;
        Rgb deep = palette.sky(0.25f).mix(palette.near(), 0.5f);
        for (int y = line; y < canvas.height; y++) {
            float depth = (y - line) / (float) (canvas.height - line);
            float wave = 1 + 11 * depth;
            for (int x = 0; x < canvas.width; x++) {
                float ripple = ripples.at(x * 5f / canvas.size, (y - line) * 46f / canvas.size / (0.35f + depth));
                int fromX = Math.max(0, Math.min(canvas.width - 1, (int) (x + ripple * wave * 0.5f)));
                int fromY = Math.max(0, Math.min(line - 1, (int) (2 * line - y - 1 + ripple * wave)));
                canvas.cover(x, y, canvas.at(fromX, fromY).mix(deep, 0.18f + 0.3f * depth), 1);
                canvas.lighten(x, y, palette.light(), 0.2f * depth * Ease.step(0.45f, 1, ripple));
            }
        }
        for (int x = 0; x < canvas.width; x++) {
            canvas.lighten(x, line, palette.light(), 0.15f);
        }
    }
}
