package club.imgeo.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of the connector's own Kafka clients have names that a configuration may set, and values that are safe. */
final class KafkaClientCheck {
    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final String PEM_TYPE = "PEM";
    private static final String OAUTH_HANDLER =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";

    private KafkaClientCheck() {}

    static void check(Given given, Objections objections) {
        objections(given.under(SinkOptions.KAFKA))
                .forEach((name, why) -> objections.add(SinkOptions.KAFKA + name, why));
    }

    /** Returns what is wrong with {@code options}, by their names without the prefix. No reason quotes a value. */
    static Map<String, String> objections(Map<String, String> options) {
        Map<String, String> found = new LinkedHashMap<>();
        new TreeMap<>(options).forEach((name, value) -> {
            String why = objection(name, value.strip(), options);
            if (why != null) {
                found.put(name, why);
            }
        });
        if (protocol(options).startsWith("SASL_")) {
            requireOwnLogin(options, found);
        }
        return found;
    }

    private static @Nullable String objection(String name, String value, Map<String, String> options) {
        if (KafkaClientOptions.IGNORED.containsKey(name)) {
            return null;
        }
        return KafkaClientOptions.ALLOWED.contains(name)
                ? wrongValue(name, value, options)
                : KafkaClientOptions.refusal(name);
    }

    private static @Nullable String wrongValue(String name, String value, Map<String, String> options) {
        List<String> fixed = KafkaClientOptions.FIXED.get(name);
        if (fixed != null && fixed.stream().noneMatch(value::equalsIgnoreCase)) {
            return "anything but " + fixed.get(0) + " could pay twice or lose what was paid for; leave it out";
        }
        return switch (name) {
            case "security.protocol" ->
                PROTOCOLS.contains(value.toUpperCase(Locale.ROOT))
                        ? null
                        : "give one of " + String.join(", ", PROTOCOLS);
            case "sasl.mechanism" -> JaasLogin.objectionToMechanism(value);
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
