package club.imgeo.lowcode;

import club.imgeo.client.OwnDirectory;
import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs one example in the sandbox, says where everything is, and afterwards what it cost. */
final class RunExample {
    private static final int SECONDS = Integer.getInteger("imgeo.seconds", 60);

    private RunExample() {}

    /** @param args the folder of the example, and one for what it makes */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path home = Path.of(args[1]);
        if (!Files.isDirectory(folder)) {
            System.err.println(folder + " is no folder; -Dimgeo.example=NAME names one beside this module's pom.xml");
            System.exit(2);
        }
        clear(home);
        Map<String, String> properties = new HashMap<>(Map.of("imgeo.now", "true", "imgeo.period", "2s"));
        try (Broker broker = broker(folder);
                Sandbox sandbox = Sandbox.start()) {
            String key = sandbox.signUp();
            if (broker != null) {
                properties.put("camel.component.kafka.brokers", broker.bootstrapServers());
            }
            CountDownLatch ended = endsWithTheProcess();
            Example example = Example.start(folder, home, sandbox, key, properties);
            try {
                welcome(folder, home, sandbox, properties);
                var unused = ended.await(SECONDS, TimeUnit.SECONDS);
            } finally {
                example.close();
                account(sandbox, key, home);
            }
        }
        System.exit(0);
    }

    private static CountDownLatch endsWithTheProcess() {
        CountDownLatch ended = new CountDownLatch(1);
        Thread enter = new Thread(
                () -> {
                    try {
                        if (System.in.read() >= 0) {
                            ended.countDown();
                        }
                    } catch (IOException e) {
                        System.err.println("Nothing can be typed here: " + e.getMessage());
                    }
                },
                "enter");
        enter.setDaemon(true);
        enter.start();
        return ended;
    }

    private static @Nullable Broker broker(Path folder) throws Exception {
        boolean needed = folder.endsWith("products");
        return needed ? Broker.start("products", "pictures", "not-drawn") : null;
    }

    private static void welcome(Path folder, Path home, Sandbox sandbox, Map<String, String> properties) {
        System.out.println();
        System.out.println("Running  " + folder.getFileName() + ", see " + folder.resolve("README.md"));
        System.out.println("Sandbox  " + sandbox.baseUrl() + ", where nothing costs money");
        System.out.println("Files    " + home);
        properties.forEach((name, value) -> {
            if (name.contains("brokers")) {
                System.out.println("Kafka    " + value);
            }
        });
        System.out.println("Ends     after " + SECONDS + " seconds (-Dimgeo.seconds=N), or at Enter");
        System.out.println();
    }

    private static void account(Sandbox sandbox, String key, Path home) throws IOException {
        Ledger ledger = sandbox.ledger();
        System.out.println();
        System.out.println("Charged " + ledger.charged() + ", refunded " + ledger.refunded() + ", left "
                + sandbox.balance(key) + " credits");
        for (Path file : files(home)) {
            System.out.println("  " + home.relativize(file));
        }
    }

    private static List<Path> files(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void clear(Path home) throws IOException {
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        var unused = OwnDirectory.create(home); // for this user alone
    }
}
