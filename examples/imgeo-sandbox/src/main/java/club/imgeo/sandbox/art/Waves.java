package club.imgeo.sandbox.art;

/** The sea under a low sun, rolling in row by row. */
final class Waves implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        float horizon = canvas.height * dice.between(0.42f, 0.5f);
        Sky sky = Sky.paint(canvas, palette, dice, horizon);
        Noise noise = new Noise(dice);
        Rgb tint = palette.accents().get(palette.accents().size() - 1);
        Rgb deep = palette.near().mix(tint, 0.35f);
        Rgb shallow = palette.sky(0.45f).mix(tint, 0.5f);
        sea(canvas, palette, noise, sky, horizon, shallow);
        int rows = 9;
        for (int i = 0; i < rows; i++) {
            roll(canvas, palette, noise, horizon, i / (rows - 1f), shallow, deep, dice.between(0, 50));
        }
        float x = canvas.width * dice.between(0.3f, 0.7f);
        return new Perch(
                x,
                horizon + canvas.height * 0.12f,
                canvas.size * 0.2f,
                palette.near().darker(0.3f));
    }

    /** Flat water to the horizon, with the light's path on it. */
    private static void sea(Canvas canvas, Palette palette, Noise noise, Sky sky, float horizon, Rgb shallow) {
        for (int y = (int) horizon; y < canvas.height; y++) {
            float down = (y - horizon) / (canvas.height - horizon);
            float path = sky.lightRadius() * (0.9f + 3.2f * down);
            for (int x = 0; x < canvas.width; x++) {
                canvas.cover(x, y, palette.horizon().mix(shallow, Ease.step(-0.45f, 0.4f, down)), 1);
                float glitter =
                        noise.at(x * 7f / canvas.size, (y - horizon) * 60 / canvas.size / (0.25f + 2.2f * down));
                float inPath = Ease.step(1, 0.1f, Math.abs(x - sky.lightX()) / path);
                canvas.lighten(x, y, palette.light(), 0.85f * inPath * Ease.step(0.0f, 0.5f, glitter));
            }
        }
    }

    private static void roll(
            Canvas canvas,
            Palette palette,
            Noise noise,
            float horizon,
            float near,
            Rgb shallow,
            Rgb deep,
            float shift) {
        float bend = Ease.power(near, 1.25f);
        float base = horizon + (canvas.height * 1.02f - horizon) * (0.1f + 0.84f * bend);
        float rise = canvas.size * Ease.mix(0.007f, 0.075f, bend);
        float length = canvas.size * Ease.mix(0.10f, 0.42f, bend);
        Rgb crest = shallow.mix(deep, 0.15f + 0.6f * near);
        float[] skyline = canvas.land(
                x -> {
                    float along = (x + canvas.size * 0.05f * noise.at(x * 2 / canvas.size, shift)) / length + shift;
                    float swell = 0.65f + 0.5f * noise.at(x * 1.1f / canvas.size, shift + 7);
                    float arch = Math.abs(Ease.sin(3.14159f * along));
                    return base - rise * swell * (1 - 1.5f * arch * (2 - arch) * 0.66f) * 1.4f;
                },
                crest.mix(palette.light(), 0.16f),
                deep.mix(crest, 0.35f * (1 - near)),
                rise * 2.6f);
        foam(canvas, palette, noise, skyline, rise, bend, shift);
    }

    /** White along the crest, and lines below it that follow the wave. */
    private static void foam(
            Canvas canvas, Palette palette, Noise noise, float[] skyline, float rise, float bend, float shift) {
        float thick = canvas.size * Ease.mix(0.0018f, 0.0062f, bend);
        Rgb white = palette.light().lighter(0.4f);
        for (int x = 0; x < canvas.width; x++) {
            float lace = 0.55f + 0.75f * noise.at(x * 16f / canvas.size, shift + 3);
            for (int y = Math.max(0, (int) skyline[x] - 1); y < Math.min(canvas.height, skyline[x] + rise * 3); y++) {
                float depth = y + 0.5f - skyline[x];
                float cap = Ease.clamp(depth + 0.5f) * Ease.step(thick * (1 + lace), thick * lace * 0.4f, depth);
                canvas.cover(x, y, white, 0.85f * cap);
                float line = depth / (rise * 0.42f);
                float within = Math.abs(line - (int) line - 0.5f);
                float fade = Ease.clamp(1 - depth / (rise * 2.6f)) * Ease.clamp(depth / (thick * 3));
                canvas.lighten(x, y, palette.light(), 0.16f * fade * Ease.step(0.16f, 0.03f, within));
            }
        }
    }
}
