package club.imgeo.sandbox.art;

import java.awt.geom.RoundRectangle2D;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The label: prompt and model along the bottom, and for img2img, in a corner, where the source was. */
final class Caption {
    private static final int LINES = 2;

    private Caption() {}

    /** Leaves everything above the returned row as it was, the source's badge aside. */
    static int write(Canvas canvas, Palette palette, Picture picture) {
        float size = Math.max(13, Math.min(19, canvas.size * 0.027f));
        float small = size * 0.72f;
        float margin = size * 1.15f;
        float room = canvas.width - 2 * margin;
        List<String> lines = Lettering.wrap(picture.prompt(), size, room, LINES);
        float text = lines.size() * size * 1.25f + small * 1.9f;
        int top = (int) (canvas.height - text - margin * 2f);
        shade(canvas, palette, top);
        float baseline = canvas.height - margin * 0.85f - small * 1.75f - (lines.size() - 1) * size * 1.25f;
        for (String line : lines) {
            Lettering.write(canvas, line, margin, baseline, size, Rgb.WHITE, 0.96f);
            baseline += size * 1.25f;
        }
        float foot = canvas.height - margin * 0.85f;
        float dots = palette.accents().size() * small * 0.95f;
        swatches(canvas, palette, canvas.width - margin, foot - small * 0.34f, small);
        for (String model : Lettering.wrap(picture.model(), small, room - dots - small, 1)) {
            Lettering.write(canvas, model, margin, foot, small, palette.light(), 0.82f);
        }
        if (picture.sourceImage() != null) {
            badge(canvas, palette, picture.sourceImage(), small, margin);
        }
        return top;
    }

    private static void shade(Canvas canvas, Palette palette, int top) {
        Rgb dark = palette.near().darker(0.55f);
        for (int y = Math.max(0, top); y < canvas.height; y++) {
            float strength = 0.84f * Ease.step(top, top + (canvas.height - top) * 0.36f, y);
            for (int x = 0; x < canvas.width; x++) {
                canvas.cover(x, y, dark, strength);
            }
        }
    }

    private static void swatches(Canvas canvas, Palette palette, float right, float middle, float small) {
        float x = right - small * 0.3f;
        for (Rgb accent : palette.accents()) {
            canvas.disc(x, middle, small * 0.36f, 1.2f, accent, 1);
            x -= small * 0.95f;
        }
    }

    private static void badge(Canvas canvas, Palette palette, String source, float small, float margin) {
        float room = canvas.width - 4 * margin;
        String text = Lettering.wrap("from " + host(source), small, room, 1).get(0);
        float width = Lettering.width(text, small);
        float height = small * 2;
        float x = canvas.width - margin - width - small * 1.5f;
        canvas.fill(
                new RoundRectangle2D.Float(x, margin, width + small * 1.5f, height, height, height),
                palette.near().darker(0.5f),
                0.72f);
        Lettering.write(canvas, text, x + small * 0.75f, margin + small * 1.34f, small, palette.light(), 0.95f);
    }

    private static String host(@Nullable String source) {
        try {
            String host = source == null ? null : new URI(source).getHost();
            return host == null ? "an image" : host;
        } catch (URISyntaxException e) {
            return "an image"; // whether that is a good URL is for others to say
        }
    }
}
