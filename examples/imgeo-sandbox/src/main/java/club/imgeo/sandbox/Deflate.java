package club.imgeo.sandbox;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A small deflate: runs of one byte and Huffman codes. Written out, because the JDK hands this to whatever zlib the
 * machine has, and each packs the same picture into other bytes. For filtered PNG rows it comes close to zlib.
 */
final class Deflate {
    private static final int BLOCK = 1 << 16;
    private static final int END_OF_BLOCK = 256;
    private static final int LONGEST_RUN = 258;
    private static final int LONGEST_CODE = 15;
    /** The order in which RFC 1951 wants the lengths of the code that codes the lengths. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** The code for a run of each length. */
    private static final int[] LENGTH_CODES = new int[LONGEST_RUN + 1];

    static {
        int code = 257;
        for (int run = 3; run < LONGEST_RUN; run++) {
            code += code < 284 && lengthBase(code + 1) == run ? 1 : 0;
            LENGTH_CODES[run] = code;
        }
        LENGTH_CODES[LONGEST_RUN] = 285;
    }

    private byte[] out;
    private int written;
    private long pending;
    private int pendingBits;

    private Deflate(int capacity) {
        out = new byte[capacity];
    }

    static byte[] deflate(byte[] data) {
        Deflate deflate = new Deflate(data.length / 2 + 100);
        for (int start = 0; start < data.length; start += BLOCK) {
            int end = Math.min(start + BLOCK, data.length);
            deflate.block(data, start, end, end == data.length);
        }
        deflate.flush((deflate.pendingBits + 7) / 8);
        return Arrays.copyOf(deflate.out, deflate.written);
    }

    private void block(byte[] data, int start, int end, boolean last) {
        int[] symbols = new int[end - start + 1]; // a literal, or 256 plus the length of a run
        int count = 0;
        for (int i = start; i < end; ) {
            int run = i == start ? 0 : run(data, i, end);
            symbols[count++] = run >= 3 ? END_OF_BLOCK + run : data[i] & 255;
            i += run >= 3 ? run : 1;
        }
        int[] frequencies = new int[286];
        for (int i = 0; i < count; i++) {
            frequencies[symbols[i] < END_OF_BLOCK ? symbols[i] : LENGTH_CODES[symbols[i] - END_OF_BLOCK]]++;
        }
        frequencies[END_OF_BLOCK] = 1;
        int[] lengths = lengths(frequencies, LONGEST_CODE);
        int[] codes = codes(lengths);
        bits(last ? 1 : 0, 1);
        bits(2, 2); // a block with codes of its own
        header(lengths);
        for (int i = 0; i < count; i++) {
            if (symbols[i] < END_OF_BLOCK) {
                bits(codes[symbols[i]], lengths[symbols[i]]);
            } else {
                int run = symbols[i] - END_OF_BLOCK;
                int code = LENGTH_CODES[run];
                bits(codes[code], lengths[code]);
                bits(run - lengthBase(code), lengthExtra(code));
                bits(0, 1); // the distance, always 1
            }
        }
        bits(codes[END_OF_BLOCK], lengths[END_OF_BLOCK]);
    }

    /** How many bytes from {@code i} on repeat the one before it. */
    private static int run(byte[] data, int i, int end) {
        int limit = Math.min(end, i + LONGEST_RUN);
        int j = i;
        while (j < limit && data[j] == data[i - 1]) {
            j++;
        }
        return j - i;
    }

    /** The codes' lengths, themselves coded; the one distance code has length 1. */
    private void header(int[] lengths) {
        int[] all = Arrays.copyOf(lengths, lengths.length + 1);
        all[lengths.length] = 1;
        int[] frequencies = new int[19];
        for (int length : all) {
            frequencies[length]++;
        }
        int[] metaLengths = lengths(frequencies, 7);
        int[] metaCodes = codes(metaLengths);
        bits(lengths.length - 257, 5);
        bits(0, 5);
        bits(ORDER.length - 4, 4);
        for (int symbol : ORDER) {
            bits(metaLengths[symbol], 3);
        }
        for (int length : all) {
            bits(metaCodes[length], metaLengths[length]);
        }
    }

    private static int lengthExtra(int code) {
        return code < 265 || code == 285 ? 0 : (code - 261) / 4;
    }

    private static int lengthBase(int code) {
        if (code < 265) {
            return code - 254;
        }
        return code == 285 ? LONGEST_RUN : ((4 + (code - 265) % 4) << lengthExtra(code)) + 3;
    }

    /** Huffman's code lengths; flattens the frequencies until none is longer than {@code longest}. */
    private static int[] lengths(int[] frequencies, int longest) {
        for (int[] trial = frequencies.clone(); ; ) {
            int[] lengths = huffman(trial);
            if (Arrays.stream(lengths).max().orElse(0) <= longest) {
                return lengths;
            }
            for (int i = 0; i < trial.length; i++) {
                trial[i] = trial[i] == 0 ? 0 : trial[i] / 2 + 1;
            }
        }
    }

    /** A symbol, or two nodes under one. Nodes are numbered; of equal weight, the lower number goes first. */
    private record Node(long weight, int number) {}

    private static int[] huffman(int[] frequencies) {
        PriorityQueue<Node> queue =
                new PriorityQueue<>(Comparator.comparingLong(Node::weight).thenComparingInt(Node::number));
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] > 0) {
                queue.add(new Node(frequencies[symbol], symbol));
            }
        }
        int[] parents = new int[2 * frequencies.length];
        int next = frequencies.length;
        for (; queue.size() > 1; next++) {
            Node a = queue.remove();
            Node b = queue.remove();
            parents[a.number] = next;
            parents[b.number] = next;
            queue.add(new Node(a.weight + b.weight, next));
        }
        int[] depths = new int[next];
        for (int node = next - 2; node >= 0; node--) { // the last one is the root
            depths[node] = depths[parents[node]] + 1;
        }
        int[] lengths = new int[frequencies.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            lengths[symbol] = frequencies[symbol] > 0 ? Math.max(1, depths[symbol]) : 0;
        }
        return lengths;
    }

    /** Canonical codes, reversed, since deflate sends them from the other end. */
    private static int[] codes(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = Integer.reverse(code++) >>> (32 - length);
                }
            }
            code <<= 1;
        }
        return codes;
    }

    private void bits(int value, int count) {
        pending |= (long) value << pendingBits;
        pendingBits += count;
        if (pendingBits >= 32) {
            flush(4);
        }
    }

    private void flush(int bytes) {
        if (written + bytes > out.length) {
            out = Arrays.copyOf(out, 2 * out.length);
        }
        for (int i = 0; i < bytes; i++) {
            out[written++] = (byte) pending;
            pending >>>= 8;
        }
        pendingBits -= 8 * bytes;
    }
}
