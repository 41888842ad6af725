package club.imgeo.sandbox;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a browser shows, as a PNG of 256 colours, which a README loads quickly. */
final class Photograph {
    private static final int COLOURS = 256;

    private Photograph() {}

    static byte[] of(ChromeDriver browser) {
        Object data = browser.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        try {
            BufferedImage taken =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(String.valueOf(data))));
            var png = new ByteArrayOutputStream();
            ImageIO.write(reduced(taken), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage reduced(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        int[] palette = palette(pixels);
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var small = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        int[] nearest = new int[1 << 18];
        for (int i = 0; i < pixels.length; i++) {
            int coarse = coarse(pixels[i]);
            if (nearest[coarse] == 0) {
                nearest[coarse] = 1 + nearest(palette, pixels[i]);
            }
            small.getRaster().setSample(i % width, i / width, 0, nearest[coarse] - 1);
        }
        return small;
    }

    /** Six bits of each part. */
    private static int coarse(int rgb) {
        return ((part(rgb, 2) >> 2) << 12) | ((part(rgb, 1) >> 2) << 6) | (part(rgb, 0) >> 2);
    }

    private static int part(int rgb, int part) {
        return (rgb >> (8 * part)) & 0xff;
    }

    private static int nearest(int[] palette, int rgb) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(palette[i], rgb) < distance(palette[best], rgb)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int part = 0; part < 3; part++) {
            int difference = part(one, part) - part(other, part);
            sum += difference * difference;
        }
        return sum;
    }

    /** Halves whichever box of colours spreads the most, until there are enough; a box becomes its mean. */
    private static int[] palette(int[] pixels) {
        List<int[]> boxes = new ArrayList<>();
        // Each colour once, so that a large background does not take them all.
        boxes.add(Arrays.stream(pixels).map(rgb -> rgb & 0xfcfcfc).distinct().toArray());
        while (boxes.size() < COLOURS) {
            int[] widest = boxes.stream()
                    .max(Comparator.comparingDouble(box -> spread(box, widestPart(box)) * Math.sqrt(box.length)))
                    .orElseThrow();
            if (widest.length < 2) {
                break;
            }
            int part = widestPart(widest);
            int[] sorted = Arrays.stream(widest)
                    .boxed()
                    .sorted(Comparator.comparingInt(rgb -> part(rgb, part)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            boxes.remove(widest);
            boxes.add(Arrays.copyOf(sorted, sorted.length / 2));
            boxes.add(Arrays.copyOfRange(sorted, sorted.length / 2, sorted.length));
        }
        return boxes.stream().mapToInt(Photograph::mean).toArray();
    }

    private static int widestPart(int[] box) {
        int widest = 0;
        for (int part = 1; part < 3; part++) {
            widest = spread(box, part) > spread(box, widest) ? part : widest;
        }
        return widest;
    }

    private static int spread(int[] box, int part) {
        int least = 255;
        int most = 0;
        for (int rgb : box) {
            least = Math.min(least, part(rgb, part));
            most = Math.max(most, part(rgb, part));
        }
        return most - least;
    }

    private static int mean(int[] box) {
        int mean = 0;
        for (int part = 0; part < 3; part++) {
            long sum = 0;
            for (int rgb : box) {
                sum += part(rgb, part);
            }
            mean |= (int) (sum / box.length) << (8 * part);
        }
        return mean;
    }
}
