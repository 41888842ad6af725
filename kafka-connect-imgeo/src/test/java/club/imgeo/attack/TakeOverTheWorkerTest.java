package club.imgeo.attack;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.kafka.Cluster;
import club.imgeo.kafka.ImgeoSinkConnector;
import club.imgeo.kafka.ImgeoSinkTask;
import club.imgeo.kafka.Pipeline;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Submits configurations as a person would who may create connectors but must not control the worker: over REST to a real
 * worker, and to a task directly, as if validation had been bypassed. In a row, {@code &&} separates options, and {@code ->}
 * precedes the options that the worker must name. PORT stands for a listener on loopback, FILE for a file with a secret.
 */
class TakeOverTheWorkerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROPERTY = "imgeo.attack.taken";
    private static final String SECRET = UUID.randomUUID().toString();

    private static final String RUN_CODE = """
            camel.component.imgeo.downloadDirectory = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.downloadDirectory
            camel.component.imgeo.downloadHosts = #class:javax.naming.InitialContext#doLookup('ldap://127.0.0.1:PORT/x') -> camel.component.imgeo.downloadHosts
            camel.component.imgeo.proxy = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.proxy
            camel.component.imgeo.creditBudgetWindow = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.creditBudgetWindow
            camel.component.imgeo.credit-check = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.credit-check
            camel.component.imgeo.connectTimeout = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.connectTimeout
            camel.component.imgeo.maxCount = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.maxCount
            camel.component.imgeo.allowPlainHttp = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.allowPlainHttp
            camel.component.imgeo.sslContextParameters = #class:java.lang.System#setProperty('PROPERTY','taken') -> camel.component.imgeo.sslContextParameters
            camel.component.imgeo.sslContextParameters = #bean:tls -> camel.component.imgeo.sslContextParameters
            camel.component.imgeo.sslContextParameters = #type:javax.net.ssl.SSLContext -> camel.component.imgeo.sslContextParameters
            camel.component.imgeo.sslContextParameters = #autowired -> camel.component.imgeo.sslContextParameters
            camel.component.imgeo.useGlobalSslContextParameters = true -> camel.component.imgeo.useGlobalSslContextParameters
            camel.component.imgeo.downloadDirectory = #directory -> camel.component.imgeo.downloadDirectory
            camel.component.imgeo.proxy = {{env:PATH}} -> camel.component.imgeo.proxy
            camel.component.imgeo.creditBudgetWindow = {{sys:user.home}} -> camel.component.imgeo.creditBudgetWindow
            camel.component.imgeo.camelContext.name = taken -> camel.component.imgeo.camelContext.name
            camel.component.imgeo.camelContext.globalOptions[x] = taken -> camel.component.imgeo.camelContext.globalOptions[x]
            camel.component.imgeo.camel-context = #class:java.lang.Object -> camel.component.imgeo.camel-context
            camel.component.imgeo.autowiredEnabled = true -> camel.component.imgeo.autowiredEnabled
            camel.component.imgeo.journal = #class:java.lang.Object -> camel.component.imgeo.journal
            """;

    private static final String READ_SECRETS = """
            config.providers = p && config.providers.p.class = org.apache.kafka.common.config.provider.FileConfigProvider && imgeo.aspect.ratio = ${p:FILE:secret} -> config.providers config.providers.p.class
            config.providers = p && config.providers.p.class = org.apache.kafka.common.config.provider.FileConfigProvider && imgeo.negative.prompt = ${p:FILE:secret} -> config.providers config.providers.p.class
            config.providers = p && config.providers.p.class = org.apache.kafka.common.config.provider.EnvVarConfigProvider && imgeo.charge.key = ${p:PATH} -> config.providers
            config.providers.p.class = org.apache.kafka.common.config.provider.FileConfigProvider && config.providers.p.param.allowed.paths = / -> config.providers.p.class config.providers.p.param.allowed.paths
            imgeo.kafka.config.providers = p && imgeo.kafka.config.providers.p.class = org.apache.kafka.common.config.provider.FileConfigProvider && imgeo.kafka.client.rack = ${p:FILE:secret} -> imgeo.kafka.config.providers imgeo.kafka.config.providers.p.class
            imgeo.result.converter.config.providers = p && imgeo.result.converter.config.providers.p.class = org.apache.kafka.common.config.provider.FileConfigProvider && imgeo.result.converter.schemas.enable = ${p:FILE:secret} -> imgeo.result.converter.config.providers imgeo.result.converter.config.providers.p.class
            imgeo.result.key.converter = org.apache.kafka.connect.json.JsonConverter && imgeo.result.key.converter.config.providers = p -> imgeo.result.key.converter.config.providers
            value.converter.config.providers = p && value.converter.config.providers.p.class = org.apache.kafka.common.config.provider.FileConfigProvider -> value.converter.config.providers value.converter.config.providers.p.class
            consumer.override.config.providers = p && consumer.override.config.providers.p.class = org.apache.kafka.common.config.provider.FileConfigProvider -> consumer.override.config.providers
            """;

    private static final String BYPASS_THE_WORKERS_POLICY = """
            imgeo.kafka.metric.reporters = org.apache.kafka.common.metrics.JmxReporter -> imgeo.kafka.metric.reporters
            imgeo.kafka.interceptor.classes = com.example.Any -> imgeo.kafka.interceptor.classes
            imgeo.kafka.partitioner.class = com.example.Any -> imgeo.kafka.partitioner.class
            imgeo.kafka.partition.assignment.strategy = com.example.Any -> imgeo.kafka.partition.assignment.strategy
            imgeo.kafka.security.providers = com.example.Any -> imgeo.kafka.security.providers
            imgeo.kafka.ssl.engine.factory.class = com.example.Any -> imgeo.kafka.ssl.engine.factory.class
            imgeo.kafka.security.protocol = SSL && imgeo.kafka.ssl.truststore.location = FILE -> imgeo.kafka.ssl.truststore.location
            imgeo.kafka.security.protocol = SSL && imgeo.kafka.ssl.keystore.location = FILE && imgeo.kafka.ssl.keystore.password = x -> imgeo.kafka.ssl.keystore.location imgeo.kafka.ssl.keystore.password
            imgeo.kafka.security.protocol = SSL && imgeo.kafka.ssl.truststore.type = JKS -> imgeo.kafka.ssl.truststore.type
            imgeo.kafka.security.protocol = SSL && imgeo.kafka.ssl.truststore.type = PEM && imgeo.kafka.ssl.truststore.certificates = FILE -> imgeo.kafka.ssl.truststore.certificates
            imgeo.kafka.security.protocol = SASL_PLAINTEXT && imgeo.kafka.sasl.mechanism = PLAIN -> imgeo.kafka.sasl.jaas.config
            imgeo.kafka.security.protocol = SASL_PLAINTEXT -> imgeo.kafka.sasl.mechanism imgeo.kafka.sasl.jaas.config
            imgeo.kafka.security.protocol = SASL_SSL && imgeo.kafka.sasl.mechanism = GSSAPI && imgeo.kafka.sasl.jaas.config = com.sun.security.auth.module.Krb5LoginModule required useTicketCache=true; -> imgeo.kafka.sasl.mechanism
            imgeo.kafka.security.protocol = SASL_SSL && imgeo.kafka.sasl.mechanism = PLAIN && imgeo.kafka.sasl.jaas.config = com.sun.security.auth.module.JndiLoginModule required user.provider.url="ldap://127.0.0.1:PORT/x"; -> imgeo.kafka.sasl.jaas.config
            imgeo.kafka.security.protocol = SASL_PLAINTEXT && imgeo.kafka.sasl.mechanism = PLAIN && imgeo.kafka.sasl.jaas.config = com.sun.security.auth.module.LdapLoginModule required userProvider="ldap://127.0.0.1:PORT/x"; -> imgeo.kafka.sasl.jaas.config
            imgeo.kafka.security.protocol = SASL_PLAINTEXT && imgeo.kafka.sasl.mechanism = PLAIN && imgeo.kafka.sasl.jaas.config = com.sun.security.auth.module.KeyStoreLoginModule required keyStoreURL="file:FILE"; -> imgeo.kafka.sasl.jaas.config
            imgeo.kafka.security.protocol = SASL_PLAINTEXT && imgeo.kafka.sasl.mechanism = PLAIN && imgeo.kafka.sasl.jaas.config = org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="b"; com.sun.security.auth.module.UnixLoginModule required; -> imgeo.kafka.sasl.jaas.config
            imgeo.kafka.security.protocol = SASL_PLAINTEXT && imgeo.kafka.sasl.mechanism = OAUTHBEARER && imgeo.kafka.sasl.jaas.config = org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required ssl.truststore.location="FILE"; -> imgeo.kafka.sasl.jaas.config
            imgeo.kafka.sasl.oauthbearer.token.endpoint.url = file:FILE -> imgeo.kafka.sasl.oauthbearer.token.endpoint.url
            imgeo.kafka.sasl.oauthbearer.token.endpoint.url = http://127.0.0.1:PORT/ -> imgeo.kafka.sasl.oauthbearer.token.endpoint.url
            imgeo.kafka.sasl.oauthbearer.token.endpoint.url = https://127.0.0.1:PORT/ -> imgeo.kafka.sasl.oauthbearer.token.endpoint.url
            imgeo.kafka.sasl.oauthbearer.jwks.endpoint.url = file:FILE -> imgeo.kafka.sasl.oauthbearer.jwks.endpoint.url
            imgeo.kafka.sasl.oauthbearer.assertion.file = FILE -> imgeo.kafka.sasl.oauthbearer.assertion.file
            imgeo.kafka.sasl.oauthbearer.jwt.retriever.class = com.example.Any -> imgeo.kafka.sasl.oauthbearer.jwt.retriever.class
            imgeo.kafka.sasl.login.callback.handler.class = com.example.Any -> imgeo.kafka.sasl.login.callback.handler.class
            imgeo.kafka.sasl.client.callback.handler.class = com.example.Any -> imgeo.kafka.sasl.client.callback.handler.class
            imgeo.kafka.sasl.login.class = com.example.Any -> imgeo.kafka.sasl.login.class
            imgeo.kafka.sasl.kerberos.kinit.cmd = /bin/true -> imgeo.kafka.sasl.kerberos.kinit.cmd
            imgeo.kafka.anything.else = x -> imgeo.kafka.anything.else
            """;

    private static final String TAKE_PARTITIONS_FROM_THEIR_OWNER = """
            consumer.override.group.protocol = share -> consumer.override.group.protocol
            consumer.override.group.protocol = SHARE -> consumer.override.group.protocol
            consumer.override.enable.auto.commit = true -> consumer.override.enable.auto.commit
            producer.override.acks = 1 -> producer.override.acks
            """;

    @TempDir
    static Path folder = Path.of("");

    private static final Pipeline HONEST = new Pipeline();
    private static final Listener LISTENER = Listener.onLoopback();

    @BeforeAll
    static void keepASecret() throws IOException {
        Files.writeString(secretFile(), "secret=" + SECRET);
    }

    @AfterAll
    static void stop() {
        HONEST.close();
        LISTENER.close();
    }

    @AfterEach
    void leavesTheWorkerAlone() {
        assertThat(System.getProperty(PROPERTY)).isNull();
        assertThat(LISTENER.connections()).isZero();
        assertThat(HONEST.sandbox.ledger().prompts()).isEmpty();
    }

    static Stream<Arguments> attacks() {
        return Stream.of(RUN_CODE, READ_SECRETS, BYPASS_THE_WORKERS_POLICY, TAKE_PARTITIONS_FROM_THEIR_OWNER)
                .flatMap(String::lines)
                .map(row -> row.split(" -> "))
                .map(row -> Arguments.of(row[0], row[1].split(" ")));
    }

    @Test
    void leavesAnHonestConfigurationAlone() throws IOException {
        assertThat(errors(validated(HONEST.config))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void isRejectedByNameOverRest(String attack, String[] named) throws IOException {
        JsonNode answer = validated(submitted(attack));

        assertThat(errors(answer).keySet()).contains(named);
        assertThat(answer.toString()).doesNotContain(SECRET, System.getenv("PATH"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void startsNoTaskThatBypassedValidation(String attack, String[] named) {
        ImgeoSinkTask task = new ImgeoSinkTask();
        try {
            assertThatThrownBy(() -> task.start(submitted(attack)))
                    .hasMessageContainingAll(named)
                    .hasMessageNotContaining(SECRET)
                    .hasNoCause();
        } finally {
            task.stop();
        }
    }

    @Test
    void createsNoConnector() throws IOException {
        Map<String, String> hostile =
                submitted("config.providers = p && imgeo.kafka.metric.reporters = com.example.Any");

        try (var answer = Cluster.connect()
                .requestPut(
                        Cluster.connect().endpointForResource("connectors/" + HONEST.name + "/config"),
                        JSON.writeValueAsString(hostile))) {

            assertThat(answer.getStatus()).isEqualTo(400);
        }
        assertThat(Cluster.connect().connectors()).doesNotContain(HONEST.name);
    }

    private static Map<String, String> submitted(String attack) {
        Map<String, String> config = new HashMap<>(HONEST.config);
        config.put("name", HONEST.name);
        for (String option : attack.split(" && ")) {
            String[] parts = option.split(" = ", 2);
            config.put(
                    parts[0],
                    parts[1].replace("PROPERTY", PROPERTY)
                            .replace("PORT", Integer.toString(LISTENER.port()))
                            .replace("FILE", secretFile().toString()));
        }
        return config;
    }

    private static Path secretFile() {
        return folder.resolve("worker.properties");
    }

    /** Returns what {@code PUT /connector-plugins/…/config/validate} answers. */
    private static JsonNode validated(Map<String, String> config) throws IOException {
        Map<String, String> named = new HashMap<>(config);
        named.put("name", HONEST.name);
        String url = Cluster.connect()
                .endpointForResource(
                        "connector-plugins/" + ImgeoSinkConnector.class.getSimpleName() + "/config/validate");
        try (var answer = Cluster.connect().requestPut(url, JSON.writeValueAsString(named))) {
            assertThat(answer.getStatus()).isEqualTo(200);
            return JSON.readTree(answer.getEntity().toString());
        }
    }

    private static Map<String, String> errors(JsonNode answer) throws JsonProcessingException {
        return StreamSupport.stream(answer.required("configs").spliterator(), false)
                .map(option -> option.required("value"))
                .filter(value -> !value.required("errors").isEmpty())
                .collect(toMap(value -> value.required("name").asText(), value -> value.required("errors")
                        .toString()));
    }
}
