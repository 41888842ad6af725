package club.imgeo.sandbox.art;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text as shapes, from a font that comes along as a resource: the JDK's own text wants fonts and libraries that a bare
 * machine does not have, and looks different on each that does.
 */
final class Lettering {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    /** No caption shows more of a prompt than this, however long it is. */
    private static final int ENOUGH = 600;

    private static final TrueTypeFont TYPEFACE = load();
    private static final Map<Integer, Letter> LETTERS = new ConcurrentHashMap<>();
    private static final Letter TOFU = new Letter(
            Outline.svg("M 0.08 0 L 0.08 -0.7 L 0.6 -0.7 L 0.6 0 Z "
                    + "M 0.13 -0.05 L 0.55 -0.05 L 0.55 -0.65 L 0.13 -0.65 Z"),
            0.68f);

    private Lettering() {}

    /** A shape of size 1 on a base line at 0, and how far on the next one starts. */
    private record Letter(Shape shape, float advance) {}

    static float width(String text, float size) {
        return size
                * (float) text.codePoints()
                        .mapToDouble(point -> letter(point).advance)
                        .sum();
    }

    static void write(Canvas canvas, String text, float x, float baseline, float size, Rgb colour, float opacity) {
        float pen = x;
        for (int point : text.codePoints().toArray()) {
            Letter letter = letter(point);
            AffineTransform place = new AffineTransform(size, 0, 0, size, pen, baseline);
            canvas.fill(place.createTransformedShape(letter.shape), colour, opacity);
            pen += size * letter.advance;
        }
    }

    /** At most {@code limit} lines no wider than {@code width}, with an ellipsis where that is not all. */
    static List<String> wrap(String text, float size, float width, int limit) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int point : legible(text)) {
            line.appendCodePoint(point);
            if (width(line.toString(), size) <= width) {
                continue;
            }
            if (lines.size() == limit - 1) {
                lines.add(shortened(line.toString(), size, width));
                return lines;
            }
            int space = line.lastIndexOf(" ");
            int cut = space > 0 ? space : line.length() - Character.charCount(point);
            lines.add(line.substring(0, cut).strip());
            line.delete(0, cut);
            if (line.charAt(0) == ' ') {
                line.deleteCharAt(0);
            }
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static String shortened(String line, float size, float width) {
        String rest = line;
        while (!rest.isEmpty() && width(rest + "…", size) > width) {
            rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
        }
        int space = rest.lastIndexOf(' ');
        return rest.substring(0, space > rest.length() / 2 ? space : rest.length())
                        .strip() + "…";
    }

    /** Without what has no look of its own: controls, joiners, marks that turn the writing round; spaces one by one. */
    private static int[] legible(String text) {
        int[] seen = text.codePoints()
                .limit(ENOUGH)
                .map(point -> Character.isWhitespace(point) || Character.isISOControl(point) ? ' ' : point)
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK
                        || !letter(point).equals(TOFU))
                .toArray();
        return new String(seen, 0, seen.length)
                .strip()
                .replaceAll(" +", " ")
                .codePoints()
                .toArray();
    }

    private static Letter letter(int point) {
        return LETTERS.computeIfAbsent(point, Lettering::draw);
    }

    private static Letter draw(int point) {
        // The font reads from one stream as it goes, so one thread at a time.
        synchronized (TYPEFACE) {
            try {
                CmapLookup characters = TYPEFACE.getUnicodeCmapLookup();
                int id = characters.getGlyphId(point);
                if (id == 0) {
                    return TOFU;
                }
                float unit = 1f / TYPEFACE.getUnitsPerEm();
                GlyphData glyph = TYPEFACE.getGlyph().getGlyph(id);
                Shape shape = glyph == null
                        ? new Path2D.Float()
                        : new AffineTransform(unit, 0, 0, -unit, 0, 0).createTransformedShape(glyph.getPath());
                return new Letter(shape, TYPEFACE.getAdvanceWidth(id) * unit);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static TrueTypeFont load() {
        try (InputStream font = Lettering.class.getResourceAsStream(FONT)) {
            if (font == null) {
                throw new IllegalStateException("pdfbox no longer brings the font " + FONT);
            }
            return new TTFParser().parse(new RandomAccessReadBuffer(font));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
