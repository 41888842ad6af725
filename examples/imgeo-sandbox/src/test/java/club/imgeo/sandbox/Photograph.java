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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a browser shows, as a PNG of 256 colours, which a README loads quickly. */
final class Photograph {
    private static final int COLOURS = 256;
    private static final int PLAIN = 40;
    private static final float STRENGTH = 0.45f;

    private final int[] pixels;
    private final int width;
    private final int[] palette;
    private final int[] nearest = new int[1 << 18];

    private Photograph(BufferedImage image) {
        width = image.getWidth();
        pixels = Arrays.stream(image.getRGB(0, 0, width, image.getHeight(), null, 0, width))
                .map(rgb -> rgb & 0xffffff)
                .toArray();
        palette = IntStream.concat(plain(), boxes().stream().mapToInt(Photograph::mean))
                .toArray();
    }

    static byte[] of(ChromeDriver browser) {
        Object data = browser.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        try {
            byte[] taken = Base64.getDecoder().decode(String.valueOf(data));
            var png = new ByteArrayOutputStream();
            ImageIO.write(new Photograph(ImageIO.read(new ByteArrayInputStream(taken))).reduced(), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedImage reduced() {
        int height = pixels.length / width;
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> plain = IntStream.range(0, PLAIN)
                .boxed()
                .collect(Collectors.toMap(i -> palette[i], i -> i, (one, other) -> one));
        float[] missed = new float[3 * (width + 2)];
        for (int y = 0; y < height; y++) {
            float[] below = new float[missed.length];
            for (int x = 0; x < width; x++) {
                int rgb = pixels[y * width + x];
                Integer exact = plain.get(rgb);
                int index = exact != null ? exact : nearest(wanted(rgb, missed, x));
                if (exact == null) {
                    handOn(rgb, palette[index], missed, below, x);
                }
                image.getRaster().setSample(x, y, 0, index);
            }
            missed = below;
        }
        return image;
    }

    /** The colour, and what its neighbours could not show of theirs. */
    private static int wanted(int rgb, float[] missed, int x) {
        int wanted = 0;
        for (int part = 0; part < 3; part++) {
            int value = Math.round(part(rgb, part) + missed[3 * (x + 1) + part]);
            wanted |= Math.max(0, Math.min(255, value)) << (8 * part);
        }
        return wanted;
    }

    /** To the neighbours goes what the palette does not have: by the weights of Floyd and Steinberg, damped. */
    private static void handOn(int rgb, int shown, float[] row, float[] below, int x) {
        for (int part = 0; part < 3; part++) {
            int at = 3 * (x + 1) + part;
            float rest = STRENGTH * (part(rgb, part) - part(shown, part)) / 16;
            row[at + 3] += 7 * rest;
            below[at - 3] += 3 * rest;
            below[at] += 5 * rest;
            below[at + 3] += rest;
        }
    }

    private int nearest(int rgb) {
        int coarse = ((part(rgb, 2) >> 2) << 12) | ((part(rgb, 1) >> 2) << 6) | (part(rgb, 0) >> 2);
        if (nearest[coarse] == 0) {
            nearest[coarse] = 1
                    + IntStream.range(0, palette.length)
                            .boxed()
                            .min(Comparator.comparingInt(i -> distance(palette[i], rgb)))
                            .orElseThrow();
        }
        return nearest[coarse] - 1;
    }

    private static int part(int rgb, int part) {
        return (rgb >> (8 * part)) & 0xff;
    }

    private static int distance(int one, int other) {
        return IntStream.range(0, 3)
                .map(part -> part(one, part) - part(other, part))
                .map(difference -> difference * difference)
                .sum();
    }

    /** What the page itself is made of, exactly. */
    private IntStream plain() {
        Map<Integer, Long> frequent =
                Arrays.stream(pixels).boxed().collect(Collectors.groupingBy(rgb -> rgb, Collectors.counting()));
        return frequent.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(PLAIN)
                .mapToInt(Map.Entry::getKey);
    }

    /** All colours, the widest spread of them halved again and again. */
    private List<int[]> boxes() {
        List<int[]> boxes = new ArrayList<>();
        // Each colour once, so that a large background does not take them all.
        boxes.add(Arrays.stream(pixels).map(rgb -> rgb & 0xfcfcfc).distinct().toArray());
        while (boxes.size() < COLOURS - PLAIN) {
            int[] widest = boxes.stream()
                    .max(Comparator.comparingDouble(box -> spread(box, widestPart(box)) * Math.sqrt(box.length)))
                    .orElseThrow();
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
        return boxes;
    }

    private static int widestPart(int[] box) {
        return IntStream.range(0, 3)
                .boxed()
                .max(Comparator.comparingInt(part -> spread(box, part)))
                .orElseThrow();
    }

    private static int spread(int[] box, int part) {
        var parts = Arrays.stream(box).map(rgb -> part(rgb, part)).summaryStatistics();
        return parts.getMax() - parts.getMin();
    }

    private static int mean(int[] box) {
        return IntStream.range(0, 3)
                .map(part -> (int) Math.round(Arrays.stream(box)
                                .map(rgb -> part(rgb, part))
                                .average()
                                .orElse(0))
                        << (8 * part))
                .sum();
    }
}
