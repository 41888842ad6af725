package club.imgeo.sandbox.art;

import java.awt.geom.Path2D;

/** Strokes that follow a current, laid over one another like cut paper. */
final class Ribbons implements Scene {
    private static final int STEPS = 64;

    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        boolean dark = palette.isDark() || dice.chance(0.35f);
        Rgb ground = dark
                ? palette.near().mix(palette.sky(0), 0.5f)
                : palette.light().mix(palette.horizon(), 0.45f);
        Noise noise = new Noise(dice);
        float swirl = dice.between(1.1f, 1.9f);
        float heading = dice.between(0, 6.28f);
        canvas.wash((x, y) -> ground.mix(palette.sky(0.5f), 0.25f * y / canvas.height));
        int strokes = 330;
        for (int i = 0; i < strokes; i++) {
            float growing = i / (float) strokes;
            float x = canvas.width * dice.between(-0.1f, 1.1f);
            float y = canvas.height * dice.between(-0.1f, 1.1f);
            float width = canvas.size * Ease.mix(0.017f, 0.005f, growing) * dice.between(0.5f, 1.3f);
            float[] course = follow(canvas, noise, x, y, swirl, heading);
            float hue = 0.5f + 0.75f * noise.at(x * 1.3f / canvas.size + 50, y * 1.3f / canvas.size);
            Rgb colour = palette.accent(hue + dice.between(-0.09f, 0.09f));
            colour = dice.chance(0.12f) ? palette.light() : colour.mix(ground, 0.35f * (1 - growing));
            canvas.fill(ribbon(course, width, width * 0.4f), palette.near(), 0.2f);
            canvas.fill(ribbon(course, width, 0), colour, 0.94f);
        }
        return new Perch(canvas.width * 0.5f, canvas.height * 0.8f, canvas.size * 0.3f, palette.near());
    }

    private static float[] follow(Canvas canvas, Noise noise, float x, float y, float swirl, float heading) {
        float[] course = new float[2 * STEPS];
        float step = canvas.size * 0.0085f;
        for (int i = 0; i < STEPS; i++) {
            course[2 * i] = x;
            course[2 * i + 1] = y;
            float angle = heading + 3.4f * noise.at(x * swirl / canvas.size, y * swirl / canvas.size);
            x += step * Ease.cos(angle);
            y += step * Ease.sin(angle);
        }
        return course;
    }

    /** A stroke that swells and tapers, moved down by {@code drop}: its shadow. */
    private static Path2D.Float ribbon(float[] course, float width, float drop) {
        Path2D.Float path = new Path2D.Float();
        for (int side = 1; side >= -1; side -= 2) {
            for (int k = 0; k < STEPS; k++) {
                int i = side > 0 ? k : STEPS - 1 - k;
                int a = 2 * Math.max(0, i - 1);
                int b = 2 * Math.min(STEPS - 1, i + 1);
                float dx = course[b] - course[a];
                float dy = course[b + 1] - course[a + 1];
                float length = Math.max(0.001f, Canvas.distance(dx, dy));
                float t = i / (STEPS - 1f);
                float half = side * width * (float) Math.sqrt(4 * t * (1 - t));
                float x = course[2 * i] - dy / length * half;
                float y = course[2 * i + 1] + dx / length * half + drop;
                if (side > 0 && k == 0) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
        }
        path.closePath();
        return path;
    }
}
