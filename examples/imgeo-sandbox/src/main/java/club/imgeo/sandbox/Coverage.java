package club.imgeo.sandbox;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Arrays;

/**
 * How much of each pixel a shape covers, exactly. The JDK could fill shapes, too, but its edges change with its
 * version, and a picture's bytes must not.
 *
 * <p>Each edge adds, to the pixels it crosses, the area to its right; a running sum along the row is the coverage.
 */
final class Coverage {
    private static final double FLATNESS = 0.2;

    private final int width;
    private final int height;
    private final float[] deltas;
    private int top;
    private int bottom;
    private int left;
    private int right;

    Coverage(int width, int height) {
        this.width = width;
        this.height = height;
        deltas = new float[(width + 2) * height];
    }

    /** Hears of every pixel that is covered at all, by how much. */
    interface Sink {
        void pixel(int x, int y, float cover);
    }

    void of(Shape shape, Sink sink) {
        top = height;
        bottom = -1;
        left = width;
        right = -1;
        trace(shape.getPathIterator(null, FLATNESS));
        for (int y = top; y <= bottom; y++) {
            int row = y * (width + 2);
            float sum = 0;
            for (int x = left; x <= right; x++) {
                sum += deltas[row + x];
                float cover = Math.min(1, Math.abs(sum));
                if (cover > 0.003f) {
                    sink.pixel(x, y, cover);
                }
            }
            Arrays.fill(deltas, row + left, row + Math.min(right + 3, width + 2), 0);
        }
    }

    private void trace(PathIterator path) {
        float[] at = new float[6];
        float startX = 0;
        float startY = 0;
        float x = 0;
        float y = 0;
        for (; !path.isDone(); path.next()) {
            switch (path.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> {
                    edge(x, y, startX, startY);
                    startX = x = at[0];
                    startY = y = at[1];
                }
                case PathIterator.SEG_LINETO -> {
                    edge(x, y, at[0], at[1]);
                    x = at[0];
                    y = at[1];
                }
                default -> {
                    edge(x, y, startX, startY);
                    x = startX;
                    y = startY;
                }
            }
        }
        edge(x, y, startX, startY);
    }

    private void edge(float x0, float y0, float x1, float y1) {
        if (y0 > y1) {
            descend(x1, y1, x0, y0, -1);
        } else if (y0 < y1) {
            descend(x0, y0, x1, y1, 1);
        }
    }

    private void descend(float x0, float y0, float x1, float y1, int sign) {
        float slope = (x1 - x0) / (y1 - y0);
        float from = Math.max(y0, 0);
        float to = Math.min(y1, height);
        if (from >= to) {
            return;
        }
        int last = Math.min(height - 1, (int) to);
        top = Math.min(top, (int) from);
        bottom = Math.max(bottom, last);
        for (int y = (int) from; y <= last; y++) {
            float enter = Math.max(y, from);
            float leave = Math.min(y + 1, to);
            if (leave > enter) {
                float a = clip(x0 + slope * (enter - y0));
                float b = clip(x0 + slope * (leave - y0));
                cross(y * (width + 2), Math.min(a, b), Math.max(a, b), sign * (leave - enter));
            }
        }
    }

    /** The edge crosses one row from a to b, a ≤ b, over {@code area} of the row's height. */
    private void cross(int row, float a, float b, float area) {
        int first = (int) a;
        int last = (int) b;
        left = Math.min(left, first);
        right = Math.max(right, Math.min(last + 1, width - 1));
        if (first == last) {
            float inside = area * ((a + b) / 2 - first);
            deltas[row + first] += area - inside;
            deltas[row + first + 1] += inside;
            return;
        }
        float before = 0;
        for (int x = first; x <= last; x++) {
            float covered = area * (swept(a, b, x + 1) - swept(a, b, x));
            deltas[row + x] += covered - before;
            before = covered;
        }
        deltas[row + last + 1] += area - before;
    }

    /** The share of everything left of {@code x} that lies to the right of an edge running from a to b. */
    private static float swept(float a, float b, float x) {
        if (x <= a) {
            return 0;
        }
        if (x >= b) {
            return x - (a + b) / 2;
        }
        return (x - a) * (x - a) / (2 * (b - a));
    }

    private float clip(float x) {
        return Math.max(0, Math.min(width, x));
    }
}
