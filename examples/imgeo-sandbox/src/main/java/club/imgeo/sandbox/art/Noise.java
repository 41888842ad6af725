package club.imgeo.sandbox.art;

/** Smooth chance over the plane (gradient noise): what makes ridges, mist and currents look grown. */
final class Noise {
    private static final int DIRECTIONS = 64;
    private static final float[] COS = new float[DIRECTIONS];
    private static final float[] SIN = new float[DIRECTIONS];

    static {
        for (int i = 0; i < DIRECTIONS; i++) {
            float angle = (float) (2 * Math.PI * i / DIRECTIONS);
            COS[i] = Ease.cos(angle);
            SIN[i] = Ease.sin(angle);
        }
    }

    private final int seed;

    Noise(Dice dice) {
        seed = (int) dice.next();
    }

    /** About −1 to 1, with features some 1 apart. */
    float at(float x, float y) {
        int column = floor(x);
        int row = floor(y);
        float fx = x - column;
        float fy = y - row;
        float u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
        float v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
        float top = Ease.mix(slope(column, row, fx, fy), slope(column + 1, row, fx - 1, fy), u);
        float bottom = Ease.mix(slope(column, row + 1, fx, fy - 1), slope(column + 1, row + 1, fx - 1, fy - 1), u);
        return 1.5f * Ease.mix(top, bottom, v);
    }

    /** Octaves on octaves: clouds, and rough ground along a line. */
    float layered(float x, float y, int octaves) {
        float sum = 0;
        float weight = 0.5f;
        for (int i = 0; i < octaves; i++) {
            sum += weight * at(x, y + 17 * i);
            x *= 2.03f;
            y *= 2.03f;
            weight *= 0.5f;
        }
        return sum;
    }

    /** 0 to about 1, with sharp crests: mountains. */
    float ridged(float x, float y, int octaves) {
        float sum = 0;
        float weight = 0.5f;
        for (int i = 0; i < octaves; i++) {
            float crest = 1 - Math.abs(at(x, y + 31 * i));
            sum += weight * crest * crest;
            x *= 2.1f;
            weight *= 0.42f;
        }
        return sum;
    }

    /** A number from 0 to 1 for a whole cell of the plane, unlike its neighbours'. */
    float cell(int column, int row) {
        return (hash(column, row) >>> 8) * 0x1p-24f;
    }

    private float slope(int column, int row, float dx, float dy) {
        int direction = hash(column, row) >>> 26;
        return COS[direction] * dx + SIN[direction] * dy;
    }

    private int hash(int column, int row) {
        int h = seed ^ (column * 0x27D4EB2D) ^ (row * 0x165667B1);
        h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
        h = (h ^ (h >>> 12)) * 0x297A2D39;
        return h ^ (h >>> 15);
    }

    private static int floor(float x) {
        int truncated = (int) x;
        return x < truncated ? truncated - 1 : truncated;
    }
}
