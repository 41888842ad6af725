package club.imgeo.quickstart.kafka;

import club.imgeo.quickstart.kafka.cluster.Classpath;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code mvn -q -Pquickstart-kafka}. */
public final class KafkaQuickstart {
    private KafkaQuickstart() {}

    /** @param args the list of Kafka's jars, the plugin's zip, the connector's JSON, the file of prompts, and a folder */
    public static void main(String[] args) {
        if (args.length != 5) {
            System.err.println("usage: KafkaQuickstart KAFKA.classpath PLUGIN.zip CONNECTOR.json PROMPTS.txt FOLDER");
            System.exit(2);
        }
        Path folder = Path.of(args[4]).toAbsolutePath();
        try {
            Scratch.empty(folder);
            Scratch.make(folder);
            // Kafka's clients have much to say, and not on the console.
            System.setProperty(
                    "org.slf4j.simpleLogger.logFile",
                    folder.resolve("quickstart.log").toString());
            new Job(Classpath.listedIn(Path.of(args[0])), Path.of(args[1]), folder, System.out)
                    .run(Path.of(args[2]), Files.readAllLines(Path.of(args[3])));
            Scratch.empty(folder);
        } catch (Exception e) {
            System.err.println("The quickstart failed: " + e.getMessage());
            System.err.println("Logs: " + folder.toUri());
            System.exit(1);
        }
        System.exit(0); // whatever threads are left
    }
}
