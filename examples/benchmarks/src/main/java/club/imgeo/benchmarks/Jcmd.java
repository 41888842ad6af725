package club.imgeo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks another JVM, by the JDK's {@code jcmd}. */
record Jcmd(long pid) {
    /** Of threads that run Java; those of the JVM itself have no number. */
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" #\\d+ ", Pattern.MULTILINE);
    /** Of each generation or of the whole heap, by whatever collector. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    /** Started and ended by the worker's web server, and by the JVM, as they like. */
    private static final List<String> NOBODYS =
            List.of("qtp", "C1 CompilerThread", "C2 CompilerThread", "Attach Listener");

    /** The names of its threads, but for those that come and go whatever it does. */
    List<String> threads() {
        return THREAD.matcher(ask("Thread.print"))
                .results()
                .map(found -> found.group(1))
                .filter(name -> NOBODYS.stream().noneMatch(name::startsWith))
                .toList();
    }

    /** The names of its threads that are not among {@code before}, each as often as it is there. */
    List<String> threadsBeside(List<String> before) {
        List<String> more = new ArrayList<>(threads());
        before.forEach(more::remove);
        return more;
    }

    /** What is left of its heap after a collection. */
    double liveHeapMib() {
        String unused = ask("GC.run");
        Stream<MatchResult> used = USED.matcher(ask("GC.heap_info")).results();
        return used.mapToLong(found -> Long.parseLong(found.group(1))).sum() / 1024.0;
    }

    private String ask(String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process asked = new ProcessBuilder(jcmd, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + command + " says: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
