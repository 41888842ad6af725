package club.imgeo.benchmarks;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The middle of what several rounds came to, since a mean believes every outlier. */
final class Median {
    private Median() {}

    static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
        return of(rounds.stream().mapToDouble(figure));
    }

    /** Of the quotients round by round: what slows both of a round down falls out of it. */
    static <T> double ofRatios(List<T> over, List<T> under, ToDoubleFunction<T> figure) {
        IntToDoubleFunction ratio = i -> figure.applyAsDouble(over.get(i)) / figure.applyAsDouble(under.get(i));
        return of(IntStream.range(0, over.size()).mapToDouble(ratio));
    }

    private static double of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
