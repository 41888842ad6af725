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

    /** Each row as differences from its neighbours, by whichever of two ways leaves the smallest ones. */
    private static byte[] filter(int width, int height, byte[] rgb) {
        int stride = 3 * width;
        byte[] rows = new byte[(stride + 1) * height];
        byte[] trial = new byte[stride];
        for (int y = 0; y < height; y++) {
            long smallest = Long.MAX_VALUE;
            for (int type : new int[] {UP, PAETH}) {
                long size = 0;
                for (int i = 0; i < stride; i++) {
                    int at = y * stride + i;
                    int left = i < 3 ? 0 : rgb[at - 3] & 255;
                    int up = y == 0 ? 0 : rgb[at - stride] & 255;
                    int corner = i < 3 || y == 0 ? 0 : rgb[at - stride - 3] & 255;
                    int guess = type == UP ? up : paeth(left, up, corner);
                    trial[i] = (byte) (rgb[at] - guess);
                    size += Math.abs(trial[i]);
                }
                if (size < smallest) {
                    smallest = size;
                    rows[y * (stride + 1)] = (byte) type;
                    System.arraycopy(trial, 0, rows, y * (stride + 1) + 1, stride);
                }
            }
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
