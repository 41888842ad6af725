package club.imgeo.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process uses. */
final class Jvm {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String THREADS = "Threads:";

    private Jvm() {}

    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    static long heapBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static int peakThreads() {
        return ManagementFactory.getThreadMXBean().getPeakThreadCount();
    }

    /** Threads of any kind, those of compiler and collector included; 0 where the system does not tell. */
    static int osThreads() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(THREADS))
                    .mapToInt(line ->
                            Integer.parseInt(line.substring(THREADS.length()).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
