package club.imgeo.sandbox.art;

/** The few curves that everything here is drawn with. */
final class Ease {
    private Ease() {}

    static float clamp(float t) {
        return Math.max(0, Math.min(1, t));
    }

    static float mix(float a, float b, float t) {
        return a + (b - a) * t;
    }

    /** 0 up to {@code from}, 1 after {@code to}, an S between; {@code from} may be the larger one. */
    static float step(float from, float to, float x) {
        float t = clamp((x - from) / (to - from));
        return t * t * (3 - 2 * t);
    }

    // StrictMath, because Math may round its last bit differently from one processor to the next.

    static float sin(float angle) {
        return (float) StrictMath.sin(angle);
    }

    static float cos(float angle) {
        return (float) StrictMath.cos(angle);
    }

    static float power(float base, float exponent) {
        return (float) StrictMath.pow(base, exponent);
    }
}
