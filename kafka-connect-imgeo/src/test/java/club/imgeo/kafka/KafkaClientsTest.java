package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration may set of the connector's own clients, and what it may not even without validation. */
class KafkaClientsTest {
    @ParameterizedTest
    @CsvSource({"metric.reporters, a.B", "config.providers, p", "ssl.truststore.location, /a", "made.up, x"})
    void isNotMadeWithASettingThatAConfigurationMayNotChoose(String name, String value) {
        assertThatThrownBy(() -> new KafkaClients(Map.of("bootstrap.servers", "localhost:1", name, value), "fox"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("imgeo.kafka." + name);
    }

    /** Each is allowed, ignored, or refused for a reason of its own, and with what to do. */
    @Test
    void leavesNoOptionOfKafkasClientsUndecided() {
        assertThat(kafkas().map(key -> key.name)).hasSizeGreaterThan(300).allSatisfy(name -> assertThat(String.valueOf(
                        KafkaClientCheck.objections(Map.of(name, "x")).get(name)))
                .doesNotContain("it is no option of a Kafka client that the sink knows"));
    }

    @Test
    void decidesAboutNoOptionTwice() {
        assertThat(Stream.of(KafkaClientOptions.ALLOWED, KafkaClientOptions.IGNORED.keySet())
                        .flatMap(Set::stream))
                .doesNotHaveDuplicates()
                .noneMatch(KafkaClientOptions::isRefusedByName);
    }

    @Test
    void startsWithTheTuningOfAWorkerAndSetsWhatItMustItself() {
        Map<String, Object> options = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:1",
                "client.id", "me",
                "session.timeout.ms", "1",
                "max.poll.interval.ms", "1",
                "group.protocol", "consumer",
                "auto.offset.reset", "latest",
                "allow.auto.create.topics", "true",
                "check.crcs", "true",
                "metrics.num.samples", "3",
                "sasl.oauthbearer.header.urlencode", "true"));
        options.put("linger.ms", "7");
        KafkaClients clients = new KafkaClients(options, "worker");

        assertThat(clients.common())
                .containsEntry("linger.ms", "7")
                .containsEntry("metrics.num.samples", "3")
                .doesNotContainKeys("client.id", "session.timeout.ms", "group.protocol", "auto.offset.reset");
        clients.reader("worker").close(CloseOptions.timeout(Duration.ZERO));
        clients.admin().close(Duration.ZERO);
    }

    private static Stream<ConfigDef.ConfigKey> kafkas() {
        return Stream.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
                .flatMap(definition -> definition.configKeys().values().stream());
    }

    /** Whatever a version of Kafka has that names a class. */
    @Test
    void takesNoClassButTheHandlerOfTokens() {
        Map<String, String> classes = new HashMap<>();
        kafkas().filter(key -> key.type == ConfigDef.Type.CLASS)
                .forEach(key -> classes.put(key.name, "java.lang.Object"));

        assertThat(classes).hasSizeGreaterThan(5);
        assertThat(KafkaClientCheck.objections(classes)).containsOnlyKeys(classes.keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN         | org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="b;\\"c";
            SCRAM-SHA-256 | org.apache.kafka.common.security.scram.ScramLoginModule required username=a password=b tokenauth=true;
            SCRAM-SHA-512 | org.apache.kafka.common.security.scram.ScramLoginModule required username="a" password="b";
            OAUTHBEARER   | org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="a" clientSecret="b" extension_logicalCluster="c";
            """)
    void logsInByTheModuleOfTheMechanism(String mechanism, String jaas) {
        assertThat(objections(mechanism, jaas)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN       | org.apache.kafka.common.security.scram.ScramLoginModule required username="a" password="hunter2";
            PLAIN       | org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="hunter2"
            PLAIN       | org.apache.kafka.common.security.plain.PlainLoginModule required password="hunter2" debug="true";
            PLAIN       | /* org.apache.kafka.common.security.plain.PlainLoginModule */ a.B required password="hunter2";
            OAUTHBEARER | org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientSecret="hunter2" ssl.keystore.location="/a";
            """)
    void takesNoOtherLoginAndQuotesNoPassword(String mechanism, String jaas) {
        assertThat(objections(mechanism, jaas))
                .containsOnlyKeys("sasl.jaas.config")
                .allSatisfy((name, why) -> assertThat(why).doesNotContain("hunter2"));
    }

    @Test
    void asksForTokensOnlyWhereTheOperatorAllowsIt() {
        String property = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
        String before = System.getProperty(property, "");
        try {
            System.setProperty(
                    property, " https://sso.example.com/token , https://login.example.com/token,file:/token");

            assertThat(endpoint("https://login.example.com/token")).isEmpty();
            assertThat(endpoint("https://sso.example.com/token")).isEmpty();
            assertThat(endpoint("https://login.example.com/other")).isNotEmpty();
            assertThat(endpoint("file:/token")).isNotEmpty();
        } finally {
            System.setProperty(property, before);
        }
    }

    private static Map<String, String> objections(String mechanism, String jaas) {
        return KafkaClientCheck.objections(
                Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", mechanism, "sasl.jaas.config", jaas));
    }

    private static Map<String, String> endpoint(String url) {
        return KafkaClientCheck.objections(Map.of("sasl.oauthbearer.token.endpoint.url", url));
    }
}
