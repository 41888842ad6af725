package club.imgeo.sandbox.art;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PainterTest {
    private static final String FLUX = "black-forest-labs/flux-schnell";

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "3,2", "3,4", "4,3", "4,5", "5,4", "9,16", "16,9", "9,21", "21,9"})
    void paintsInExactlyTheRatioAskedFor(int width, int height) throws IOException {
        BufferedImage image = read(Painter.png(new Picture(FLUX, "a fox", null, width, height, 0, null)));

        assertThat(image.getWidth() * height).isEqualTo(image.getHeight() * width);
        assertThat(Math.max(image.getWidth(), image.getHeight())).isBetween(740, 768);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mountain", "hill", "forest", "sea", "city", "flower", "planet", "glass", "abstract", "bokeh"})
    void paintsTheSameBytesForTheSamePictureInEveryScene(String subject) {
        Picture picture = wide(subject);

        byte[] once = Painter.png(picture);

        assertThat(Painter.png(wide(subject))).isEqualTo(once);
        assertThat(once).hasSizeLessThan(1_000_000);
    }

    /**
     * Were this picture to change, so would every stored URL's. Whoever means that writes down the new colours here.
     * They are taken away from edges, which another Java version may round differently.
     */
    @ParameterizedTest
    @CsvSource({"100, 100, 062e3b", "385, 150, 257a74", "270, 330, 652910", "700, 330, 235c52"})
    void paintsTheSamePictureAfterARestart(int x, int y, String colour) throws IOException {
        BufferedImage image = read(Painter.png(wide("a fox in the hills at night")));

        assertThat(Integer.toHexString(image.getRGB(x, y))).isEqualTo("ff" + colour);
    }

    static Stream<Picture> variations() {
        return Stream.of(
                new Picture(FLUX, "a hare", null, 16, 9, 0, null),
                new Picture("google/imagen-4", "a fox", null, 16, 9, 0, null),
                new Picture(FLUX, "a fox", "people", 16, 9, 0, null),
                new Picture(FLUX, "a fox", null, 16, 9, 1, null),
                new Picture(FLUX, "a fox", null, 16, 9, 0, "https://example.org/fox.jpg"));
    }

    @ParameterizedTest
    @MethodSource("variations")
    void paintsSomethingElseWhenAnythingOfThePictureIsAnother(Picture other) throws IOException {
        BufferedImage fox = read(Painter.png(wide("a fox")));
        BufferedImage image = read(Painter.png(other));

        // In the upper half, where no caption tells them apart.
        assertThat(differences(fox, image, 0, image.getHeight() / 2)).isGreaterThan(image.getWidth() * 50);
    }

    @Test
    void writesPromptAndModelAlongTheBottomAndNothingElsewhere() {
        Picture picture = wide("a fox");
        Canvas bare = paint(picture);
        Canvas captioned = paint(picture);

        int top = Caption.write(captioned, Palette.ALL.get(0), picture);

        int band = 3 * top * bare.width;
        assertThat(Arrays.equals(bare.rgb, 0, band, captioned.rgb, 0, band)).isTrue();
        assertThat(Arrays.mismatch(bare.rgb, captioned.rgb)).isGreaterThanOrEqualTo(band);
        assertThat(captionWith(wide("a fax"))).isNotEqualTo(captionWith(picture));
        assertThat(captionWith(new Picture("google/imagen-4", "a fox", null, 16, 9, 0, null)))
                .isNotEqualTo(captionWith(picture));
    }

    @Test
    void tellsInACornerWhereTheSourceIsFromAndNothingElseOfIt() {
        float[] badge = captionWith(from("https://example.org/a.jpg"));

        assertThat(badge).isNotEqualTo(captionWith(from(null)));
        assertThat(badge).isNotEqualTo(captionWith(from("https://example.com/a.jpg")));
        assertThat(badge).isEqualTo(captionWith(from("https://example.org/b.jpg?token=secret")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u0000\u0007\u001b[31m\r\n\t",
                "\u202e\u2066desrever\u2069",
                "\ud83e lone \udd8a",
                "🦊👩‍👩‍👧‍👦🏳️‍🌈 猫 狐狸 ثعلب שועל",
                "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
                "<svg onload=alert(1)> %s %n ${jndi} \\ \" '"
            })
    void paintsWhateverThePromptIs(String prompt) throws IOException {
        Picture picture = new Picture(prompt, prompt, prompt, 9, 21, 7, prompt);

        assertThat(read(Painter.png(picture)).getWidth()).isEqualTo(324);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "🦊", "long ", "\n", "\u0301", "W "})
    void shortensALongPromptToTwoLinesThatFit(String word) {
        for (String line : Lettering.wrap(word.repeat(2000), 19, 280, 2)) {
            assertThat(Lettering.width(line, 19)).isLessThanOrEqualTo(280);
        }
        assertThat(Lettering.wrap(word.repeat(2000), 19, 280, 2)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void breaksLinesBetweenWordsAndSaysWhereItLeftOff() {
        assertThat(Lettering.wrap("a quick brown fox", 20, 120, 3)).containsExactly("a quick", "brown fox");
        assertThat(Lettering.wrap("a quick brown fox jumps", 20, 120, 2)).containsExactly("a quick", "brown fox…");
        assertThat(Lettering.wrap("two\n\twords", 20, 200, 2)).containsExactly("two words");
    }

    @Test
    void paintsWhatThePromptNamesAndNotWhatTheNegativePromptDoes() {
        assertThat(sketch("Ships on the SEA!", null).scene()).isInstanceOf(Waves.class);
        assertThat(sketch("a forest at night", null).palette().mood()).isEqualTo(Palette.Mood.NIGHT);
        assertThat(sketch("a fox in a field", null).cameo()).isEqualTo(Cameo.FOX);
        assertThat(sketch("a fox in a field", "fox").cameo()).isNull();
    }

    private static Sketch sketch(String prompt, @Nullable String negativePrompt) {
        return Sketch.of(new Picture(FLUX, prompt, negativePrompt, 1, 1, 0, null), new Dice(1));
    }

    private static Picture wide(String prompt) {
        return new Picture(FLUX, prompt, null, 16, 9, 0, null);
    }

    private static Picture from(@Nullable String source) {
        return new Picture(FLUX, "a fox", null, 16, 9, 0, source);
    }

    private static Canvas paint(Picture picture) {
        Dice dice = new Dice(1);
        return Painter.paint(picture, new Sketch(new Hills(), Palette.ALL.get(0), null), dice);
    }

    /** The caption alone, on black. */
    private static float[] captionWith(Picture picture) {
        Canvas canvas = new Canvas(picture.width(), picture.height());
        int unused = Caption.write(canvas, Palette.ALL.get(0), picture);
        return canvas.rgb;
    }

    private static int differences(BufferedImage a, BufferedImage b, int top, int bottom) {
        int count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
