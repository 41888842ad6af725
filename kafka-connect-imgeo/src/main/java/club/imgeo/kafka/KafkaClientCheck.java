package club.imgeo.kafka;

import club.imgeo.client.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the connector's own Kafka clients that a configuration may choose: where, as whom, whom to trust, and
 * tuning. Everything else is refused, so that a setting that a later Kafka adds is refused, too.
 */
final class KafkaClientCheck {
    /** Names, to the only values that keep the sink's promises. */
    static final Map<String, List<String>> FIXED = Map.of(
            "acks", List.of("all", "-1"),
            "enable.idempotence", List.of("true"),
            "isolation.level", List.of("read_committed"),
            "enable.auto.commit", List.of("false"));

    static final List<String> SECURITY = List.of(
            "security.protocol",
            "sasl.mechanism",
            "sasl.jaas.config",
            "sasl.login.callback.handler.class",
            "sasl.oauthbearer.token.endpoint.url",
            "ssl.truststore.type",
            "ssl.truststore.certificates",
            "ssl.keystore.type",
            "ssl.keystore.certificate.chain",
            "ssl.keystore.key",
            "ssl.key.password",
            "ssl.endpoint.identification.algorithm",
            "ssl.protocol",
            "ssl.enabled.protocols",
            "ssl.cipher.suites");

    /** Of these, Kafka's clients get {@link Pem#canonical} text. */
    static final List<String> PEM_TEXTS =
            List.of("ssl.truststore.certificates", "ssl.keystore.certificate.chain", "ssl.keystore.key");

    static final List<String> TUNING = List.of(
            "batch.size",
            "buffer.memory",
            "client.dns.lookup",
            "client.rack",
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.type",
            "compression.zstd.level",
            "connections.max.idle.ms",
            "default.api.timeout.ms",
            "delivery.timeout.ms",
            "enable.metrics.push",
            "fetch.max.bytes",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "linger.ms",
            "max.block.ms",
            "max.in.flight.requests.per.connection",
            "max.partition.fetch.bytes",
            "max.poll.records",
            "max.request.size",
            "metadata.max.age.ms",
            "metadata.max.idle.ms",
            "metadata.recovery.rebootstrap.trigger.ms",
            "metadata.recovery.strategy",
            "receive.buffer.bytes",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "retries",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "sasl.login.connect.timeout.ms",
            "sasl.login.read.timeout.ms",
            "sasl.login.refresh.buffer.seconds",
            "sasl.login.refresh.min.period.seconds",
            "sasl.login.refresh.window.factor",
            "sasl.login.refresh.window.jitter",
            "sasl.login.retry.backoff.max.ms",
            "sasl.login.retry.backoff.ms",
            "send.buffer.bytes",
            "socket.connection.setup.timeout.max.ms",
            "socket.connection.setup.timeout.ms",
            "transaction.timeout.ms");

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final Set<String> ALLOWED =
            new TreeSet<>(Stream.of(List.of(BOOTSTRAP_SERVERS), SECURITY, TUNING, FIXED.keySet())
                    .flatMap(Collection::stream)
                    .toList());

    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final String PEM_TYPE = "PEM";
    private static final String OAUTH_HANDLER =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";

    private static final String NO_GROUP = "the connector's own consumers are in no group; leave it out, and for the"
            + " records' group set " + SinkOptions.GROUP_ID;
    private static final String BYTES =
            "the connector reads and writes bytes; leave it out, and for results set " + SinkOptions.RESULT_CONVERTER;
    /** Names, to what to do instead. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry(
                    "transactional.id",
                    "the connector has one for each partition, by which a new owner fences the old; leave it out"),
            Map.entry("group.id", NO_GROUP),
            Map.entry("group.instance.id", NO_GROUP),
            Map.entry("key.serializer", BYTES),
            Map.entry("value.serializer", BYTES),
            Map.entry("key.deserializer", BYTES),
            Map.entry("value.deserializer", BYTES),
            Map.entry("ssl.truststore.location", pem("ssl.truststore", "ssl.truststore.certificates")),
            Map.entry("ssl.truststore.password", pem("ssl.truststore", "ssl.truststore.certificates")),
            Map.entry("ssl.keystore.location", pem("ssl.keystore", "ssl.keystore.certificate.chain")),
            Map.entry("ssl.keystore.password", pem("ssl.keystore", "ssl.keystore.certificate.chain")));

    private KafkaClientCheck() {}

    static void check(Given given, Objections objections) {
        objections(given.under(SinkOptions.KAFKA))
                .forEach((name, why) -> objections.add(SinkOptions.KAFKA + name, why));
    }

    /** Returns what is wrong with {@code options}, by their names without the prefix. No reason quotes a value. */
    static Map<String, String> objections(Map<String, String> options) {
        Map<String, String> found = new LinkedHashMap<>();
        new TreeMap<>(options).forEach((name, value) -> {
            String why = ALLOWED.contains(name) ? wrongValue(name, value.strip(), options) : refusal(name);
            if (why != null) {
                found.put(name, why);
            }
        });
        if (protocol(options).startsWith("SASL_")) {
            requireOwnLogin(options, found);
        }
        return found;
    }

