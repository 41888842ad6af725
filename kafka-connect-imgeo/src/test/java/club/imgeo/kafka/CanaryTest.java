package club.imgeo.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that pays, in all that a worker says, shows and keeps. */
class CanaryTest {
    private static final String[] FAILURES = {
        "400", "422", "500 html", "503", "charge then reset", "garbage", "too large", "201"
    };

    @Test
    void isNowhereWhereAConfigProviderBringsIt(@TempDir Path directory) throws Exception {
        Path secrets = directory.resolve("imgeo.properties");
        try (Pipeline pipeline = new Pipeline();
                Eavesdropper eavesdropper = Eavesdropper.on(pipeline.key.substring(12))) {
            Files.writeString(secrets, "key=" + pipeline.key);
            pipeline.with("imgeo.api.key", "${secrets:" + secrets + ":key}").start();
            pipeline.produce("a fox");
            pipeline.produce(Stream.of(FAILURES)
                    .map(failure -> "a hare sandbox: " + failure)
                    .toArray(String[]::new));
            pipeline.results(1);
            pipeline.reports(FAILURES.length);
            List<String> beans = beans();
            pipeline.produce("a mole sandbox: 401");
            String failure = pipeline.failure();

            List<String> shown = Stream.of("", "/config", "/status", "/tasks", "/tasks/0/status", "/offsets")
                    .map(path -> rest(pipeline, path))
                    .toList();
            List<String> kept = topics(pipeline);

            assertThat(eavesdropper.lines()).isGreaterThan(1_000);
            assertThat(eavesdropper.heard()).isEmpty();
            assertThat(beans).anyMatch(bean -> bean.contains("imgeo")).noneMatch(bean -> shows(bean, pipeline));
            assertThat(failure).contains("imgeo.api.key").doesNotContain(pipeline.key);
            assertThat(shown).anyMatch(text -> text.contains("${secrets:")).noneMatch(text -> shows(text, pipeline));
            assertThat(kept).anyMatch(record -> record.startsWith(pipeline.errors + " "));
            assertThat(kept).anyMatch(record -> record.contains("requestHash"));
            assertThat(kept).noneMatch(record -> shows(record, pipeline));
        }
    }

    @Test
    void isInNoHeaderOfADeadLetter() {
        try (Pipeline pipeline = ReportsTest.withDeadLetters(new Pipeline()).start()) {
            pipeline.produce("a hare sandbox: charge then reset", "a hare sandbox: 422", "a hare sandbox: garbage");
            pipeline.awaitCommitted(0, 3);

            List<ConsumerRecord<byte[], byte[]>> letters = ReadCommitted.all(ReportsTest.deadLetters(pipeline));

            assertThat(letters).hasSize(3).extracting(CanaryTest::text).allSatisfy(letter -> {
                assertThat(letter).contains("__connect.errors.exception.stacktrace", "imgeo.credit.outcome");
                assertThat(shows(letter, pipeline)).isFalse();
            });
        }
    }

    /** As the guide warns. */
    @Test
    void isShownByConnectWhereItWasSubmittedAsItIs() {
        try (Pipeline pipeline = new Pipeline().start()) {
            pipeline.awaitRunning();

            assertThat(rest(pipeline, "/config")).contains(pipeline.key);
            assertThat(rest(pipeline, "/status")).doesNotContain(pipeline.key);
        }
    }

    private static boolean shows(String text, Pipeline pipeline) {
        return text.contains(pipeline.key.substring(12));
    }

    private static String rest(Pipeline pipeline, String path) {
        String url = pipeline.connect().endpointForResource("connectors/" + pipeline.name + path);
        try (InputStream answer = URI.create(url).toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each record there is, Connect's own topics included, with its key and its headers. */
    private static List<String> topics(Pipeline pipeline) {
        ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
        return Pipeline.answer(pipeline.admin().listTopics(all).names()).stream()
                .filter(topic ->
                        topic.startsWith(pipeline.name) || topic.startsWith("connect-") || topic.contains("imgeo"))
                .flatMap(topic -> ReadCommitted.all(topic).stream())
                .map(CanaryTest::text)
                .toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder headers = new StringBuilder();
        record.headers().forEach(header -> headers.append(header.key())
                .append('=')
                .append(header.value() == null ? "" : new String(header.value(), UTF_8))
                .append(' '));
        return record.topic() + " " + ReadCommitted.key(record) + " " + ReadCommitted.value(record) + " " + headers;
    }

    private static List<String> beans() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        return server.queryNames(null, null).stream()
                .map(name -> text(server, name))
                .toList();
    }

    private static String text(MBeanServer server, ObjectName name) {
        try {
            String[] attributes = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                    .filter(MBeanAttributeInfo::isReadable)
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            return name + " " + server.getAttributes(name, attributes);
        } catch (JMException e) {
            return name + " is gone";
        }
    }
}
