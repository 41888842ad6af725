package club.imgeo.quickstart.kafka;

import club.imgeo.quickstart.kafka.cluster.Broker;
import club.imgeo.quickstart.kafka.cluster.Classpath;
import club.imgeo.quickstart.kafka.cluster.Plugin;
import club.imgeo.quickstart.kafka.cluster.Worker;
import club.imgeo.quickstart.kafka.cluster.WorkerSettings;
import club.imgeo.sandbox.Ledger;
import club.imgeo.sandbox.Sandbox;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** From an empty folder to an account that adds up. */
final class Job {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CREDITS = 50;

    private final Classpath kafka;
    private final Path zip;
    private final Path folder;
    private final Console console;

    Job(Classpath kafka, Path zip, Path folder, PrintStream out) {
        this.kafka = kafka;
        this.zip = zip;
        this.folder = folder;
        console = new Console(out);
    }

    /** @throws IllegalStateException where a record has no end, or a credit no record */
    void run(Path connector, List<String> prompts) throws IOException {
        try (Sandbox sandbox = Sandbox.builder()
                .latency(Duration.ofMillis(300), Duration.ofMillis(1200))
                .start()) {
            console.say("imgeo quickstart for Kafka Connect in the sandbox, " + sandbox.baseUrl()
                    + ". Nothing leaves this machine, nothing costs money.");
            String key = sandbox.signUp(CREDITS);
            console.say("Starts a broker and a worker ...");
            try (Broker broker = Broker.start(kafka, folder.resolve("broker"));
                    Worker worker = Worker.start(WorkerSettings.of(
                                    kafka,
                                    folder.resolve("worker"),
                                    broker,
                                    Plugin.unpack(zip, folder.resolve("plugins")))
                            .withEnvironment("IMGEO_API_KEY", key)
                            .withEnvironment("IMGEO_BASE_URL", sandbox.baseUrl().toString()))) {
                ObjectNode ready = ready(connector, sandbox, broker);
                String topic = ready.at("/config/topics").asText();
                String results = ready.at("/config/imgeo.result.topic").asText();
                String errors = ready.at("/config/imgeo.error.topic").asText();
                broker.createTopics(Map.of(topic, 1, results, 1, errors, 1));
                worker.rest().create(ready);
                worker.rest().awaitRunning(ready.path("name").asText(), 1);
                console.say("The connector " + ready.path("name").asText() + " runs, from " + zip.getFileName() + ".");
                console.say(prompts.size() + " prompts go to the topic " + topic + "; images come back on " + results
                        + ", whatever else on " + errors + ".");
                console.say("");
                produce(broker, topic, prompts);
                Account account = new Account();
                read(
                        broker,
                        worker,
                        results,
                        errors,
                        account,
                        ready.path("name").asText(),
                        prompts.size());
                audit(account, prompts.size(), sandbox.ledger(), sandbox.balance(key));
            }
        }
    }

    /** The file as it is, but for where the broker and the API are, and that a failure is tried again once and no more. */
    private static ObjectNode ready(Path connector, Sandbox sandbox, Broker broker) throws IOException {
        ObjectNode ready = (ObjectNode) new ObjectMapper().readTree(connector.toFile());
        ready.withObject("/config")
                .put("imgeo.base.url", sandbox.baseUrl().toString())
                .put("imgeo.kafka.bootstrap.servers", broker.bootstrapServers())
                .put("imgeo.max.retries", "1");
        return ready;
    }

    private static void produce(Broker broker, String topic, List<String> prompts) {
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String prompt : prompts) {
                var unused = producer.send(new ProducerRecord<>(topic, prompt));
            }
        }
    }

    private void read(
            Broker broker, Worker worker, String results, String errors, Account account, String name, int records) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Ends ends = new Ends(broker.bootstrapServers(), results, errors)) {
            while (account.ends() < records && System.nanoTime() < end) {
                ends.take(account, console);
                worker.rest().requireRunning(name);
            }
        }
    }

    private void audit(Account account, int records, Ledger ledger, long balance) {
        console.say("");
        console.say(account.drawn() + " drawn, " + account.notDrawn() + " not; " + Console.credits(account.spent())
                + " spent, " + account.inDoubt() + " in doubt.");
        List<String> objections = account.objections(records, ledger);
        if (!objections.isEmpty()) {
            throw new IllegalStateException("the account does not add up: " + String.join("; ", objections));
        }
        console.say("The sandbox's ledger agrees: charged " + ledger.charged() + ", refunded " + ledger.refunded()
                + ", left " + balance + ".");
    }
}