    private static String refusal(String name) {
        String instead = INSTEAD.get(name);
        if (instead != null) {
            return instead;
        }
        List<String> near = Nearest.to(name, ALLOWED);
        return "a connector may choose only the security protocol, SASL credentials, PEM certificates and tuning; "
                + (near.isEmpty() ? "leave it out" : "leave it out, or set " + String.join(" or ", near));
    }

    private static String pem(String store, String option) {
        return "it would make the worker open a file or a store of its own; put the PEM text into " + SinkOptions.KAFKA
                + option + " and set " + SinkOptions.KAFKA + store + ".type=" + PEM_TYPE
                + ", as by ${dir:/run/secrets/kafka:ca.pem} of the worker's config provider";
    }

    private static @Nullable String wrongValue(String name, String value, Map<String, String> options) {
        List<String> fixed = FIXED.get(name);
        if (fixed != null && fixed.stream().noneMatch(value::equalsIgnoreCase)) {
            return "anything but " + fixed.get(0) + " could pay twice or lose what was paid for; leave it out";
        }
        return switch (name) {
            case "security.protocol" ->
                PROTOCOLS.contains(value.toUpperCase(Locale.ROOT))
                        ? null
                        : "give one of " + String.join(", ", PROTOCOLS);
            case "sasl.mechanism" ->
                JaasLogin.MECHANISMS.contains(value) ? null : "give one of " + String.join(", ", JaasLogin.MECHANISMS);
            case "sasl.jaas.config" -> JaasLogin.objection(text(options, "sasl.mechanism"), value);
            case "sasl.login.callback.handler.class" ->
                value.equals(OAUTH_HANDLER) ? null : "only " + OAUTH_HANDLER + " is allowed; give it, or leave it out";
            case "sasl.oauthbearer.token.endpoint.url" -> JaasLogin.objectionToEndpoint(value);
            case "ssl.truststore.type", "ssl.keystore.type" ->
                value.equals(PEM_TYPE)
                        ? null
                        : "only " + PEM_TYPE + " is allowed, with the PEM text in the configuration";
            case "ssl.truststore.certificates" -> unreadable(value, "ssl.truststore.type", Pem::certificates, options);
            case "ssl.keystore.certificate.chain" -> unreadable(value, "ssl.keystore.type", Pem::certificates, options);
            case "ssl.keystore.key" -> unreadable(value, "ssl.keystore.type", Pem::checkedForKafka, options);
            default -> null;
        };
    }

    private interface Reader {
        Object read(String text);
    }

    private static @Nullable String unreadable(String value, String type, Reader reader, Map<String, String> options) {
        try {
            var unused = reader.read(value);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        return text(options, type).isEmpty() ? "set " + SinkOptions.KAFKA + type + "=" + PEM_TYPE + ", too" : null;
    }

    /** Without these, Kafka logs in as the worker's JVM is configured to, at an address that the configuration names. */
    private static void requireOwnLogin(Map<String, String> options, Map<String, String> found) {
        for (String name : List.of("sasl.mechanism", "sasl.jaas.config")) {
            if (text(options, name).isEmpty()) {
                found.put(
                        name,
                        "is missing, and the worker's own login is not for a connector; set it, or another "
                                + SinkOptions.KAFKA + "security.protocol");
            }
        }
    }

    private static String protocol(Map<String, String> options) {
        return text(options, "security.protocol").toUpperCase(Locale.ROOT);
    }

    private static String text(Map<String, String> options, String name) {
        return options.getOrDefault(name, "").strip();
    }
}
