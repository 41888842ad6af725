package club.imgeo.benchmarks;

import club.imgeo.quickstart.kafka.cluster.Broker;
import club.imgeo.quickstart.kafka.cluster.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A connector of one task, with topics of one partition each and of its own. */
final class Pipeline implements AutoCloseable {
    private final String name;
    private final Map<String, String> config;
    private final Broker broker;
    private final Rest rest;
    private final Arrivals results;

    /**
     * Makes the topics; the connector is not started.
     *
     * @param options beside those without which there is none
     */
    Pipeline(String name, SinkCluster cluster, Map<String, String> options) {
        this.name = name;
        broker = cluster.broker();
        rest = cluster.rest();
        broker.createTopics(Map.of(prompts(), 1, images(), 1, notDrawn(), 1));
        config = new HashMap<>(Map.of(
                "connector.class", "club.imgeo.kafka.ImgeoSinkConnector",
                "topics", prompts(),
                "imgeo.api.key", cluster.sandbox().target().apiKey(),
                "imgeo.base.url", cluster.sandbox().target().baseUrl(),
                "imgeo.model", Contender.MODEL,
                "imgeo.result.topic", images(),
                "imgeo.error.topic", notDrawn(),
                "imgeo.kafka.bootstrap.servers", broker.bootstrapServers()));
        config.putAll(options);
        results = new Arrivals(broker.bootstrapServers(), images());
    }

    private String prompts() {
        return name + "-prompts";
    }

    private String images() {
        return name + "-images";
    }

    private String notDrawn() {
        return name + "-not-drawn";
    }

    String name() {
        return name;
    }

    /** Returns when it runs. */
    void start() {
        var unused = rest.put(name, config);
        rest.awaitRunning(name, 1);
    }

    /** Returns when it has no task any more. */
    void stop() {
        rest.stop(name);
    }

    /** Returns at once. */
    void resume() {
        rest.resume(name);
    }

    /** {@link Prompts#unlike} from {@code first} on. Returns when the broker has them. */
    void produce(int first, int count) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "linger.ms", 5,
                        // A broker may refuse the first of several, as long as a new topic is new to it, and then all.
                        "max.in.flight.requests.per.connection", 1),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = first; i < first + count; i++) {
                var unused = producer.send(new ProducerRecord<>(prompts(), Prompts.unlike(i)));
            }
            producer.flush();
        }
    }

    /** When each of the first {@code count} results could be read. @throws IllegalStateException where a task failed */
    List<Instant> results(int count, Duration patience) {
        return results.first(count, patience, () -> rest.requireRunning(name));
    }

    /** Takes the connector away, so that the next has the worker for itself. */
    @Override
    public void close() {
        results.close();
        rest.stop(name);
        rest.delete(name);
    }
}
