package club.imgeo.sandbox;

/** Paints pictures. No window, font, library or clock of the machine has a part in it. */
final class Painter {
    static {
        // Shapes are all that is used of java.awt, yet nothing that it loads may look for a screen.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Painter() {}

    /** The same bytes for the same picture, always. */
    static byte[] png(Picture picture) {
        Dice dice = new Dice(picture.seed());
        Sketch sketch = Sketch.of(picture, dice);
        Canvas canvas = paint(picture, sketch, dice);
        Caption.write(canvas, sketch.palette(), picture);
        return Png.encode(canvas.width, canvas.height, develop(canvas, dice));
    }

    /** Everything but the caption. */
    static Canvas paint(Picture picture, Sketch sketch, Dice dice) {
        Canvas canvas = new Canvas(picture.width(), picture.height());
        Scene.Perch perch = sketch.scene().paint(canvas, sketch.palette(), dice);
        if (sketch.cameo() != null) {
            sketch.cameo().paint(canvas, sketch.palette(), dice, perch);
        }
        Finish.of(picture.model()).apply(canvas, dice);
        return canvas;
    }

    /** To 8 bits, with half a step of chance, which hides the steps. */
    private static byte[] develop(Canvas canvas, Dice dice) {
        byte[] bytes = new byte[canvas.rgb.length];
        for (int i = 0; i < bytes.length; i += 3) {
            float chance = 0.25f + 0.5f * dice.unit();
            for (int part = i; part < i + 3; part++) {
                bytes[part] = (byte) (int) (255 * Ease.clamp(canvas.rgb[part]) + chance);
            }
        }
        return bytes;
    }
}
