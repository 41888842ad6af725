package club.imgeo.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has all that logs in this JVM log at TRACE, the broker and the worker too, and keeps the lines that hold a word. */
final class Eavesdropper implements AutoCloseable {
    private static final int TRACE = 0;

    private final PrintStream before = System.err;
    private final Map<String, Integer> levels = new TreeMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicLong lines = new AtomicLong();
    private final String word;

    private Eavesdropper(String word) {
        this.word = word;
    }

    static Eavesdropper on(String word) throws ReflectiveOperationException {
        Eavesdropper eavesdropper = new Eavesdropper(word);
        for (Logger logger : loggers()) {
            Field level = level(logger);
            eavesdropper.levels.put(logger.getName(), level.getInt(logger));
            level.setInt(logger, TRACE);
        }
        System.setErr(eavesdropper.new Ear());
        return eavesdropper;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    long lines() {
        return lines.get();
    }

    /** slf4j-simple has no other way to change a level once a logger is made. */
    @SuppressWarnings("unchecked")
    private static Iterable<Logger> loggers() throws ReflectiveOperationException {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        Field map = factory.getClass().getDeclaredField("loggerMap");
        map.setAccessible(true);
        return List.copyOf(((Map<String, Logger>) map.get(factory)).values());
    }

    private static Field level(Logger logger) throws ReflectiveOperationException {
        Field level = logger.getClass().getDeclaredField("currentLogLevel");
        level.setAccessible(true);
        return level;
    }

    private final class Ear extends PrintStream {
        Ear() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void println(String line) {
            hear(line);
        }

        @Override
        public void println(Object line) {
            hear(String.valueOf(line));
        }

        private void hear(String line) {
            lines.incrementAndGet();
            if (line.contains(word)) {
                heard.add(line);
            }
        }
    }

    @Override
    public void close() throws ReflectiveOperationException {
        System.setErr(before);
        for (Logger logger : loggers()) {
            Integer level = levels.get(logger.getName());
            if (level != null) {
                level(logger).setInt(logger, level);
            }
        }
    }
}
