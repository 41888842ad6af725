package club.imgeo.benchmarks;

/**
 * What a window of a steady load came to.
 *
 * @param cpuMicrosEach of the whole process, its compiler and collector included
 * @param calls all that were made, also before the window and after it
 */
record SteadyResult(int exchanges, double perSecond, double cpuMicrosEach, int calls) {
    static SteadyResult of(int exchanges, long nanos, long cpuNanos, int calls) {
        if (exchanges == 0) {
            throw new IllegalStateException("nothing came to an end");
        }
        return new SteadyResult(exchanges, exchanges * 1e9 / nanos, cpuNanos / 1e3 / exchanges, calls);
    }
}
