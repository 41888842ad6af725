package club.imgeo.benchmarks;

import java.util.stream.IntStream;

/** Enough to tell calls apart, made beforehand. */
final class Prompts {
    private static final String[] ALL = IntStream.range(0, 1024)
            .mapToObj(i -> "A cat sitting on a rainbow cloud, digital art, number " + i)
            .toArray(String[]::new);

    private Prompts() {}

    static String of(int index) {
        return ALL[index & (ALL.length - 1)];
    }

    /** No two of which are the same. */
    static String unlike(int index) {
        return "A cat sitting on a rainbow cloud, digital art, number " + index;
    }
}
