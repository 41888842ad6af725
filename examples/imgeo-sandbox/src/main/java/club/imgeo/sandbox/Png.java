package club.imgeo.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/** Writes 8-bit RGB as a PNG. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int UP = 2;
    private static final int PAETH = 4;

    private Png() {}

    static byte[] encode(int width, int height, byte[] rgb) {
        byte[] rows = filter(width, height, rgb);
        byte[] packed = Deflate.deflate(rows);
        Adler32 checksum = new Adler32();
        checksum.update(rows);
        ByteBuffer zlib = ByteBuffer.allocate(packed.length + 6)
                .put((byte) 0x78)
                .put((byte) 0x01)
                .put(packed)
                .putInt((int) checksum.getValue());
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        ByteArrayOutputStream png = new ByteArrayOutputStream(packed.length + 100);
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", zlib.array());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        try (DataOutputStream out = new DataOutputStream(png)) {
            out.writeInt(data.length);
            out.write(name);
            out.write(data);
            out.writeInt((int) checksum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each row as differences from its neighbours, by whichever of two ways leaves the smaller ones. */
    private static byte[] filter(int width, int height, byte[] rgb) {
        int stride = 3 * width;
        byte[] rows = new byte[(stride + 1) * height];
        byte[] above = new byte[stride + 3]; // this row and the one before it, each after one black pixel
        byte[] row = new byte[stride + 3];
        byte[] trial = new byte[stride];
        for (int y = 0; y < height; y++) {
            System.arraycopy(rgb, y * stride, row, 3, stride);
            int start = y * (stride + 1);
            rows[start] = UP;
            int size = 0;
            for (int i = 0; i < stride; i++) {
                byte difference = (byte) (row[i + 3] - above[i + 3]);
                rows[start + 1 + i] = difference;
                size += Math.abs(difference);
            }
            for (int i = 0; i < stride; i++) {
                byte difference = (byte) (row[i + 3] - paeth(row[i] & 255, above[i + 3] & 255, above[i] & 255));
                trial[i] = difference;
                size -= Math.abs(difference);
            }
            if (size > 0) {
                rows[start] = PAETH;
                System.arraycopy(trial, 0, rows, start + 1, stride);
            }
            byte[] done = above;
            above = row;
            row = done;
        }
        return rows;
    }

    private static int paeth(int left, int up, int corner) {
        int fromLeft = Math.abs(up - corner);
        int fromUp = Math.abs(left - corner);
        int fromCorner = Math.abs(left + up - 2 * corner);
        if (fromLeft <= fromUp && fromLeft <= fromCorner) {
            return left;
        }
        return fromUp <= fromCorner ? up : corner;
    }
}
