package club.imgeo.quickstart.kafka.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.quickstart.kafka.chaos.Chronicle.Deed;
import club.imgeo.sandbox.LedgerEntry.Kind;
import club.imgeo.sandbox.Sandbox;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One connector with a sandbox, an account and topics of its own, what it is asked, and what becomes of that. */
final class Trial implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(150);
    static final int PARTITIONS = 4;
    static final int TASKS = 2;

    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration NOW_AND_THEN = Duration.ofMillis(500);

    private final Stage stage;
    private final String name;
    private final Chronicle chronicle;
    private final Sandbox sandbox;
    private final String key;
    private final boolean deadLetters;
    private final KafkaProducer<String, String> producer;
    private final Admin admin;
    private final Witness witness;
    private final Map<Place, String> asked = new HashMap<>();
    private final Map<String, Integer> reopened = new HashMap<>();
    private boolean losesReplies;
    private boolean nursed;

    Trial(Stage stage, String name, Chronicle chronicle, long seed, long credits, Map<String, String> options) {
        this.stage = stage;
        this.name = name;
        this.chronicle = chronicle;
        deadLetters = options.containsKey("errors.deadletterqueue.topic.name");
        sandbox = Sandbox.builder()
                .latency(Duration.ofMillis(200), Duration.ofMillis(1500))
                .seed(seed)
                .start();
        key = sandbox.signUp(credits);
        stage.heal();
        String bootstrapServers = stage.broker().bootstrapServers();
        stage.broker().createTopics(Map.of(topic("prompts"), PARTITIONS, topic("images"), 1, topic("reports"), 1));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
        admin = stage.broker().admin();
        witness = new Witness(bootstrapServers, topic("images"), topic("reports"), this::prompt);
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "club.imgeo.kafka.ImgeoSinkConnector");
        config.put("tasks.max", Integer.toString(TASKS));
        config.put("topics", topic("prompts"));
        config.put("imgeo.api.key", key);
        config.put("imgeo.base.url", sandbox.baseUrl().toString());
        config.put("imgeo.model", "black-forest-labs/flux-schnell");
        config.put("imgeo.max.in.flight", "16");
        config.put("imgeo.request.timeout.ms", "10000");
        config.put("imgeo.result.topic", topic("images"));
        if (!deadLetters) {
            config.put("imgeo.error.topic", topic("reports"));
        }
        config.put("imgeo.kafka.bootstrap.servers", bootstrapServers);
        config.putAll(options);
        var unused = stage.rest().put(name, config);
        stage.rest().awaitRunning(name, TASKS);
    }

    /** From now on a task that fails is restarted, as whoever looks after a worker would. */
    Trial nursed() {
        nursed = true;
        return this;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    void faults(Map<String, Double> rates, long seed) {
        losesReplies |= rates.keySet().stream().anyMatch(fault -> fault.contains("reset"));
        sandbox.faults(rates, seed);
        chronicle.say("faults: " + rates);
    }

    void topUp(long credits) {
        sandbox.buy(key, credits);
    }

    /** Returns when the broker has them. */
    void ask(int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = asked.size() + i;
            prompts.add(name + " " + number);
            sent.add(producer.send(new ProducerRecord<>(topic("prompts"), number % PARTITIONS, null, prompts.get(i))));
        }
        producer.flush();
        try {
            for (int i = 0; i < count; i++) {
                RecordMetadata place = sent.get(i).get();
                asked.put(new Place(place.partition(), place.offset()), prompts.get(i));
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the prompts cannot be sent", e);
        }
    }

    private String prompt(Place place) {
        String prompt = asked.get(place);
        if (prompt == null) {
            throw new IllegalStateException("nothing was asked at " + place);
        }
        return prompt;
    }

    long charges() {
        return sandbox.ledger().entries().stream()
                .filter(entry -> entry.kind() == Kind.CHARGE)
                .count();
    }

    /** Or until there is nothing more to be charged for. */
    void awaitCharges(long count) {
        await("so many charges: " + count, OFTEN, () -> charges() >= count || allEnded());
    }

    /** Where each prompt has an end, of whatever kind. */
    boolean allEnded() {
        Set<String> ended = witness.endings().stream().map(Ending::prompt).collect(Collectors.toSet());
        return ended.containsAll(asked.values());
    }

    void await(String what, Duration poll, Callable<Boolean> condition) {
        try {
            Awaitility.await(what).pollInterval(poll).atMost(PATIENCE).until(() -> {
                look();
                return condition.call();
            });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "waited in vain for " + what + "\n" + judge().table() + "\n"
                            + String.join("\n", judge().objections()) + "\n"
                            + stage.rest().status(name),
                    e);
        }
    }

    /** At the tasks, and has those that failed restarted, if they may fail. */
    private void look() {
        JsonNode status;
        try {
            status = stage.rest().status(name);
        } catch (RuntimeException e) {
            return; // nobody is there to say
        }
        for (JsonNode task : status.path("tasks")) {
            if (task.path("state").asText().equals("FAILED")) {
                if (!nursed) {
                    throw new IllegalStateException(
                            "a task failed: " + task.path("trace").asText());
                }
                chronicle.note(
                        Deed.NURSED,
                        "restarts a task that failed: "
                                + task.path("trace")
                                        .asText()
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
                var unused = stage.rest()
                        .send("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", null);
            }
        }
    }

    /** Until this worker has all tasks, and they run. */
    void awaitAllTasksOn(String worker) {
        await("all tasks to run on " + worker, NOW_AND_THEN, () -> {
            Map<String, Integer> tasks = tasks();
            return tasks.size() == 1 && tasks.getOrDefault(worker, 0) == TASKS;
        });
    }

    /** Until each worker has its share of the tasks. */
    void awaitBalance() {
        await("each worker to have a task", NOW_AND_THEN, () -> tasks().size() == TASKS);
    }

    /** How many run where. */
    Map<String, Integer> tasks() {
        Map<String, Integer> tasks = new HashMap<>();
        for (JsonNode task : stage.rest().status(name).path("tasks")) {
            if (task.path("state").asText().equals("RUNNING")) {
                tasks.merge(task.path("worker_id").asText(), 1, Integer::sum);
            }
        }
        return tasks;
    }

    void restart() {
        stage.rest().restart(name);
    }

    /** Sets the offset of one partition back by Connect's API, to one that chance names. */
    void rewind(Random random) {
        stage.rest().stop(name);
        int partition = random.nextInt(PARTITIONS);
        OffsetAndMetadata committed = committed().get(new TopicPartition(topic("prompts"), partition));
        // Not beyond it, which would be to skip what has no end yet.
        long offset = random.nextLong(committed == null ? 1 : committed.offset() + 1);
        chronicle.note(Deed.REWIND, "sets partition " + partition + " back to " + offset);
        var unused = stage.rest().alterOffset(name, topic("prompts"), partition, offset);
        // From here on nothing ends before the connector is resumed.
        Set<String> ended = witness.endings().stream().map(Ending::prompt).collect(Collectors.toSet());
        asked.forEach((place, prompt) -> {
            if (place.partition() == partition && place.offset() >= offset && ended.contains(prompt)) {
                reopened.merge(prompt, 1, Integer::sum);
            }
        });
        stage.rest().resume(name);
    }

    private Judge judge() {
        return new Judge(
                List.copyOf(asked.values()),
                witness.endings(),
                sandbox.ledger(),
                reopened,
                chronicle.incidents(),
                losesReplies,
                !deadLetters);
    }

    /** Waits until all has its end, stops the connector, and judges what will not change any more. */
    void verdict() {
        stage.heal();
        await(
                "each prompt to end, and each offset to be committed",
                NOW_AND_THEN,
                () -> isCommitted() && judge().objections().isEmpty());
        stage.rest().stop(name);
        Judge judge = judge();
        chronicle.say("done: " + chronicle.summary());
        chronicle.say(judge.table());
        assertThat(judge.objections()).isEmpty();
        assertThat(isCommitted()).isTrue();
    }

    private boolean isCommitted() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            latest.put(new TopicPartition(topic("prompts"), i), OffsetSpec.latest());
        }
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = committed();
            return admin.listOffsets(latest).all().get().entrySet().stream().allMatch(end -> {
                OffsetAndMetadata offset = committed.get(end.getKey());
                return end.getValue().offset() == (offset == null ? 0 : offset.offset());
            });
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the offsets cannot be asked for", e);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        try {
            return admin.listConsumerGroupOffsets("connect-" + name)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the offsets cannot be asked for", e);
        }
    }

    private String topic(String what) {
        return name + "-" + what;
    }

    @Override
    public void close() {
        try {
            stage.heal();
            stage.rest().delete(name);
        } finally {
            witness.close();
            producer.close();
            admin.close();
            sandbox.close();
        }
    }
}
