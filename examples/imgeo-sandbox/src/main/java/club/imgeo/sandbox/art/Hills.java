package club.imgeo.sandbox.art;

/** Terraced fields, hill behind hill. */
final class Hills implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        Sky.paint(canvas, palette, dice, canvas.height * 0.55f);
        Noise noise = new Noise(dice);
        int hills = 5 + dice.below(2);
        Rgb field = dice.pick(palette.accents());
        int home = hills - 2;
        float[] perch = new float[0];
        Rgb perchColour = palette.near();
        for (int i = 0; i < hills; i++) {
            float nearness = i / (hills - 1f);
            Rgb ground =
                    palette.far().mix(palette.near(), 0.15f + 0.75f * nearness).mix(field, 0.30f - 0.12f * nearness);
            float[] skyline = hill(canvas, palette, noise, nearness, ground);
            if (i > 0 && i < hills - 1) {
                grove(canvas, palette, dice, skyline, nearness, ground);
            }
            if (i == home) {
                perch = skyline;
                perchColour = palette.near().darker(0.25f);
            }
        }
        int x = (int) (canvas.width * dice.between(0.3f, 0.7f));
        return new Perch(x, perch[x] + 3, canvas.size * 0.2f, perchColour);
    }

    private static float[] hill(Canvas canvas, Palette palette, Noise noise, float nearness, Rgb ground) {
        float base = canvas.height * Ease.mix(0.56f, 0.9f, nearness);
        float rise = canvas.size * Ease.mix(0.10f, 0.15f, nearness);
        float scale = Ease.mix(2.1f, 1.25f, nearness) / canvas.size;
        float shift = 23 * nearness;
        float[] skyline = canvas.land(
                x -> base - rise * (noise.at(x * scale + shift, shift) + 0.35f * noise.at(x * scale * 2.3f, shift + 9)),
                ground,
                ground.darker(0.22f),
                rise * 2.4f);
        terraces(canvas, palette, noise, skyline, nearness);
        return skyline;
    }

    /** Steps along the contour, wider further down, each with a bright lip and a shaded foot. */
    private static void terraces(Canvas canvas, Palette palette, Noise noise, float[] skyline, float nearness) {
        float first = canvas.size * Ease.mix(0.008f, 0.022f, nearness);
        float reach = canvas.height * Ease.mix(0.16f, 0.34f, nearness);
        for (int x = 0; x < canvas.width; x++) {
            float sway = noise.at(x * 1.7f / canvas.size + 5, 60 * nearness) * first * 1.6f;
            for (int y = Math.max(0, (int) skyline[x] + 2); y < Math.min(canvas.height, skyline[x] + reach); y++) {
                float depth = y - skyline[x];
                float bent = depth + sway * Ease.clamp(depth / (first * 3));
                float steps = (float) Math.sqrt(1 + 2 * Math.max(0, bent) / first);
                float within = steps - (int) steps;
                float strength = Ease.clamp(depth / first) * (1 - depth / reach);
                canvas.lighten(x, y, palette.light(), strength * 0.22f * Ease.step(0.28f, 0, within));
                canvas.cover(x, y, palette.near(), strength * 0.26f * Ease.step(0.62f, 0.97f, within));
            }
        }
    }

    private static void grove(Canvas canvas, Palette palette, Dice dice, float[] skyline, float nearness, Rgb ground) {
        float centre = dice.unit() * canvas.width;
        int trees = 3 + dice.below(6);
        for (int i = 0; i < trees; i++) {
            float x = centre + canvas.size * dice.between(-0.16f, 0.16f);
            float height = canvas.size * Ease.mix(0.025f, 0.06f, nearness) * dice.between(0.7f, 1.25f);
            if (x >= 0 && x < canvas.width) {
                Rgb leaves = ground.mix(palette.near(), 0.55f);
                Tree.round(canvas, dice, x, skyline[(int) x] + 3, height, leaves, palette.light());
            }
        }
    }
}
