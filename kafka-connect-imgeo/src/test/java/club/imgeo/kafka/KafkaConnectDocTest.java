package club.imgeo.kafka;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.CreditOutcome;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/kafka-connect.md and README.md say of the sink is what it does. */
class KafkaConnectDocTest {
    private static final Page GUIDE = Page.read(Path.of("../docs/kafka-connect.md"));
    private static final Page README = Page.read(Path.of("../README.md"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AVRO = "io.confluent.connect.avro.AvroConverter";

    /** Options of topics and brokers, which nothing on the class path lists in one place. */
    private static final Set<String> OF_BROKERS = Set.of(
            "cleanup.policy",
            "max.message.bytes",
            "min.insync.replicas",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr");

    /** Whole connectors as they are, and lines to add under the first of them. */
    static Stream<Map<String, String>> connectors() throws IOException {
        assertThat(README.fenced("json")).hasSize(1);
        assertThat(GUIDE.fenced("json")).hasSizeGreaterThan(5);
        Map<String, String> first = connector(GUIDE.fenced("json").get(0));
        Stream<Map<String, String>> added = GUIDE.fenced("json").stream()
                .skip(1)
                .map(lines -> {
                    Map<String, String> both = new HashMap<>(first);
                    both.putAll(texts(lines));
                    return both;
                });
        return Stream.concat(whole(), added);
    }

    static Stream<Map<String, String>> whole() throws IOException {
        return Stream.of(
                connector(GUIDE.fenced("json").get(0)),
                connector(README.fenced("json").get(0)));
    }

    private static Map<String, String> connector(String json) throws IOException {
        JsonNode connector = JSON.readTree(json);
        Map<String, String> config = texts(connector.required("config").toString());
        config.put("name", connector.required("name").asText());
        return config;
    }

    private static Map<String, String> texts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<HashMap<String, String>>() {});
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** With what a worker replaces, and without what is not here. */
    private static Map<String, String> submitted(Map<String, String> shown) {
        Map<String, String> config = new HashMap<>(shown);
        config.replaceAll((name, value) -> value.equals(AVRO) ? "org.apache.kafka.connect.json.JsonConverter" : value);
        config.computeIfPresent("imgeo.api.key", (name, value) -> Submitted.KEY);
        config.computeIfPresent(
                "imgeo.kafka.sasl.jaas.config",
                (name, value) -> "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"a\";");
        config.computeIfPresent("imgeo.kafka.ssl.truststore.certificates", (name, value) -> certificate());
        config.computeIfPresent("imgeo.kafka.ssl.keystore.certificate.chain", (name, value) -> certificate());
        config.computeIfPresent("imgeo.kafka.ssl.keystore.key", (name, value) -> key());
        return config;
    }

    /** Any that the JVM has. */
    private static String certificate() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
            return TlsTest.pem("CERTIFICATE", trust.getAcceptedIssuers()[0].getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key() {
        try {
            return TlsTest.pem(
                    "PRIVATE KEY",
                    KeyPairGenerator.getInstance("EC")
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void showsConnectorsToWhichNobodyObjects(Map<String, String> shown) {
        Map<String, String> config = submitted(shown);

        assertThat(Submitted.objections(new ImgeoSinkConnector().validate(config)))
                .isEmpty();
        assertThat(Cluster.connect()
                        .validateConnectorConfig(config.get("connector.class"), config)
                        .configs())
                .flatExtracting(option -> option.configValue().errors())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void showsNoSecret(Map<String, String> shown) {
        assertThat(shown.get("imgeo.api.key")).isEqualTo("${env:IMGEO_API_KEY}");
    }

    @ParameterizedTest
    @MethodSource("whole")
    void showsConnectorsThatDraw(Map<String, String> shown) {
        try (Pipeline pipeline = new Pipeline()) {
            Map<String, String> ours = Map.copyOf(pipeline.config);
            pipeline.config.clear();
            pipeline.config.putAll(shown);
            pipeline.config.remove("name");
            for (String here : List.of(
                    "topics",
                    "imgeo.api.key",
                    "imgeo.base.url",
                    "imgeo.result.topic",
                    "imgeo.error.topic",
                    "imgeo.kafka.bootstrap.servers")) {
                pipeline.config.put(here, ours.get(here));
            }
            pipeline.start();
            pipeline.produce("a fox");

            assertThat(pipeline.results(1)).hasSize(1);
        }
    }

    @Test
    void bringsAFieldBackInAHeaderAsItShows() {
        Map<String, String> lines = texts(GUIDE.fenced("json").stream()
                .filter(each -> each.contains("HeaderFrom"))
                .findFirst()
                .orElseThrow());
        try (Pipeline pipeline = new Pipeline()) {
            lines.forEach(pipeline::with);
            pipeline.start();
            pipeline.produce("{\"prompt\":\"a fox\",\"orderId\":\"A7\"}");

            var result = pipeline.read(pipeline.results, 1).get(0);

            assertThat(ReadCommitted.header(result, "orderId")).isEqualTo("A7");
            assertThat(ReadCommitted.header(result, "channel")).isEqualTo("postcards");
        }
    }

    @Test
    void namesOptionsThatThereAre() {
        Set<String> known = known();

        assertThat(GUIDE.code())
                .map(code -> code.replaceFirst("[=:].*", ""))
                .filteredOn(name -> name.matches("[a-z]+(\\.[A-Za-z]+)+"))
                .filteredOn(name -> !name.matches("(org|io|club)\\..*|.*\\.json|.*\\."))
                .hasSizeGreaterThan(60)
                .isSubsetOf(known);
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(OF_BROKERS);
        known.addAll(ImgeoSinkConfig.OPTIONS.names());
        known.addAll(Report.HEADERS);
        ComponentOptions.ALL.keySet().forEach(name -> known.add(SinkOptions.COMPONENT + name));
        known.addAll(SinkConnectorConfig.configDef().names());
        known.add("value.converter.schemas.enable");
        known.add("config.providers.env.param." + EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG);
        known.addAll(new DistributedConfig(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "group.id", "connect",
                        "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "config.storage.topic", "configs",
                        "offset.storage.topic", "offsets",
                        "status.storage.topic", "status"))
                .values()
                .keySet());
        ConsumerConfig.configNames().forEach(name -> {
            known.add(name);
            known.add("consumer.override." + name);
        });
        ProducerConfig.configNames().forEach(name -> known.add("producer.override." + name));
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .forEach(name -> known.add(SinkOptions.KAFKA + name));
        return known;
    }

    @Test
    void setsOptionsOfTheSinksClientsThatThereAre() throws IOException {
        Set<String> known = known();

        connectors().forEach(config -> assertThat(
                        config.keySet().stream().filter(name -> name.startsWith(SinkOptions.KAFKA)))
                .isSubsetOf(known));
    }

    @Test
    void setsOptionsOfTheWorkerThatThereAre() throws IOException {
        Properties properties = new Properties();
        for (String lines : GUIDE.fenced("properties")) {
            properties.load(new StringReader(lines));
        }

        assertThat(properties.stringPropertyNames())
                .isNotEmpty()
                .map(name -> name.replaceFirst("(config\\.providers)\\.(env|file)\\..*", "$1"))
                .isSubsetOf(known());
    }

    @Test
    void hasEachFieldOfAResult() {
        assertThat(GUIDE.names("field"))
                .containsExactlyElementsOf(
                        ResultWriter.SCHEMA.fields().stream().map(Field::name).toList());
    }

    @Test
    void hasEachHeaderOfAReportAndSaysWhereItIs() {
        Report full = new Report(
                "why",
                CreditOutcome.CHARGED,
                BigDecimal.ONE,
                200,
                "a key",
                List.of(URI.create("https://example.com/")));

        Set<String> both = GUIDE.table("header").stream()
                .filter(cells -> cells.get(1).equals("both"))
                .map(cells -> cells.get(0).replace("`", ""))
                .collect(toSet());

        assertThat(GUIDE.names("header")).containsExactlyInAnyOrderElementsOf(Report.HEADERS);
        assertThat(both).isEqualTo(full.headers().keySet());
    }

    @Test
    void hasEachDecisionThereIs() {
        assertThat(GUIDE.names("decision"))
                .containsExactlyElementsOf(Arrays.stream(Disposition.values())
                        .map(Disposition::name)
                        .toList());
    }

    @Test
    void quotesMessagesThatThereAre() throws IOException {
        String messages;
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/club/imgeo/kafka"))) {
            messages = sources.map(source -> Page.read(source).text().replaceAll("\"\\s*\\+\\s*\"", ""))
                    .collect(joining());
        }

        assertThat(GUIDE.table("message or symptom"))
                .extracting(cells -> cells.get(0))
                .filteredOn(cell -> cell.startsWith("`"))
                .hasSizeGreaterThan(20)
                .allSatisfy(cell -> assertThat(messages).contains(cell.replace("`", "")));
    }
}
