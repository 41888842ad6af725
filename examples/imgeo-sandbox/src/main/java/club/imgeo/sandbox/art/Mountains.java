package club.imgeo.sandbox.art;

/** Range behind range, each deeper in the haze; sometimes over a lake. */
final class Mountains implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        int h = canvas.height;
        boolean lake = dice.chance(0.45f);
        float shore = lake ? h * dice.between(0.66f, 0.72f) : h;
        Sky.paint(canvas, palette, dice, h * 0.62f);
        Noise noise = new Noise(dice);
        int ranges = 5 + dice.below(2);
        for (int i = 0; i < ranges; i++) {
            range(canvas, palette, noise, i / (ranges - 1f), lake ? shore * 1.06f : h);
        }
        if (lake) {
            Water.mirror(canvas, palette, new Noise(dice), shore);
        }
        return foreground(canvas, palette, noise, dice, lake);
    }

    private static void range(Canvas canvas, Palette palette, Noise noise, float nearness, float bottom) {
        float base = bottom * Ease.mix(0.60f, 0.93f, nearness);
        float rise = canvas.size * Ease.mix(0.42f, 0.17f, nearness);
        float scale = Ease.mix(2.3f, 3.6f, nearness) / canvas.size;
        float shift = 40 * nearness;
        Rgb crest = palette.far().mix(palette.near(), Ease.power(nearness, 0.85f) * 0.92f + 0.06f);
        Rgb mist = crest.mix(palette.horizon(), 0.62f * (1 - 0.75f * nearness));
        float[] skyline = canvas.land(
                x -> base + rise * 0.55f - rise * noise.ridged(x * scale + shift, shift, 5), crest, mist, rise * 1.05f);
        flanks(canvas, palette, skyline, rise, 0.30f * (1 - 0.6f * nearness));
    }

    /** Light on the slopes that face it, fading downhill. */
    private static void flanks(Canvas canvas, Palette palette, float[] skyline, float rise, float strength) {
        int span = Math.max(2, (int) (canvas.size * 0.014f));
        float depth = rise * 0.5f;
        for (int x = 0; x < canvas.width; x++) {
            for (int y = Math.max(0, (int) skyline[x] + 1); y < Math.min(canvas.height, skyline[x] + depth); y++) {
                float down = y - skyline[x];
                // Spurs run down aslant, so the light is that of the crest some way to the side.
                int above = (int) (x + down * 0.55f);
                float before = skyline[Math.min(canvas.width - 1, Math.max(0, above - span))];
                float after = skyline[Math.min(canvas.width - 1, above + span)];
                float lit = strength * Ease.step(-0.1f, 1.5f, (after - before) / span);
                float fade = 1 - down / depth;
                canvas.lighten(x, y, palette.light(), lit * fade * fade);
            }
        }
    }

    private static Perch foreground(Canvas canvas, Palette palette, Noise noise, Dice dice, boolean lake) {
        float base = canvas.height * (lake ? 0.86f : 0.83f);
        float rise = canvas.size * 0.07f;
        Rgb ground = palette.near().darker(0.35f);
        float[] skyline = canvas.land(
                x -> base - rise * noise.layered(x * 1.9f / canvas.size, 77, 4), ground, ground.darker(0.3f), rise * 3);
        for (int i = 0; i < 26; i++) {
            float x = dice.unit() * canvas.width;
            Tree.conifer(canvas, dice, x, skyline[(int) x] + 3, canvas.size * dice.between(0.025f, 0.085f), ground);
        }
        int x = (int) (canvas.width * dice.between(0.3f, 0.7f));
        return new Perch(x, skyline[x] + 2, canvas.size * 0.17f, ground);
    }
}
