package club.imgeo.sandbox.art;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Iterator;
import java.util.List;

/** Shapes, briefly written. */
final class Outline {
    private Outline() {}

    /** Through x, y, x, y, … and back to the first. */
    static Path2D.Float polygon(float... points) {
        Path2D.Float path = new Path2D.Float();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }

    static Path2D.Float ring(float x, float y, float radius, float thickness) {
        Path2D.Float path = new Path2D.Float(new Ellipse2D.Float(x - radius, y - radius, 2 * radius, 2 * radius));
        float inner = radius - thickness;
        // Drawn the other way round, the inner circle takes its area away again.
        path.moveTo(x + inner, y);
        float handle = inner * 0.5523f;
        path.curveTo(x + inner, y - handle, x + handle, y - inner, x, y - inner);
        path.curveTo(x - handle, y - inner, x - inner, y - handle, x - inner, y);
        path.curveTo(x - inner, y + handle, x - handle, y + inner, x, y + inner);
        path.curveTo(x + handle, y + inner, x + inner, y + handle, x + inner, y);
        path.closePath();
        return path;
    }

    /** Reads what SVG writes: {@code M 0 0 L 9 0 C 9 3 6 9 0 9 Z}, capitals only. */
    static Path2D.Float svg(String data) {
        Path2D.Float path = new Path2D.Float();
        Iterator<String> words = List.of(data.split(" ")).iterator();
        while (words.hasNext()) {
            switch (words.next()) {
                case "M" -> path.moveTo(number(words), number(words));
                case "L" -> path.lineTo(number(words), number(words));
                case "C" ->
                    path.curveTo(
                            number(words), number(words), number(words), number(words), number(words), number(words));
                case "Z" -> path.closePath();
                default -> throw new IllegalArgumentException("not a path: " + data);
            }
        }
        return path;
    }

    private static float number(Iterator<String> words) {
        return Float.parseFloat(words.next());
    }
}
