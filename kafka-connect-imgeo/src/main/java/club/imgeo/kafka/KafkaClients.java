package club.imgeo.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the connector's own clients: a default of ours, under what the user says, under what the protocol needs.
 *
 * @param common what the user says: where the brokers are, security, tuning
 * @param name of the connector and its task, to be seen in the brokers' logs
 */
record KafkaClients(Map<String, Object> common, String name) {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);
    /** An open transaction of a worker that died holds up who reads the journal, though not for longer than this. */
    private static final int TRANSACTION_TIMEOUT = 15_000;

    private static final int MAX_BLOCK = 10_000;
    private static final int API_TIMEOUT = 60_000;
    /** So long after its timeout, brokers look for it and abort it. */
    private static final int TO_ABORT = 5_000;
    /** What one kind of client or another knows. */
    private static final Set<String> OF_SOME = Stream.of(
                    ProducerConfig.configNames(), ConsumerConfig.configNames(), AdminClientConfig.configNames())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** @throws ConfigException for a setting that a configuration may not choose */
    KafkaClients {
        Map<String, String> options = new HashMap<>();
        common.forEach((option, value) -> options.put(option, value.toString()));
        KafkaClientCheck.objections(options).forEach((option, why) -> {
            throw new ConfigException(SinkOptions.KAFKA + option + ": " + why);
        });
        Map<String, Object> usable = new HashMap<>(common);
        KafkaClientOptions.IGNORED.forEach((option, why) -> {
            if (usable.remove(option) != null) {
                LOG.warn("{}{} is ignored: {}; leave it out", SinkOptions.KAFKA, option, why);
            }
        });
        KafkaClientOptions.PEM_TEXTS.forEach(option -> usable.computeIfPresent(
                option, (same, text) -> Pem.canonical(text.toString().strip())));
        common = Map.copyOf(usable);
    }

    /** Fences whoever had the same id. */
    KafkaProducer<byte[], byte[]> fencing(String transactionalId) {
        Map<String, Object> config = producing("imgeo-fenced-" + transactionalId);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Fenced by nobody. */
    KafkaProducer<byte[], byte[]> plain() {
        return new KafkaProducer<>(
                producing("imgeo-facts-" + name), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producing(String id) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        config.putAll(meantFor(ProducerConfig.configNames(), common));
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, id);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return config;
    }

    /** Sees what is committed, and nothing else; belongs to no group. */
    KafkaConsumer<byte[], byte[]> reader(String what) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        config.putAll(meantFor(ConsumerConfig.configNames(), common));
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "imgeo-reader-" + what);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
        config.putAll(meantFor(AdminClientConfig.configNames(), common));
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "imgeo-admin-" + name);
        return Admin.create(config);
    }

    /**
     * Returns how long no entry of a journal may come: as long as Kafka's clients try by default, and longer than the
     * transaction of a worker that died stays open.
     */
    Duration patience() {
        long api = millis(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT);
        long transaction = millis(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT);
        return Duration.ofMillis(Math.max(api, transaction + TO_ABORT));
    }

    private long millis(String option, long byDefault) {
        return Long.parseLong(common.getOrDefault(option, byDefault).toString().strip());
    }

    /** Without what is meant for clients of another kind, of which this one would warn. */
    private static Map<String, Object> meantFor(Set<String> own, Map<String, Object> all) {
        Map<String, Object> meant = new HashMap<>(all);
        meant.keySet().removeIf(name -> !own.contains(name) && OF_SOME.contains(name));
        return meant;
    }
}
