package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ModelCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of options, row for row: what is given, the option that has the blame, and the words that matter. */
class SinkValidationTest {
    private final List<String> asked = new ArrayList<>();
    private final SinkValidation validation = new SinkValidation(variable -> null, given -> {
        asked.add(String.valueOf(given.text("imgeo.base.url")));
        return ModelCatalog.bundled();
    });

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            imgeo.api.key = sk-live-of-somebody-else  | imgeo.api.key | an imgeo key reads imgeo_sk_
            imgeo.api.key =                           | imgeo.api.key | set it, or IMGEO_API_KEY in the environment
            imgeo.base.url = http://example.com       | imgeo.base.url | use https, or camel.component.imgeo.allowPlainHttp=true
            imgeo.base.url = ftp://example.com        | imgeo.base.url | not an absolute http or https URL; give one such as
            imgeo.base.url = https://me:pw@imgeo.club | imgeo.base.url | takes no user name
            imgeo.request.timeout.ms = 999            | imgeo.request.timeout.ms | at least 1000
            imgeo.request.timeout.ms = soon           | imgeo.request.timeout.ms | Not a number
            imgeo.max.in.flight = 0                   | imgeo.max.in.flight | at least 1
            imgeo.max.in.flight = 10001               | imgeo.max.in.flight | no more than 10000
            imgeo.max.retries = -1                    | imgeo.max.retries | at least 0

            imgeo.model = google/imagen4              | imgeo.model | did you mean google/imagen-4
            imgeo.model = google/imagen4              | imgeo.model | set camel.component.imgeo.modelValidation=lenient
            imgeo.model = imagen-4 | imgeo.model      | did you mean google/imagen-4
            imgeo.aspect.ratio = 1024x576             | imgeo.aspect.ratio | is not a ratio such as 16:9; one of 1:1
            imgeo.aspect.ratio = 7:1                  | imgeo.aspect.ratio | is not one of 1:1, 2:3
            imgeo.model = google/imagen-4; imgeo.aspect.ratio = 7:1 | imgeo.aspect.ratio | google/imagen-4 does not take 7:1; it takes
            imgeo.count = 0                           | imgeo.count | at least 1
            imgeo.count = two                         | imgeo.count | Not a number
            imgeo.count = 5                           | imgeo.count | more than camel.component.imgeo.maxCount=4; ask for fewer, or raise
            imgeo.count = 3; camel.component.imgeo.max-count = 2 | imgeo.count | more than camel.component.imgeo.maxCount=2
            imgeo.mode = img3img                      | imgeo.mode | is not one of text2img, img2img
            imgeo.image = https://example.com/fox.png | imgeo.image | set mode to img2img
            imgeo.mode = img2img; imgeo.image = file:///etc/passwd | imgeo.image | is not an absolute http or https URL
            imgeo.mode = img2img; imgeo.image = http://127.0.0.1/x | imgeo.image | does not lead to a public host
            imgeo.model = google/imagen-4; imgeo.mode = img2img | imgeo.mode | google/imagen-4 does not take img2img; it takes
            imgeo.model = google/imagen-4; imgeo.mode = img2img | imgeo.mode | set camel.component.imgeo.modelValidation=off
            imgeo.model = black-forest-labs/flux-schnell; imgeo.negative.prompt = hounds | imgeo.negative.prompt | does not take one; leave it out

            imgeo.field.model = prompt                | imgeo.field.model | that of imgeo.field.prompt too; name another
            imgeo.unknown.fields = drop               | imgeo.unknown.fields | is not one of report, ignore
            imgeo.null.values = drop                  | imgeo.null.values | is not one of skip, report, fail

