package club.imgeo.sandbox.art;

/** A planet before a nebula. */
final class Space implements Scene {
    private static final int COARSE = 3;

    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        nebula(canvas, palette, dice);
        Sky.stars(canvas, dice, canvas.height);
        Sky.stars(canvas, dice, canvas.height * 0.8f);
        float radius = canvas.size * dice.between(0.17f, 0.26f);
        float x = canvas.width * dice.between(0.32f, 0.68f);
        float y = canvas.height * dice.between(0.34f, 0.48f);
        boolean ringed = dice.chance(0.6f);
        Rgb dust = palette.accent(dice.unit()).lighter(0.25f);
        Noise grooves = new Noise(dice);
        if (ringed) {
            ring(canvas, grooves, x, y, radius, dust, false);
        }
        planet(canvas, palette, dice, x, y, radius);
        if (ringed) {
            ring(canvas, grooves, x, y, radius, dust, true);
        }
        canvas.disc(x - radius * 1.75f, y - radius * 0.9f, radius * 0.14f, 1.3f, palette.light(), 0.95f);
        Noise ground = new Noise(dice);
        float base = canvas.height * 0.84f;
        Rgb rock = palette.near().darker(0.5f);
        float[] skyline = canvas.land(
                px -> base + canvas.size * (0.06f - 0.13f * ground.ridged(px * 2.4f / canvas.size, 3, 5)),
                rock,
                rock,
                1);
        int perch = (int) (canvas.width * dice.between(0.3f, 0.7f));
        return new Perch(perch, skyline[perch] + 2, canvas.size * 0.16f, rock);
    }

    /** Computed for every third pixel and smoothed in between: clouds have no edges. */
    private static void nebula(Canvas canvas, Palette palette, Dice dice) {
        Noise warp = new Noise(dice);
        Noise cloud = new Noise(dice);
        Rgb black = palette.near().darker(0.4f);
        int columns = canvas.width / COARSE + 2;
        int rows = canvas.height / COARSE + 2;
        float[] density = new float[columns * rows];
        float[] hue = new float[columns * rows];
        float scale = 2.1f * COARSE / canvas.size;
        for (int i = 0; i < density.length; i++) {
            float x = i % columns * scale;
            int row = i / columns;
            float y = row * scale;
            float bend = warp.layered(x, y, 3);
            density[i] = Ease.step(-0.25f, 0.62f, cloud.layered(x + 1.3f * bend, y * 1.3f - bend, 5));
            hue[i] = 0.5f + 0.8f * bend;
        }
        canvas.wash((x, y) -> {
            float there = smooth(density, columns, x, y);
            Rgb gas = palette.accent(smooth(hue, columns, x, y)).saturated(1.1f);
            return black.mix(palette.sky(0.2f), 0.35f)
                    .mix(gas, 0.72f * there * there)
                    .mix(palette.light(), 0.16f * there * there * there);
        });
    }

    private static float smooth(float[] grid, int columns, int x, int y) {
        int i = y / COARSE * columns + x / COARSE;
        float u = x % COARSE / (float) COARSE;
        float v = y % COARSE / (float) COARSE;
        return Ease.mix(Ease.mix(grid[i], grid[i + 1], u), Ease.mix(grid[i + columns], grid[i + columns + 1], u), v);
    }

    private static void planet(Canvas canvas, Palette palette, Dice dice, float centreX, float centreY, float radius) {
        Noise noise = new Noise(dice);
        float bands = dice.between(2.5f, 5.5f);
        canvas.glow(centreX, centreY, radius * 0.75f, palette.accent(0.4f), 0.3f);
        for (int y = Math.max(0, (int) (centreY - radius)); y < Math.min(canvas.height, centreY + radius); y++) {
            for (int x = Math.max(0, (int) (centreX - radius)); x < Math.min(canvas.width, centreX + radius); x++) {
                float dx = (x + 0.5f - centreX) / radius;
                float dy = (y + 0.5f - centreY) / radius;
                float away = Canvas.distance(dx, dy);
                if (away < 1) {
                    float depth = (float) Math.sqrt(1 - away * away);
                    float swirl = noise.layered(dx * 1.2f / (0.4f + depth), dy * 5, 3);
                    float band = 0.5f + 0.5f * noise.at(3, (dy + 0.22f * dx) * bands + 0.5f * swirl);
                    Rgb surface = palette.accent(0.1f + 0.8f * band).mix(palette.light(), 0.2f);
                    float lit = Ease.step(-0.35f, 0.95f, -0.62f * dx - 0.5f * dy + 0.6f * depth);
                    Rgb colour = palette.near().darker(0.4f).mix(surface, lit);
                    canvas.cover(
                            x,
                            y,
                            colour.mix(palette.light(), 0.35f * (1 - depth) * lit),
                            Ease.clamp((1 - away) * radius));
                }
            }
        }
    }

    /** The half of the ring behind the planet, or the half before it. */
    private static void ring(
            Canvas canvas, Noise grooves, float centreX, float centreY, float radius, Rgb dust, boolean before) {
        float reach = radius * 2.15f;
        for (int y = Math.max(0, (int) (centreY - reach)); y < Math.min(canvas.height, centreY + reach); y++) {
            for (int x = Math.max(0, (int) (centreX - reach)); x < Math.min(canvas.width, centreX + reach); x++) {
                float dx = (x + 0.5f - centreX) / radius;
                float dy = (y + 0.5f - centreY) / radius;
                float across = dy + 0.28f * dx; // tilted
                float away = Canvas.distance(dx - 0.28f * dy, across * 3.6f);
                if (away > 1.3f && away < 2.1f && across > 0 == before) {
                    float groove = 0.62f + 0.5f * grooves.at(away * 13, 1);
                    float edge = Ease.step(1.3f, 1.36f, away) * Ease.step(2.1f, 1.95f, away);
                    canvas.cover(x, y, dust, 0.72f * groove * edge);
                }
            }
        }
    }
}
