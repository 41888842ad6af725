package club.imgeo.sandbox.art;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** How much of each pixel a shape covers: the shape, filled white on black by the JDK, and read back. */
final class Coverage {
    private final Rectangle frame;
    private final byte[] mask;
    private final Graphics2D pen;

    Coverage(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        frame = new Rectangle(width, height);
        mask = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    /** Hears of every pixel that is covered at all, by how much. */
    interface Sink {
        void pixel(int x, int y, float cover);
    }

    void of(Shape shape, Sink sink) {
        pen.fill(shape);
        Rectangle area = shape.getBounds();
        area.grow(1, 1); // for edges that are rounded outwards
        area = area.intersection(frame);
        for (int y = area.y; y < area.y + area.height; y++) {
            int row = y * frame.width;
            for (int i = row + area.x; i < row + area.x + area.width; i++) {
                if (mask[i] != 0) {
                    sink.pixel(i - row, y, (mask[i] & 255) / 255f);
                    mask[i] = 0; // black again for the next shape
                }
            }
        }
    }
}
