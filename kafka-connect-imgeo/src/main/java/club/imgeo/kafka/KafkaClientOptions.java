package club.imgeo.kafka;

import club.imgeo.client.Nearest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Decides about each option of Kafka's clients by its name: a configuration may set it, it is ignored, or it is refused with
 * what to do instead. An unknown name is refused, and so is one that a later Kafka adds.
 */
final class KafkaClientOptions {
    /** Names, to the only values that keep the sink's promises. */
    static final Map<String, List<String>> FIXED = Map.of(
            "acks", List.of("all", "-1"),
            "enable.idempotence", List.of("true"),
            "isolation.level", List.of("read_committed"),
            "enable.auto.commit", List.of("false"),
            "check.crcs", List.of("true"),
            "transaction.two.phase.commit.enable", List.of("false"));

    static final List<String> SECURITY = List.of(
            "security.protocol",
            "sasl.mechanism",
            "sasl.jaas.config",
            "sasl.login.callback.handler.class",
            "sasl.oauthbearer.token.endpoint.url",
            "sasl.oauthbearer.client.credentials.client.id",
            "sasl.oauthbearer.client.credentials.client.secret",
            "sasl.oauthbearer.scope",
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
            "auto.include.jmx.reporter",
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
            "exclude.internal.topics",
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
            "metrics.num.samples",
            "metrics.recording.level",
            "metrics.sample.window.ms",
            "partitioner.adaptive.partitioning.enable",
            "partitioner.availability.timeout.ms",
            "partitioner.ignore.keys",
            "receive.buffer.bytes",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "retries",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "sasl.kerberos.min.time.before.relogin",
            "sasl.kerberos.ticket.renew.jitter",
            "sasl.kerberos.ticket.renew.window.factor",
            "sasl.login.connect.timeout.ms",
            "sasl.login.read.timeout.ms",
            "sasl.login.refresh.buffer.seconds",
            "sasl.login.refresh.min.period.seconds",
            "sasl.login.refresh.window.factor",
            "sasl.login.refresh.window.jitter",
            "sasl.login.retry.backoff.max.ms",
            "sasl.login.retry.backoff.ms",
            "sasl.oauthbearer.clock.skew.seconds",
            "sasl.oauthbearer.expected.audience",
            "sasl.oauthbearer.expected.issuer",
            "sasl.oauthbearer.header.urlencode",
            "sasl.oauthbearer.jwks.endpoint.refresh.ms",
            "sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms",
            "sasl.oauthbearer.jwks.endpoint.retry.backoff.ms",
            "sasl.oauthbearer.scope.claim.name",
            "sasl.oauthbearer.sub.claim.name",
            "send.buffer.bytes",
            "socket.connection.setup.timeout.max.ms",
            "socket.connection.setup.timeout.ms",
            "transaction.timeout.ms");

    private static final String NO_GROUP = "the connector's own consumers are in no group";
    /** Names that a worker's configuration often has, and that change nothing here, to why they do not. */
    static final Map<String, String> IGNORED = new TreeMap<>(Map.ofEntries(
            Map.entry("client.id", "the sink sets it itself, to the connector's name and the task's number"),
            Map.entry("auto.offset.reset", "the sink sets it itself"),
            Map.entry("allow.auto.create.topics", "the sink sets it itself"),
            Map.entry("auto.commit.interval.ms", NO_GROUP),
            Map.entry("group.protocol", NO_GROUP),
            Map.entry("group.remote.assignor", NO_GROUP),
            Map.entry("heartbeat.interval.ms", NO_GROUP),
            Map.entry("max.poll.interval.ms", NO_GROUP),
            Map.entry("session.timeout.ms", NO_GROUP),
            Map.entry("share.acknowledgement.mode", NO_GROUP),
            Map.entry("share.acquire.mode", NO_GROUP)));

    static final Set<String> ALLOWED =
            new TreeSet<>(Stream.of(List.of("bootstrap.servers"), SECURITY, TUNING, FIXED.keySet())
                    .flatMap(Collection::stream)
                    .toList());

    private static final String LOGINS = "leave it out, and set " + SinkOptions.KAFKA + "sasl.mechanism to one of "
            + String.join(", ", JaasLogin.MECHANISMS) + ", with the credentials in " + SinkOptions.KAFKA
            + "sasl.jaas.config";