            imgeo.result.topic =                      | imgeo.result.topic | Missing required
            imgeo.result.topic = my images            | imgeo.result.topic | is no name of a topic; give at most 249 letters
            imgeo.result.topic = prompts              | imgeo.result.topic | is one that the connector reads; name another
            topics = a, images                        | imgeo.result.topic | is one that the connector reads; name another
            topics = ; topics.regex = im.*            | imgeo.result.topic | is one that the connector reads; name another
            topics = ; topics.regex = im.*            | imgeo.journal.topic | is one that the connector reads; name another
            topics = ; topics.regex = .*a.*a.*a.*a.*a.*a.*a.*a.*a.*a.*b; imgeo.result.topic = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac | topics.regex | steps are needed to compare it with a topic's name; use fewer repetitions
            topics = ; topics.regex = ^im[a-z]+\\.?\\w$ | imgeo.result.topic | is one that the connector reads; name another
            imgeo.error.topic = ..                    | imgeo.error.topic | is no name of a topic
            imgeo.error.topic = images                | imgeo.error.topic | is that of imgeo.result.topic too; name another
            imgeo.error.topic = prompts               | imgeo.error.topic | is one that the connector reads
            imgeo.journal.topic = images              | imgeo.journal.topic | is that of imgeo.result.topic too
            imgeo.journal.topic = a/b                 | imgeo.journal.topic | is no name of a topic
            name = the foxes                          | imgeo.journal.topic | the connector's name gives no name for a topic; name one
            errors.deadletterqueue.topic.name = images; errors.tolerance = all | errors.deadletterqueue.topic.name | is that of imgeo.result.topic too
            errors.deadletterqueue.topic.name = dead  | errors.deadletterqueue.topic.name | unless errors.tolerance is all; set that, or use imgeo.error.topic
            errors.deadletterqueue.topic.name = dead; errors.tolerance = none | errors.deadletterqueue.topic.name | unless errors.tolerance is all
            imgeo.result.converter = com.example.None | imgeo.result.converter | com.example.None could not be found
            imgeo.result.converter = java.lang.String | imgeo.result.converter | is no Converter with a constructor that takes nothing
            imgeo.result.key.converter = org.apache.kafka.connect.storage.Converter | imgeo.result.key.converter | is no Converter

            imgeo.charge.key = offset                 | imgeo.charge.key | give record, key, or field:NAME
            imgeo.charge.key = field:                 | imgeo.charge.key | give record, key, or field:NAME
            imgeo.charge.key = field:prompt           | imgeo.charge.key | holds a prompt, and the journal must not
            imgeo.charge.key = field:text; imgeo.field.prompt = text | imgeo.charge.key | name a field that tells requests apart
            imgeo.charge.key = field:negative_prompt  | imgeo.charge.key | holds a prompt
            imgeo.in.doubt.policy = shrug             | imgeo.in.doubt.policy | is not one of quarantine, stop, retry
            imgeo.journal.retention.ms = -1           | imgeo.journal.retention.ms | at least 0
            imgeo.journal.retention.ms = 300000       | imgeo.journal.retention.ms | is not longer than imgeo.request.timeout.ms=300000

            imgeo.kafka.bootstrap.servers =           | imgeo.kafka.bootstrap.servers | Missing required
            imgeo.kafka.bootstrap.servers = localhost | imgeo.kafka.bootstrap.servers | give host:port
            imgeo.kafka.transactional.id = mine       | imgeo.kafka.transactional.id | one for each partition
            imgeo.kafka.acks = 1                      | imgeo.kafka.acks | anything but all could pay twice or lose
            imgeo.kafka.enable.idempotence = false    | imgeo.kafka.enable.idempotence | anything but true
            imgeo.kafka.isolation.level = read_uncommitted | imgeo.kafka.isolation.level | anything but read_committed
            imgeo.kafka.enable.auto.commit = true     | imgeo.kafka.enable.auto.commit | anything but false
            imgeo.kafka.group.id = mine               | imgeo.kafka.group.id | set consumer.override.group.id
            imgeo.kafka.value.serializer = a.B        | imgeo.kafka.value.serializer | set imgeo.result.converter
            imgeo.kafka.key.deserializer = a.B        | imgeo.kafka.key.deserializer | leave it out
            imgeo.kafka.lingerms = 5                  | imgeo.kafka.lingerms | or set linger.ms
imgeo.kafka.made.up = x                   | imgeo.kafka.made.up | no option of a Kafka client that the sink knows; leave it out
            imgeo.kafka.check.crcs = false            | imgeo.kafka.check.crcs | anything but true
            imgeo.kafka.sasl.mechanism = AWS_MSK_IAM  | imgeo.kafka.sasl.mechanism | Amazon MSK takes SCRAM-SHA-512, too
            imgeo.kafka.sasl.client.callback.handler.class = software.amazon.msk.auth.iam.IAMClientCallbackHandler | imgeo.kafka.sasl.client.callback.handler.class | set imgeo.kafka.sasl.mechanism to one of OAUTHBEARER, PLAIN, SCRAM-SHA-256, SCRAM-SHA-512
            imgeo.kafka.sasl.kerberos.service.name = kafka | imgeo.kafka.sasl.kerberos.service.name | set imgeo.kafka.sasl.mechanism to one of OAUTHBEARER, PLAIN, SCRAM-SHA-256, SCRAM-SHA-512
            imgeo.kafka.sasl.oauthbearer.assertion.file = /x | imgeo.kafka.sasl.oauthbearer.assertion.file | give clientId and clientSecret in imgeo.kafka.sasl.jaas.config
            imgeo.kafka.bootstrap.controllers = a:1   | imgeo.kafka.bootstrap.controllers | set imgeo.kafka.bootstrap.servers
            imgeo.kafka.security.protocol = TLS       | imgeo.kafka.security.protocol | give one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL
            imgeo.kafka.security.protocol = sasl_ssl  | imgeo.kafka.sasl.jaas.config | the worker's own login is not for a connector
            imgeo.kafka.sasl.mechanism = GSSAPI       | imgeo.kafka.sasl.mechanism | Kerberos uses files and tickets of the worker; give one of OAUTHBEARER, PLAIN, SCRAM-SHA-256, SCRAM-SHA-512
            imgeo.kafka.sasl.mechanism = PLAIN; imgeo.kafka.sasl.jaas.config = hunter2 | imgeo.kafka.sasl.jaas.config | cannot be read; give org.apache.kafka.common.security.plain.PlainLoginModule required password="…" username="…"
            imgeo.kafka.ssl.truststore.location = /a.jks | imgeo.kafka.ssl.truststore.location | put the PEM text into imgeo.kafka.ssl.truststore.certificates and set imgeo.kafka.ssl.truststore.type=PEM
            imgeo.kafka.ssl.keystore.location = /a.jks | imgeo.kafka.ssl.keystore.location | put the PEM text into imgeo.kafka.ssl.keystore.certificate.chain
            imgeo.kafka.ssl.truststore.certificates = /ca.pem | imgeo.kafka.ssl.truststore.certificates | this is not PEM text
            imgeo.kafka.ssl.keystore.key = /key.pem   | imgeo.kafka.ssl.keystore.key | never a path
            consumer.override.group.protocol = share  | consumer.override.group.protocol | only classic or consumer is allowed
            consumer.override.enable.auto.commit = true | consumer.override.enable.auto.commit | only false is allowed
            producer.override.acks = 0                | producer.override.acks | only all or -1 is allowed
            imgeo.kafka.config.providers = a          | imgeo.kafka.config.providers | define them in the worker's own properties

