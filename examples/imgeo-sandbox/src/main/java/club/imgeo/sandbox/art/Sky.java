package club.imgeo.sandbox.art;

/** What is behind most scenes: a sky down to the horizon, with a sun, or a moon and stars. */
record Sky(float lightX, float lightY, float lightRadius) {
    /** Clouds change so little sideways that a straight line does between every so many pixels. */
    private static final int STREAK = 6;

    /** @param horizon in pixels from the top */
    static Sky paint(Canvas canvas, Palette palette, Dice dice, float horizon) {
        Noise drift = new Noise(dice);
        float tilt = dice.between(-0.12f, 0.12f);
        canvas.wash((x, y) -> palette.sky(y / horizon + tilt * (x / (float) canvas.width - 0.5f)));
        clouds(canvas, palette, drift, horizon);
        if (palette.isDark()) {
            stars(canvas, dice, horizon);
        }
        float radius = canvas.size * dice.between(0.05f, 0.095f);
        Sky sky = new Sky(
                canvas.width * dice.between(0.22f, 0.78f),
                horizon * (palette.isDark() ? dice.between(0.25f, 0.45f) : dice.between(0.4f, 0.72f)),
                radius);
        sky.shine(canvas, palette, dice);
        return sky;
    }

    /** Long thin streaks, more of them towards the horizon. */
    private static void clouds(Canvas canvas, Palette palette, Noise drift, float horizon) {
        float scale = 3.2f / canvas.size;
        for (int y = 0; y < Math.min(canvas.height, horizon); y++) {
            float strength = 0.34f * Ease.step(0.1f, 0.9f, y / horizon);
            float right = drift.layered(0, y * scale * 3.4f, 3);
            for (int x = 0; x < canvas.width; x += STREAK) {
                float left = right;
                right = drift.layered((x + STREAK) * scale * 0.55f, y * scale * 3.4f, 3);
                for (int i = 0; i < Math.min(STREAK, canvas.width - x); i++) {
                    float cloud = Ease.mix(left, right, i / (float) STREAK);
                    canvas.cover(x + i, y, palette.light(), strength * Ease.step(0.08f, 0.6f, cloud));
                }
            }
        }
    }

    static void stars(Canvas canvas, Dice dice, float horizon) {
        int count = (int) (canvas.width * horizon / 1300);
        for (int i = 0; i < count; i++) {
            float height = dice.unit();
            float brightness = Ease.power(dice.unit(), 4);
            float strength = (0.25f + 0.75f * brightness) * (1 - 0.8f * height * height);
            canvas.disc(
                    dice.unit() * canvas.width, height * horizon, 1.1f + 1.1f * brightness, 1.2f, Rgb.WHITE, strength);
        }
    }

    private void shine(Canvas canvas, Palette palette, Dice dice) {
        Rgb light = palette.light();
        canvas.glow(lightX, lightY, lightRadius * 1.5f, light, palette.isDark() ? 0.42f : 0.62f);
        if (palette.isDark() && dice.chance(0.55f)) {
            crescent(canvas, light, dice);
        } else {
            canvas.disc(lightX, lightY, lightRadius, 1.4f, light.mix(palette.horizon(), 0.1f), 0.97f);
        }
    }

    private void crescent(Canvas canvas, Rgb light, Dice dice) {
        float offset = lightRadius * dice.between(0.34f, 0.6f) * (dice.chance(0.5f) ? 1 : -1);
        int reach = (int) lightRadius + 2;
        for (int y = Math.max(0, (int) lightY - reach); y < Math.min(canvas.height, lightY + reach); y++) {
            for (int x = Math.max(0, (int) lightX - reach); x < Math.min(canvas.width, lightX + reach); x++) {
                float dx = x + 0.5f - lightX;
                float dy = y + 0.5f - lightY;
                float lit = Ease.clamp(lightRadius - Canvas.distance(dx, dy));
                float shadow = Ease.clamp(lightRadius * 0.9f - Canvas.distance(dx + offset, dy + offset * 0.35f));
                canvas.cover(x, y, light, lit * (1 - shadow));
            }
        }
    }
}
