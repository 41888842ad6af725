package club.imgeo.benchmarks;

/** What a window of a steady load came to. CPU time is that of the whole process, its compiler and collector included. */
record SteadyResult(int exchanges, double perSecond, double cpuMicrosEach) {
    static SteadyResult of(int exchanges, long nanos, long cpuNanos) {
        if (exchanges == 0) {
            throw new IllegalStateException("nothing came to an end");
        }
        return new SteadyResult(exchanges, exchanges * 1e9 / nanos, cpuNanos / 1e3 / exchanges);
    }
}