            imgeo.ssl.truststore.certificates = /ca.pem | imgeo.ssl.truststore.certificates | never a path
            imgeo.ssl.keystore.key = x                | imgeo.ssl.keystore.certificate.chain | is missing; set it together with imgeo.ssl.keystore.key

            imgeo.shutdown.timeout.ms = -1            | imgeo.shutdown.timeout.ms | at least 0
            imgeo.modle = google/imagen-4             | imgeo.modle | did you mean imgeo.mode or imgeo.model
            imgeo.task.id = 1                         | imgeo.task.id | there is no such option
            camel.component.imgeo.creditChek = live   | camel.component.imgeo.creditChek | did you mean creditCheck
            camel.component.imgeo.turbo = true        | camel.component.imgeo.turbo | known are allowPlainHttp
            camel.component.imgeo.creditCheck = maybe | camel.component.imgeo.creditCheck | not one of off, cached, live
            camel.component.imgeo.allowPlainHttp = si | camel.component.imgeo.allowPlainHttp | not one of true, false
            camel.component.imgeo.maxCount = many     | camel.component.imgeo.maxCount | not a whole number
            camel.component.imgeo.connectTimeout = soon | camel.component.imgeo.connectTimeout | give one such as 10s
            camel.component.imgeo.creditBudgetWindow = 1ms | camel.component.imgeo.creditBudgetWindow | give one such as 1h or 1d, or none
            camel.component.imgeo.proxy = nowhere     | camel.component.imgeo.proxy | not of the form host:port
            camel.component.imgeo.downloadDirectory = /x | camel.component.imgeo.downloadDirectory | the sink passes no such option on
            camel.component.imgeo.creditBudgetPer = header:customer | camel.component.imgeo.creditBudgetPer | the sink passes no such option on
            camel.component.imgeo.creditBudget = 50   | camel.component.imgeo.creditBudget | set tasks.max=1
            """)
    void namesTheOptionAndTheRemedy(String changes, String option, String words) {
        Config told = validation.of(changed(changes));

        assertThat(Submitted.value(told, option).errorMessages())
                .anySatisfy(message -> assertThat(message).contains(option).contains(words));
        assertThat(Submitted.objections(told).toString()).doesNotContain("pw@", Submitted.KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apiKey              | imgeo.api.key
            api-key             | imgeo.api.key
            baseUrl             | imgeo.base.url
            requestTimeout      | imgeo.request.timeout.ms
            maxInFlight         | imgeo.max.in.flight
            maxRetries          | imgeo.max.retries
            journal             | imgeo.journal.topic
            journalRetention    | imgeo.journal.retention.ms
            chargeKey           | imgeo.charge.key
            chargeKeyFromHeader | imgeo.charge.key
            inDoubtPolicy       | imgeo.in.doubt.policy
            sslContextParameters | imgeo.ssl.truststore.certificates
            use-global-ssl-context-parameters | imgeo.ssl.truststore.certificates
            """)
    void sendsWhoSetsAnOptionOfItsOwnInCamelToIt(String camels, String ours) {
        Config told = validation.of(Submitted.with("camel.component.imgeo." + camels, "1"));

        assertThat(Submitted.objections(told))
                .singleElement()
                .asString()
                .startsWith("camel.component.imgeo." + camels)
                .endsWith("set " + ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imgeo.model = google/imagen-4; imgeo.aspect.ratio = 16:9; imgeo.count = 2",
                "imgeo.mode = img2img",
                "imgeo.base.url = http://localhost:8080/",
                "imgeo.base.url = http://imgeo.internal; camel.component.imgeo.allowPlainHttp = true",
                "imgeo.count = 8; camel.component.imgeo.maxCount = 8",
                "imgeo.model = imgeo/next; camel.component.imgeo.modelValidation = lenient",
                "imgeo.model = imgeo/next; camel.component.imgeo.model-validation = OFF",
                "imgeo.charge.key = key",
                "imgeo.charge.key = field:id",
                "imgeo.charge.key = field:prompt; imgeo.field.prompt = text",
                "imgeo.journal.retention.ms = 0",
                "imgeo.error.topic = trouble",
                "imgeo.error.topic = ; imgeo.model = ",
                "errors.deadletterqueue.topic.name = dead; errors.tolerance = all",
                "topics = ; topics.regex = prompts-.*",
                "topics = ; topics.regex = (",
                "imgeo.kafka.acks = -1; imgeo.kafka.enable.idempotence = TRUE; imgeo.kafka.linger.ms = 5",
                "imgeo.kafka.client.id = me; imgeo.kafka.session.timeout.ms = 45000; imgeo.kafka.heartbeat.interval.ms = 3000; imgeo.kafka.auto.offset.reset = latest",
                "consumer.override.group.protocol = CONSUMER; consumer.override.enable.auto.commit = false; producer.override.acks = all",
                "imgeo.result.converter.schemas.enable = true",
                "imgeo.result.key.converter = org.apache.kafka.connect.storage.StringConverter",
                "camel.component.imgeo.creditBudget = 50; tasks.max = 1",
                "camel.component.imgeo.credit-check = live; camel.component.imgeo.connectTimeout = 5s"
            })
    void hasNothingAgainstWhatIsGood(String changes) {
        assertThat(Submitted.objections(validation.of(changed(changes)))).isEmpty();
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        Config told = validation.of(Submitted.with(
                "imgeo.model", "google/imagen-4",
                "imgeo.aspect.ratio", "7:1",
                "imgeo.mode", "img2img",
                "imgeo.result.topic", "prompts",
                "imgeo.charge.key", "prompt",
                "imgeo.kafka.acks", "0"));

        assertThat(told.configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(value -> value.name())
                .containsExactlyInAnyOrder(
                        "imgeo.aspect.ratio",
                        "imgeo.mode",
                        "imgeo.result.topic",
                        "imgeo.charge.key",
                        "imgeo.kafka.acks");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            imgeo.model = google/imagen-4                           |
            imgeo.base.url = https://www.imgeo.club/                |
            imgeo.base.url = HTTP://LocalHost:8080/gateway/         |
            imgeo.base.url = http://localhost:8080                  | is required, because imgeo.base.url is http://localhost:8080
            imgeo.base.url = http://localhost:8080/gateway2         | have that variable set on all workers
            imgeo.base.url = https://example.com                    | IMGEO_API_KEY is used only with https://www.imgeo.club and
            imgeo.base.url = http://example.com; camel.component.imgeo.allowPlainHttp = true | is required, because imgeo.base.url is http://example.com
            camel.component.imgeo.proxy = localhost:3128            | is required together with camel.component.imgeo.proxy
            camel.component.imgeo.pro-xy = localhost:3128           | is required together with camel.component.imgeo.pro-xy
            imgeo.ssl.truststore.certificates = x                   | is required together with imgeo.ssl.truststore.certificates
            camel.component.imgeo.proxy = localhost:3128            | leave these out and have the worker's operator set them
            """)
    void takesTheKeyOfTheWorkersEnvironmentOnlyToWhereItsOperatorSays(String changes, @Nullable String words) {
        Map<String, String> environment =
                Map.of("IMGEO_API_KEY", Submitted.KEY, "IMGEO_BASE_URL", "http://localhost:8080/gateway");
        SinkValidation there = new SinkValidation(environment::get, given -> ModelCatalog.bundled());
        Map<String, String> options = changed(changes);
        options.remove("imgeo.api.key");

        List<String> objections =
                Submitted.value(there.of(options), "imgeo.api.key").errorMessages();

        if (words == null) {
            assertThat(objections).isEmpty();
        } else {
            assertThat(objections)
                    .singleElement()
                    .asString()
                    .startsWith("imgeo.api.key: is ")
                    .contains(words);
        }
        options.put("imgeo.api.key", Submitted.KEY); // as a config provider of the worker brings it
        assertThat(Submitted.value(there.of(options), "imgeo.api.key").errorMessages())
                .hasSize(words == null ? 0 : 1);
        options.put("imgeo.api.key", "imgeo_sk_of_the_author");
        assertThat(Submitted.value(there.of(options), "imgeo.api.key").errorMessages())
                .isEmpty();
    }

    @Test
    void namesTheVariableOfTheWorkersEnvironmentThatHoldsNoAddress() {
        SinkValidation there =
                new SinkValidation(Map.of("IMGEO_BASE_URL", "localhost:8080")::get, given -> ModelCatalog.bundled());

        assertThat(Submitted.objections(there.of(Submitted.with())))
                .singleElement()
                .asString()
                .startsWith("imgeo.base.url: IMGEO_BASE_URL in the environment: not an absolute http or https URL");
    }

    @Test
    void asksTheServerOnlyWhereWhatIsKnownHereObjects() {
        var unused = validation.of(Submitted.with("imgeo.model", "google/imagen-4"));
        assertThat(asked).isEmpty();

        unused = validation.of(Submitted.with("imgeo.model", "imgeo/next", "imgeo.base.url", "https://example.com"));
        assertThat(asked).containsExactly("https://example.com");
    }

    @Test
    void takesABlankForNothing() {
        Config told = validation.of(Submitted.with(
                "imgeo.base.url", "", "imgeo.model", " ", "imgeo.api.key", "", "imgeo.result.topic", " "));

        assertThat(Submitted.objections(told)).hasSize(2).anySatisfy(message -> assertThat(message)
                .contains("imgeo.result.topic"));
        assertThat(Submitted.value(told, "imgeo.api.key").errorMessages()).isNotEmpty();
    }

    @Test
    void hidesAKeyThatWasPastedElsewhere() {
        Config told = validation.of(Submitted.with(
                "imgeo.count", Submitted.KEY, "imgeo.charge.key", Submitted.KEY, "imgeo.kafka.imgeo_sk_9", "x"));

        assertThat(Submitted.objections(told)).hasSize(3);
        assertThat(Submitted.objections(told).toString()).contains("[redacted]").doesNotContain(Submitted.KEY);
        assertThat(told.configValues().stream().map(value -> String.valueOf(value.value())))
                .contains("images")
                .noneMatch(value -> value.contains(Submitted.KEY));
    }

    @Test
    void saysNothingElseWhereTheWorkersKeyIsInAnOption() {
        SinkValidation there = new SinkValidation(Map.of("IMGEO_API_KEY", Submitted.KEY)::get, given -> {
            throw new AssertionError("the server was asked");
        });

        Config told = there.of(Submitted.with(
                "imgeo.api.key", null, "imgeo.kafka.client.rack", Submitted.KEY, "imgeo.model", "imgeo/next"));

        assertThat(Submitted.objections(told))
                .containsExactly(
                        "imgeo.kafka.client.rack: contains the worker's own key, IMGEO_API_KEY; remove it. To pay"
                                + " with that key, leave imgeo.api.key out");
    }

    private static Map<String, String> changed(String changes) {
        List<String> namesAndValues = new ArrayList<>();
        for (String change : changes.split(";")) {
            String[] parts = change.split("=", 2);
            namesAndValues.add(parts[0].strip());
            namesAndValues.add(parts[1].strip());
        }
        Map<String, String> options = Submitted.with(namesAndValues.toArray(new String[0]));
        options.values().removeIf(String::isEmpty);
        return options;
    }
}
