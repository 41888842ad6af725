package club.imgeo.benchmarks;

/**
 * What a burst came to.
 *
 * @param seconds from the first call begun to the last answer
 * @param peakHeapMib sampled, what is garbage already included
 * @param peakThreads the most Java threads alive at once since the process began
 * @param peakOsThreads sampled, those of compiler and collector included; 0 where the system does not tell
 */
record BurstResult(int calls, double seconds, double peakHeapMib, int peakThreads, int peakOsThreads) {}