    private static final Map<String, String> REFUSED = new HashMap<>();

    static {
        refuse(
                "the connector has one for each partition, by which a new owner fences the old; leave it out",
                "transactional.id");
        refuse(
                NO_GROUP + "; leave it out, and for the records' group set " + SinkOptions.GROUP_ID,
                "group.id",
                "group.instance.id");
        refuse(
                "the connector reads and writes bytes; leave it out, and for results set "
                        + SinkOptions.RESULT_CONVERTER,
                "key.serializer",
                "value.serializer",
                "key.deserializer",
                "value.deserializer");
        refuse("the connector talks to brokers; set " + SinkOptions.BOOTSTRAP_SERVERS, "bootstrap.controllers");
        refuse(
                "it names a class that the worker would run; leave it out. The worker's operator may set it in the worker's"
                        + " own properties, for the worker's clients",
                "interceptor.classes",
                "metric.reporters",
                "partition.assignment.strategy",
                "partitioner.class",
                "security.providers",
                "ssl.engine.factory.class");
        refuse(
                "it names a class that the worker would run, as for AWS_MSK_IAM; " + LOGINS
                        + ". Amazon MSK takes SCRAM-SHA-512",
                "sasl.client.callback.handler.class",
                "sasl.login.class",
                "sasl.oauthbearer.jwt.retriever.class",
                "sasl.oauthbearer.jwt.validator.class");
        refuse(
                "Kerberos uses files and tickets of the worker; " + LOGINS,
                "sasl.kerberos.kinit.cmd",
                "sasl.kerberos.service.name");
        refuse(
                "tokens of assertions need files or classes of the worker; leave it out, and give clientId and clientSecret in "
                        + SinkOptions.KAFKA + "sasl.jaas.config",
                Stream.of(
                                "algorithm",
                                "claim.aud",
                                "claim.exp.seconds",
                                "claim.iss",
                                "claim.jti.include",
                                "claim.nbf.seconds",
                                "claim.sub",
                                "file",
                                "private.key.file",
                                "private.key.passphrase",
                                "template.file")
                        .map("sasl.oauthbearer.assertion."::concat)
                        .toArray(String[]::new));
        refuse(
                "brokers check tokens, and clients do not; leave it out. Tokens come from " + SinkOptions.KAFKA
                        + "sasl.oauthbearer.token.endpoint.url",
                "sasl.oauthbearer.jwks.endpoint.url");
        refuse(
                "the worker's JVM decides; leave it out. The worker's operator sets it in java.security",
                "ssl.keymanager.algorithm",
                "ssl.provider",
                "ssl.secure.random.implementation",
                "ssl.trustmanager.algorithm");
        refuse(
                pem("ssl.truststore", "ssl.truststore.certificates"),
                "ssl.truststore.location",
                "ssl.truststore.password");
        refuse(
                pem(
                        "ssl.keystore",
                        "ssl.keystore.certificate.chain, the key into " + SinkOptions.KAFKA + "ssl.keystore.key,"),
                "ssl.keystore.location",
                "ssl.keystore.password");
        refuse(
                "a connector defines no config providers; define them in the worker's own properties",
                "config.providers");
    }

    private KafkaClientOptions() {}

    private static void refuse(String why, String... names) {
        for (String name : names) {
            REFUSED.put(name, why);
        }
    }

    private static String pem(String store, String option) {
        return "it would make the worker open a file or a store of its own; put the PEM text into " + SinkOptions.KAFKA
                + option + " and set " + SinkOptions.KAFKA + store + ".type=PEM, as by"
                + " ${dir:/run/secrets/kafka:ca.pem} of the worker's config provider";
    }

    static boolean isRefusedByName(String name) {
        return REFUSED.containsKey(name) || name.startsWith("internal.");
    }

    /** Returns why an option that is neither allowed nor ignored is refused, and what to do. */
    static String refusal(String name) {
        if (isRefusedByName(name)) {
            return REFUSED.getOrDefault(name, "it is for Kafka's own use; leave it out");
        }
        List<String> near = Nearest.to(name, ALLOWED);
        return "it is no option of a Kafka client that the sink knows; "
                + (near.isEmpty() ? "leave it out" : "leave it out, or set " + String.join(" or ", near));
    }
}
