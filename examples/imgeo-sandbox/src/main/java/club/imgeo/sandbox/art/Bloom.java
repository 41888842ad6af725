package club.imgeo.sandbox.art;

/** Bright places that light up what is around them, as in a lens. */
final class Bloom {
    private static final int COARSE = 4;
    private static final float BRIGHT = 0.6f;

    private Bloom() {}

    static void apply(Canvas canvas, float strength) {
        int columns = (canvas.width + COARSE - 1) / COARSE;
        int rows = (canvas.height + COARSE - 1) / COARSE;
        int reach = Math.max(2, (int) (canvas.size / COARSE * 0.045f));
        for (int part = 0; part < 3; part++) {
            float[] glare = new float[columns * rows];
            for (int i = 0; i < glare.length; i++) {
                int x = i % columns * COARSE;
                int y = i / columns * COARSE;
                glare[i] = Math.max(0, canvas.rgb[3 * (y * canvas.width + x) + part] - BRIGHT);
            }
            for (int pass = 0; pass < 2; pass++) {
                blur(glare, columns, rows, 1, columns, reach);
                blur(glare, rows, columns, columns, 1, reach);
            }
            for (int y = 0; y < canvas.height; y++) {
                for (int x = 0; x < canvas.width; x++) {
                    int i = 3 * (y * canvas.width + x) + part;
                    canvas.rgb[i] += (1 - canvas.rgb[i]) * strength * smooth(glare, columns, rows, x, y);
                }
            }
        }
    }

    /** Each of {@code lines} lines by the mean of its neighbourhood; beyond its ends it goes on as it ended. */
    private static void blur(float[] glare, int length, int lines, int step, int stride, int reach) {
        float[] line = new float[length];
        for (int j = 0; j < lines; j++) {
            float sum = 0;
            for (int k = -reach; k <= reach; k++) {
                sum += glare[j * stride + clip(k, length) * step];
            }
            for (int i = 0; i < length; i++) {
                line[i] = sum / (2 * reach + 1);
                sum += glare[j * stride + clip(i + reach + 1, length) * step]
                        - glare[j * stride + clip(i - reach, length) * step];
            }
            for (int i = 0; i < length; i++) {
                glare[j * stride + i * step] = line[i];
            }
        }
    }

    private static float smooth(float[] glare, int columns, int rows, int x, int y) {
        int column = x / COARSE;
        int row = y / COARSE;
        int right = Math.min(column + 1, columns - 1);
        int below = Math.min(row + 1, rows - 1) * columns;
        float u = x % COARSE / (float) COARSE;
        float v = y % COARSE / (float) COARSE;
        int here = row * columns;
        return Ease.mix(
                Ease.mix(glare[here + column], glare[here + right], u),
                Ease.mix(glare[below + column], glare[below + right], u),
                v);
    }

    private static int clip(int i, int length) {
        return Math.max(0, Math.min(length - 1, i));
    }
}
