package club.imgeo.sandbox.art;

/** Lights at night, out of focus. */
final class Bokeh implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        Rgb dark = palette.near().darker(0.25f);
        Noise noise = new Noise(dice);
        float scale = 1.4f / canvas.size;
        canvas.wash((x, y) -> {
            float haze = 0.5f + 0.7f * noise.layered(x * scale, y * scale, 2);
            return dark.mix(palette.sky(0.1f + 0.55f * haze), 0.35f + 0.35f * haze * (1 - y / (float) canvas.height));
        });
        float street = canvas.height * dice.between(0.45f, 0.62f);
        for (int i = 0; i < 125; i++) {
            float nearness = Ease.power(i / 124f, 1.6f);
            float spread = canvas.height * (0.1f + 0.34f * nearness);
            float y = street + spread * (dice.unit() + dice.unit() - 1) * 1.3f;
            float radius = canvas.size * Ease.mix(0.011f, 0.085f, nearness) * dice.between(0.6f, 1.2f);
            Rgb colour = dice.chance(0.3f) ? palette.light() : palette.accent(dice.unit());
            lamp(canvas, dice.unit() * canvas.width, y, radius, colour.saturated(1.2f), dice.between(0.1f, 0.62f));
        }
        return new Perch(canvas.width * dice.between(0.35f, 0.65f), canvas.height * 0.83f, canvas.size * 0.34f, dark);
    }

    /** A disc that is a little brighter towards its rim, as a lens draws it. */
    private static void lamp(Canvas canvas, float centreX, float centreY, float radius, Rgb colour, float strength) {
        float reach = radius + 1;
        float seam = 1 + radius * 0.05f;
        for (int y = Math.max(0, (int) (centreY - reach)); y < Math.min(canvas.height, centreY + reach); y++) {
            for (int x = Math.max(0, (int) (centreX - reach)); x < Math.min(canvas.width, centreX + reach); x++) {
                float away = Canvas.distance(x + 0.5f - centreX, y + 0.5f - centreY);
                float inside = Ease.clamp((radius - away) / seam);
                float rim = 0.62f + 0.38f * Ease.step(0.72f, 0.98f, away / radius);
                canvas.lighten(x, y, colour, strength * inside * rim);
            }
        }
        canvas.glow(centreX, centreY, radius * 0.6f, colour, strength * 0.2f);
    }
}
