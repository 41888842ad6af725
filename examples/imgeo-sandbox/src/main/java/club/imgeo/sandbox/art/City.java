package club.imgeo.sandbox.art;

import java.awt.geom.Rectangle2D;

/** A skyline with lit windows, over its reflection. */
final class City implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        float quay = canvas.height * dice.between(0.68f, 0.74f);
        Sky.paint(canvas, palette, dice, quay);
        for (int i = 0; i < 3; i++) {
            row(canvas, palette, dice, quay, i / 2f);
        }
        Water.mirror(canvas, palette, new Noise(dice), quay);
        Rgb wall = palette.near().darker(0.4f);
        float edge = canvas.height * 0.86f;
        canvas.fill(new Rectangle2D.Float(0, edge, canvas.width, canvas.height), wall, 1);
        return new Perch(canvas.width * dice.between(0.3f, 0.7f), edge + 2, canvas.size * 0.2f, wall);
    }

    private static void row(Canvas canvas, Palette palette, Dice dice, float quay, float nearness) {
        Rgb wall = palette.far().mix(palette.near(), 0.25f + 0.62f * nearness);
        Rgb foot = wall.mix(palette.horizon(), 0.42f * (1 - 0.7f * nearness));
        float x = -canvas.size * dice.between(0, 0.06f);
        while (x < canvas.width) {
            float width = canvas.size * Ease.mix(0.045f, 0.085f, nearness) * dice.between(0.7f, 1.5f);
            float height = canvas.size * Ease.mix(0.42f, 0.20f, nearness) * dice.between(0.45f, 1.15f);
            height = Math.min(height, quay * 0.8f);
            tower(canvas, palette, dice, x, quay - height, width, quay, wall, foot, nearness);
            x += width + canvas.size * (dice.chance(0.25f) ? dice.between(0, 0.03f) : 0.002f);
        }
    }

    private static void tower(
            Canvas canvas,
            Palette palette,
            Dice dice,
            float x,
            float top,
            float width,
            float quay,
            Rgb wall,
            Rgb foot,
            float nearness) {
        Canvas.Ink shade = (px, py) -> wall.mix(foot, Ease.clamp((py - top) / (quay - top)));
        canvas.fill(new Rectangle2D.Float(x, top, width, quay - top), shade, 1);
        switch (dice.below(5)) {
            case 0 -> {
                float inset = width * 0.22f;
                float step = width * 0.3f;
                canvas.fill(new Rectangle2D.Float(x + inset, top - step, width - 2 * inset, step + 1), wall, 1);
                canvas.fill(new Rectangle2D.Float(x + width / 2 - 0.8f, top - step * 2.6f, 1.6f, step * 2), wall, 1);
            }
            case 1 ->
                canvas.fill(Outline.polygon(x, top + 1, x + width, top + 1, x + width, top - width * 0.4f), wall, 1);
            case 2 ->
                canvas.fill(
                        Outline.polygon(x, top + 1, x + width / 2, top - width * 0.8f, x + width, top + 1), wall, 1);
            default -> {}
        }
        float lean = canvas.size * 0.004f;
        canvas.fill(new Rectangle2D.Float(x, top, lean, quay - top), palette.light(), 0.12f);
        windows(canvas, palette, dice, x, top, width, quay, nearness);
    }

    private static void windows(
            Canvas canvas, Palette palette, Dice dice, float x, float top, float width, float quay, float nearness) {
        float pitch = canvas.size * Ease.mix(0.0095f, 0.0145f, nearness);
        int columns = (int) ((width - pitch * 0.6f) / pitch);
        float margin = (width - columns * pitch) / 2;
        float busy = dice.between(0.12f, 0.55f) * (palette.isDark() ? 1.2f : 0.8f);
        Rgb lamp = palette.light().mix(palette.accent(0.6f), dice.between(0, 0.35f));
        for (float y = top + pitch; y < quay - pitch; y += pitch * 1.3f) {
            for (int i = 0; i < columns; i++) {
                if (dice.chance(busy)) {
                    float left = x + margin + (i + 0.24f) * pitch;
                    canvas.fill(
                            new Rectangle2D.Float(left, y, pitch * 0.52f, pitch * 0.72f),
                            lamp,
                            dice.between(0.35f, 0.95f) * Ease.mix(0.6f, 1, nearness));
                }
            }
        }
    }
}
