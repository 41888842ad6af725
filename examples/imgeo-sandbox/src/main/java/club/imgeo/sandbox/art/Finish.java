package club.imgeo.sandbox.art;

/** A model's hand: the same prompt comes out in another light from each, whatever it shows. */
record Finish(float bloom, float colour, float warmth, float contrast, float vignette, float grain, float weave) {

    static Finish of(String model) {
        Dice dice = new Dice(new Picture(model, "", null, 1, 1, 0, null).seed());
        return new Finish(
                dice.between(0, 0.5f),
                dice.between(0.86f, 1.2f),
                dice.between(-0.035f, 0.045f),
                dice.between(0, 0.35f),
                dice.between(0.05f, 0.3f),
                dice.chance(0.4f) ? dice.between(0.012f, 0.022f) : 0.005f,
                dice.chance(0.3f) ? dice.between(0.02f, 0.045f) : 0);
    }

    void apply(Canvas canvas, Dice dice) {
        if (bloom > 0.1f) {
            Bloom.apply(canvas, bloom);
        }
        Noise fibres = new Noise(dice);
        float middleX = canvas.width / 2f;
        float middleY = canvas.height / 2f;
        for (int y = 0; y < canvas.height; y++) {
            for (int x = 0; x < canvas.width; x++) {
                float dx = (x - middleX) / middleX;
                float dy = (y - middleY) / middleY;
                float corner = Math.max(0, (dx * dx + dy * dy) / 2 - 0.15f);
                float light = 1 - vignette * corner * 1.1f + grain * (2 * dice.unit() - 1);
                if (weave > 0) {
                    light += weave * fibres.at(x * 0.09f, y * 0.9f) + weave * fibres.at(x * 0.9f, y * 0.09f + 70);
                }
                pixel(canvas.rgb, 3 * (y * canvas.width + x), light);
            }
        }
    }

    private void pixel(float[] rgb, int i, float light) {
        float grey = 0.3f * rgb[i] + 0.59f * rgb[i + 1] + 0.11f * rgb[i + 2];
        for (int part = 0; part < 3; part++) {
            float tint = 1 + warmth * (1 - part);
            float value = Ease.clamp((grey + (rgb[i + part] - grey) * colour) * tint * light);
            rgb[i + part] = Ease.mix(value, value * value * (3 - 2 * value), contrast);
        }
    }
}
