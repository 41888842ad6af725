package club.imgeo.sandbox.art;

/** Panes in lead, with a sun that some of them make up together. */
final class StainedGlass implements Scene {
    @Override
    public Perch paint(Canvas canvas, Palette palette, Dice dice) {
        float pane = canvas.size / dice.between(9f, 13f);
        Noise jitter = new Noise(dice);
        Noise jitterY = new Noise(dice);
        Noise colours = new Noise(dice);
        Noise texture = new Noise(dice);
        float sunX = canvas.width * dice.between(0.25f, 0.75f);
        float sunY = canvas.height * dice.between(0.2f, 0.5f);
        float sunRadius = canvas.size * dice.between(0.14f, 0.2f);
        float lead = canvas.size * 0.0048f;
        Rgb leading = palette.near().darker(0.45f);
        for (int y = 0; y < canvas.height; y++) {
            for (int x = 0; x < canvas.width; x++) {
                float first = Float.MAX_VALUE;
                float second = Float.MAX_VALUE;
                float seedX = 0;
                float seedY = 0;
                int column = (int) (x / pane);
                int row = (int) (y / pane);
                for (int j = row - 1; j <= row + 1; j++) {
                    for (int i = column - 1; i <= column + 1; i++) {
                        float centreX = (i + 0.12f + 0.76f * jitter.cell(i, j)) * pane;
                        float centreY = (j + 0.12f + 0.76f * jitterY.cell(i, j)) * pane;
                        float away = (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY);
                        if (away < first) {
                            second = first;
                            first = away;
                            seedX = centreX;
                            seedY = centreY;
                        } else if (away < second) {
                            second = away;
                        }
                    }
                }
                float fromSun = Canvas.distance(seedX - sunX, seedY - sunY) / sunRadius;
                Rgb glass = glass(canvas, palette, colours, seedX, seedY, fromSun);
                float edge = (float) (Math.sqrt(second) - Math.sqrt(first)) / 2;
                float glimmer = 0.5f + 0.5f * texture.at(x * 9 / canvas.size, y * 9 / canvas.size);
                Rgb lit = glass.lighter(0.16f * glimmer)
                        .darker(0.30f * Ease.step(pane * 0.35f, lead, edge))
                        .mix(palette.light(), 0.22f / (1 + fromSun * fromSun));
                canvas.cover(x, y, lit.mix(leading, Ease.step(lead + 1, lead - 0.6f, edge)), 1);
            }
        }
        ring(canvas, sunX, sunY, sunRadius * 1.04f, lead, leading);
        canvas.glow(sunX, sunY, sunRadius * 0.8f, palette.light(), 0.28f);
        return new Perch(canvas.width * 0.5f, canvas.height * 0.83f, canvas.size * 0.3f, leading);
    }

    private static Rgb glass(Canvas canvas, Palette palette, Noise colours, float x, float y, float fromSun) {
        float chance = colours.cell((int) x, (int) y);
        if (fromSun < 1) {
            return palette.light().mix(palette.accents().get(1), 0.15f + 0.45f * chance * fromSun);
        }
        float drift = 0.5f + 0.55f * colours.at(x * 2.2f / canvas.size, y * 2.2f / canvas.size);
        Rgb accent = palette.accent(drift + 0.5f * (chance - 0.5f));
        return accent.mix(palette.sky(y / canvas.height), 0.32f).saturated(1.15f);
    }

    private static void ring(Canvas canvas, float x, float y, float radius, float lead, Rgb leading) {
        canvas.fill(Outline.ring(x, y, radius, lead * 1.5f), leading, 1);
    }
}
