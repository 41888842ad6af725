package club.imgeo.quickstart.kafka.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class for as long as standard input is open. The other end of it is held by whoever started this
 * process, and closes however that one ends, {@code kill -9} included.
 */
final class Leash {
    private Leash() {}

    /** @param args the main class and its arguments */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(() -> haltAtTheEndOf(System.in), "leash");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void haltAtTheEndOf(InputStream in) {
        try {
            while (in.read() >= 0) {
                // nothing is ever said
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(1);
    }
}
