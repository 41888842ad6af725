package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ModelCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;

/** Whatever somebody submits gets an answer, and none that shows the key. */
class SinkValidationProperties {
    private static final String PROPERTY = "imgeo.properties.taken";
    private static final String SECRET = UUID.randomUUID().toString();
    private static final Path SECRETS = secrets();

    private final SinkValidation validation = new SinkValidation(variable -> null, given -> ModelCatalog.bundled());

    @Property(tries = 150)
    void answersWhateverIsSubmitted(@ForAll("junk") Map<String, String> junk) {
        Config told = validation.of(junk);

        assertThat(told.configValues())
                .extracting(value -> value.name())
                .containsAll(ImgeoSinkConfig.OPTIONS.names())
                .doesNotHaveDuplicates();
    }

    @Property(tries = 150)
    void showsTheKeyInNoObjectionWhereverItStands(@ForAll("junk") Map<String, String> junk) {
        Map<String, String> options = new HashMap<>(junk);
        options.put("imgeo.api.key", Submitted.KEY);

        Config told = validation.of(options);

        assertThat(Submitted.objections(told).toString()).doesNotContain(Submitted.KEY);
        assertThat(Submitted.value(told, "imgeo.api.key").toString()).doesNotContain(Submitted.KEY);
    }

    /** Neither when it is validated nor in a task, which may get it unvalidated. */
    @Property(tries = 150)
    void resolvesNothing(@ForAll("junk") Map<String, String> junk) {
        String said = validation.of(junk).configValues().toString();
        try {
            Map<String, String> submitted = new HashMap<>(junk);
            submitted.values().removeIf(Objects::isNull);
            said += new ImgeoSinkConfig(submitted).originals();
        } catch (ConfigException e) {
            said += e.getMessage();
        }

        assertThat(said).doesNotContain(SECRET);
        assertThat(System.getProperty(PROPERTY)).isNull();
    }

    private static Path secrets() {
        try {
            Path file = Files.createTempFile("worker", ".properties");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "secret=" + SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Provide
    Arbitrary<Map<String, String>> junk() {
        List<String> known = List.copyOf(ImgeoSinkConfig.OPTIONS.names());
        Arbitrary<String> suffix = Arbitraries.strings().ascii().ofMaxLength(20);
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of(known),
                Arbitraries.of(
                        "name",
                        "topics",
                        "topics.regex",
                        "tasks.max",
                        "errors.tolerance",
                        "imgeo.kafka.acks",
                        "errors.deadletterqueue.topic.name",
                        "camel.component.imgeo.creditBudget",
                        "camel.component.imgeo.modelValidation",
                        "camel.component.imgeo.maxCount",
                        "camel.component.imgeo.proxy",
                        "camel.component.imgeo.connectTimeout",
                        "camel.component.imgeo.creditBudgetWindow",
                        "config.providers",
                        "config.providers.p.class",
                        "imgeo.kafka.config.providers",
                        "imgeo.kafka.security.protocol",
                        "imgeo.kafka.sasl.mechanism",
                        "imgeo.kafka.sasl.jaas.config",
                        "imgeo.kafka.ssl.truststore.type",
                        "imgeo.kafka.ssl.truststore.certificates",
                        "imgeo.kafka.ssl.keystore.key",
                        "imgeo.kafka.sasl.oauthbearer.token.endpoint.url",
                        "consumer.override.group.protocol"),
                suffix.map(end -> "imgeo." + end),
                suffix.map(end -> "imgeo.kafka." + end),
                suffix.map(end -> "camel.component.imgeo." + end),
                Arbitraries.strings().ofMaxLength(20));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.of(
                        "",
                        " ",
                        "-1",
                        "0",
                        "99999999999999999999",
                        "1e9",
                        "true",
                        "all",
                        "field:",
                        "field:prompt",
                        "16:9",
                        "img2img",
                        "google/imagen-4",
                        "imagen",
                        "http://",
                        "https://[",
                        "http://localhost:99999",
                        "java.lang.String",
                        "java.lang.",
                        "(a",
                        ",",
                        "a,b",
                        "host:1",
                        "$",
                        "\0",
                        "host:99999999999",
                        "p",
                        "org.apache.kafka.common.config.provider.FileConfigProvider",
                        "${p:" + SECRETS + ":secret}",
                        "#class:java.lang.System#setProperty('" + PROPERTY + "','taken')",
                        "{{env:PATH}}",
                        "1h",
                        "SASL_SSL",
                        "PLAIN",
                        "PEM",
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\";"),
                Arbitraries.strings().ascii().ofMaxLength(8).map(around -> around + Submitted.KEY + around),
                Arbitraries.just(Submitted.KEY));
        return Arbitraries.maps(names, values.injectNull(0.05)).ofMaxSize(25);
    }
}
