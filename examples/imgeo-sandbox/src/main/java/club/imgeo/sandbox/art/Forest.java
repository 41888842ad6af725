package club.imgeo.sandbox.art;

/** Conifers in the mist, with light falling in between. */
final class Forest implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        Sky sky = Sky.paint(canvas, palette, dice, canvas.height * 0.7f);
        Noise noise = new Noise(dice);
        int rows = 6;
        for (int i = 0; i < rows - 1; i++) {
            row(canvas, palette, dice, noise, i / (rows - 1f));
        }
        if (!palette.isDark()) {
            beams(canvas, palette, dice, sky);
        }
        row(canvas, palette, dice, noise, 1);
        Rgb ground = palette.near().darker(0.45f);
        float base = canvas.height * 0.83f;
        float[] floor = canvas.land(
                x -> base - canvas.size * 0.05f * noise.layered(x * 2 / canvas.size, 90, 4), ground, ground, 1);
        int x = (int) (canvas.width * dice.between(0.35f, 0.65f));
        return new Perch(x, floor[x] + 2, canvas.size * 0.19f, ground);
    }

    private static void row(Canvas canvas, Palette palette, Dice dice, Noise noise, float nearness) {
        Rgb colour = palette.far().mix(palette.near(), 0.12f + 0.83f * nearness);
        Rgb mist = colour.mix(palette.horizon(), 0.72f * (1 - 0.55f * nearness));
        float base = canvas.height * Ease.mix(0.56f, 0.86f, nearness);
        float tall = canvas.size * Ease.mix(0.10f, 0.56f, Ease.power(nearness, 1.4f));
        float roll = canvas.size * 0.08f;
        float shift = 31 * nearness;
        float gap = tall * Ease.mix(0.17f, 0.42f, nearness);
        for (float x = -gap; x < canvas.width + gap; x += gap * dice.between(0.5f, 1.3f)) {
            boolean clearing = nearness > 0.75f && Math.abs(x / canvas.width - 0.5f) < 0.26f;
            float foot = base - roll * noise.at(x * 1.4f / canvas.size, shift);
            float height = tall * dice.between(0.55f, 1.15f) * (clearing ? 0.35f : 1);
            Tree.conifer(canvas, dice, x, foot + height * 0.16f, height, colour);
        }
        canvas.land(x -> base - roll * noise.at(x * 1.4f / canvas.size, shift), colour, mist, tall * 0.6f + 8);
        if (nearness < 1) {
            haze(canvas, palette, base - roll * 0.3f, tall * 0.55f, 0.5f * (1 - nearness));
        }
    }

    private static void haze(Canvas canvas, Palette palette, float middle, float reach, float strength) {
        for (int y = Math.max(0, (int) (middle - reach)); y < Math.min(canvas.height, middle + reach); y++) {
            float there = Ease.step(reach, 0, Math.abs(y - middle));
            for (int x = 0; x < canvas.width; x++) {
                canvas.cover(x, y, palette.horizon(), strength * there);
            }
        }
    }

    private static void beams(Canvas canvas, Palette palette, Dice dice, Sky sky) {
        float down = canvas.height * 1.1f;
        for (int i = 0; i < 5; i++) {
            float lean = canvas.size * dice.between(-0.75f, 0.75f);
            float spread = canvas.size * dice.between(0.03f, 0.11f);
            float strength = dice.between(0.03f, 0.08f);
            canvas.fill(
                    Outline.polygon(
                            sky.lightX(),
                            sky.lightY(),
                            sky.lightX() + lean - spread,
                            down,
                            sky.lightX() + lean + spread,
                            down),
                    (x, y) -> palette.light(),
                    strength);
        }
    }
}
