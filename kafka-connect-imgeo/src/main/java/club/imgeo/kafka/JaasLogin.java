package club.imgeo.kafka;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/** Logins to Kafka by credentials that the configuration holds itself. Each is one module of Kafka's own. */
final class JaasLogin {
    /** The operator's list of the addresses that may be asked for tokens. Kafka 3.9 asks any by default, and so we look. */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final String EXTENSION = "extension_";

    private record Module(String type, Set<String> options) {}

    private static final Module SCRAM = new Module(
            "org.apache.kafka.common.security.scram.ScramLoginModule", Set.of("username", "password", "tokenauth"));
    private static final Map<String, Module> MODULES = Map.of(
            "PLAIN",
            new Module("org.apache.kafka.common.security.plain.PlainLoginModule", Set.of("username", "password")),
            "SCRAM-SHA-256",
            SCRAM,
            "SCRAM-SHA-512",
            SCRAM,
            "OAUTHBEARER",
            new Module(
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
                    Set.of("clientId", "clientSecret", "scope")));

    static final Set<String> MECHANISMS = new TreeSet<>(MODULES.keySet());

    private JaasLogin() {}

    static @Nullable String objectionToMechanism(String mechanism) {
        if (MODULES.containsKey(mechanism)) {
            return null;
        }
        String why =
                switch (mechanism) {
                    case "GSSAPI" -> "Kerberos uses files and tickets of the worker; ";
                    case "AWS_MSK_IAM" ->
                        "it uses classes and credentials of the worker, and Amazon MSK takes SCRAM-SHA-512, too; ";
                    default -> "";
                };
        return why + "give one of " + String.join(", ", MECHANISMS);
    }

    /** Reads {@code config} as Kafka will, by its own parser. Returns null if it is allowed. Quotes nothing of it. */
    static @Nullable String objection(String mechanism, String config) {
        Module module = MODULES.get(mechanism);
        if (module == null) {
            return "set " + SinkOptions.KAFKA + "sasl.mechanism to one of " + String.join(", ", MECHANISMS);
        }
        List<AppConfigurationEntry> entries;
        try {
            entries = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(config)))
                    .configurationEntries();
        } catch (IllegalArgumentException e) { // its message may hold the password
            return "cannot be read; give " + form(module);
        }
        boolean allowed = entries.size() == 1
                && entries.get(0).getLoginModuleName().equals(module.type)
                && entries.get(0).getOptions().keySet().stream()
                        .allMatch(option -> module.options.contains(option) || option.startsWith(EXTENSION));
        return allowed ? null : "is not the login of " + mechanism + " by itself; give " + form(module);
    }

    private static String form(Module module) {
        return module.type + " required "
                + new TreeSet<>(module.options)
                        .stream().map(option -> option + "=\"…\"").collect(Collectors.joining(" "))
                + "; of which what you do not need may be left out";
    }

    static @Nullable String objectionToEndpoint(String url) {
        boolean listed = Arrays.stream(System.getProperty(ALLOWED_URLS, "").split(","))
                .map(String::strip)
                .anyMatch(url::equals);
        return isHttps(url) && listed
                ? null
                : "give an https URL that the worker's operator has listed in the system property " + ALLOWED_URLS;
    }

    private static boolean isHttps(String url) {
        try {
            return "https".equalsIgnoreCase(URI.create(url).getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
