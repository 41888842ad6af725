package club.imgeo.sandbox.art;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Paints pictures. No window, font or clock of the machine has a part in it. */
public final class Painter {
    static {
        // Of java.awt, only shapes and images in memory are used, so nothing that it loads may look for a screen.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Painter() {}

    /** The same bytes for the same picture from one Java runtime; another may round, or pack, a little differently. */
    public static byte[] png(Picture picture) {
        Dice dice = new Dice(picture.seed());
        Sketch sketch = Sketch.of(picture, dice);
        Canvas canvas = paint(picture, sketch, dice);
        Caption.write(canvas, sketch.palette(), picture);
        return encode(develop(canvas, dice));
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
    private static BufferedImage develop(Canvas canvas, Dice dice) {
        int[] samples = new int[canvas.rgb.length];
        for (int i = 0; i < samples.length; i += 3) {
            float chance = 0.25f + 0.5f * dice.unit();
            for (int part = i; part < i + 3; part++) {
                samples[part] = (int) (255 * Ease.clamp(canvas.rgb[part]) + chance);
            }
        }
        BufferedImage image = new BufferedImage(canvas.width, canvas.height, BufferedImage.TYPE_3BYTE_BGR);
        image.getRaster().setPixels(0, 0, canvas.width, canvas.height, samples);
        return image;
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // Left to itself, ImageIO would go by way of a temporary file.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
