package club.imgeo.sandbox.art;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** A meadow, seen from among the stems. */
final class Flowers implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        Rgb top = palette.isDark() ? palette.sky(0.25f) : palette.light().mix(palette.sky(0.6f), 0.35f);
        Rgb low = palette.isDark() ? palette.near() : palette.far().mix(palette.horizon(), 0.35f);
        canvas.wash((x, y) -> top.mix(low, Ease.step(0, 1, y / (float) canvas.height)));
        canvas.glow(
                canvas.width * dice.between(0.2f, 0.8f),
                canvas.height * 0.15f,
                canvas.size * 0.3f,
                palette.light(),
                0.5f);
        blur(canvas, palette, dice);
        Rgb leaf = palette.near().mix(Rgb.hex("4f8a5b"), 0.42f);
        for (int i = 0; i < 34; i++) {
            float nearness = i / 33f;
            Rgb green = leaf.mix(low, 0.62f * (1 - nearness)).lighter(0.06f);
            grass(canvas, dice, nearness, green);
            float x = canvas.width * dice.between(0.02f, 0.98f);
            float size = canvas.size * Ease.mix(0.028f, 0.085f, nearness) * dice.between(0.75f, 1.2f);
            float y = canvas.height * Ease.mix(0.34f, 0.62f, nearness) + canvas.height * dice.between(-0.17f, 0.13f);
            Rgb petal = dice.pick(palette.accents()).mix(top, 0.4f * (1 - nearness));
            flower(canvas, palette, dice, x, y, size, petal, green);
        }
        return new Perch(
                canvas.width * 0.5f,
                canvas.height * 0.84f,
                canvas.size * 0.24f,
                palette.near().darker(0.3f));
    }

    private static void blur(Canvas canvas, Palette palette, Dice dice) {
        for (int i = 0; i < 36; i++) {
            float radius = canvas.size * dice.between(0.03f, 0.1f);
            float y = canvas.height * dice.between(0.15f, 0.95f);
            canvas.disc(dice.unit() * canvas.width, y, radius, radius * 0.7f, palette.accent(dice.unit()), 0.16f);
        }
    }

    private static void grass(Canvas canvas, Dice dice, float nearness, Rgb green) {
        for (int i = 0; i < 12; i++) {
            float x = canvas.width * dice.unit();
            float height = canvas.size * Ease.mix(0.2f, 0.42f, nearness) * dice.between(0.5f, 1.1f);
            float lean = height * dice.between(-0.3f, 0.3f);
            canvas.fill(
                    stem(x, canvas.height, x + lean, canvas.height - height, canvas.size * 0.006f, 0), green, 0.85f);
        }
    }

    private static Path2D.Float stem(float footX, float footY, float tipX, float tipY, float width, float tip) {
        Path2D.Float stem = new Path2D.Float();
        float bendX = footX;
        float bendY = Ease.mix(footY, tipY, 0.55f);
        stem.moveTo(footX - width / 2, footY);
        stem.quadTo(bendX - width / 2, bendY, tipX - tip / 2, tipY);
        stem.lineTo(tipX + tip / 2, tipY);
        stem.quadTo(bendX + width / 2, bendY, footX + width / 2, footY);
        stem.closePath();
        return stem;
    }

    private static void flower(
            Canvas canvas, Palette palette, Dice dice, float x, float y, float size, Rgb petal, Rgb green) {
        float sway = canvas.size * dice.between(-0.06f, 0.06f);
        canvas.fill(stem(x + sway, canvas.height, x, y, size * 0.13f, size * 0.07f), green.darker(0.12f), 1);
        int petals = 5 + dice.below(9);
        float turn = dice.between(0, 6.28f);
        float tilt = dice.between(0.62f, 1);
        float slim = petals > 9 ? 0.20f : 0.36f;
        for (int ring = 0; ring < 2; ring++) {
            float length = size * (1 - 0.32f * ring);
            Rgb colour = ring == 0 ? petal.darker(0.1f) : petal.lighter(0.14f);
            for (int i = 0; i < petals; i++) {
                AffineTransform place = AffineTransform.getTranslateInstance(x, y);
                place.scale(1, tilt);
                float angle = turn + (i + 0.5f * ring) * 6.2832f / petals;
                float cos = Ease.cos(angle);
                float sin = Ease.sin(angle);
                place.concatenate(new AffineTransform(cos, sin, -sin, cos, 0, 0));
                Path2D.Float outline = petal(length * dice.between(0.92f, 1.06f), length * slim);
                float shade = 0.5f + 0.5f * sin;
                canvas.fill(place.createTransformedShape(outline), colour.darker(0.2f * shade), 0.96f);
            }
        }
        float heart = size * 0.24f;
        canvas.disc(x, y, heart, 1.2f, palette.near().mix(petal, 0.25f), 1);
        for (int i = 0; i < 26; i++) { // seeds in a sunflower's order
            float away = heart * 0.9f * (float) Math.sqrt((i + 0.5f) / 26);
            float angle = i * 2.39996f;
            canvas.disc(
                    x + away * Ease.cos(angle),
                    y + tilt * away * Ease.sin(angle),
                    size * 0.036f + 0.4f,
                    0.9f,
                    palette.light(),
                    0.85f);
        }
    }

    private static Path2D.Float petal(float length, float half) {
        Path2D.Float petal = new Path2D.Float();
        petal.moveTo(0, 0);
        petal.curveTo(length * 0.3f, -half, length * 0.85f, -half, length, 0);
        petal.curveTo(length * 0.85f, half, length * 0.3f, half, 0, 0);
        petal.closePath();
        return petal;
    }
}
