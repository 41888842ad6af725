package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.UnusableAnswerException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.MockConnectMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.ToleranceType;
import org.apache.kafka.connect.runtime.errors.WorkerErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.junit.jupiter.api.Test;

class ReportWriterTest {
    private static final URI SAVED = URI.create("https://img.example.org/1.png");
    private static final Report LOST = new Report(
            "the reply was lost [credits UNKNOWN]",
            CreditOutcome.UNKNOWN,
            new BigDecimal("8.50"),
            0,
            "prompts/3/1207@1767225600000",
            List.of());
    private static final Report UNUSABLE = new Report(
            "unusable answer, füchse [credits CHARGED, HTTP 200]",
            CreditOutcome.CHARGED,
            new BigDecimal("8"),
            200,
            "prompts/3/=7",
            List.of(SAVED, SAVED));

    private final ReportWriter writer = new ReportWriter();

    @Test
    void tellsWhatAnExceptionTells() {
        BigDecimal price = BigDecimal.TEN;

        assertThat(Report.of(InvalidRequestException.before(List.of("prompt: is missing")), "k", price))
                .isEqualTo(new Report(
                        "invalid request: prompt: is missing [credits NOT_CHARGED]",
                        CreditOutcome.NOT_CHARGED,
                        BigDecimal.ZERO,
                        0,
                        "k",
                        List.of()));
        assertThat(Report.of(
                        new CompletionException(UnusableAnswerException.recorded("cut", List.of(SAVED))), "k", price))
                .isEqualTo(new Report("cut [credits CHARGED]", CreditOutcome.CHARGED, price, 0, "k", List.of(SAVED)));
        assertThat(Report.of(InDoubtException.of("k", "lost"), null, null))
                .extracting(Report::creditOutcome, Report::credits, Report::chargeKey)
                .containsExactly(CreditOutcome.UNKNOWN, null, null);
    }

    @Test
    void doesNotRepeatWhatOthersExceptionsSay() {
        Report report = Report.of(new IllegalStateException("Bearer img_secret"), "k", BigDecimal.TEN);

        assertThat(report.reason()).isEqualTo("an unexpected java.lang.IllegalStateException; see the worker's log");
        assertThat(report.creditOutcome()).isEqualTo(CreditOutcome.UNKNOWN);
        assertThat(report.credits()).isEqualTo(BigDecimal.TEN);
    }

    @Test
    void cutsAReasonThatNoHeaderShouldHold() {
        Report report = Report.of(InvalidRequestException.before(List.of("x".repeat(1_000_000))), null, null);

        assertThat(report.reason()).hasSize(4_097).endsWith("…");
    }

    @Test
    void marksADeadLetterWithWhatIsKnownAndWhereItWas() {
        SinkRecord record = Records.transformed(Records.record("k", "a fox"));
        record.headers()
                .addString("trace", "4bf92f")
                .addString("imgeo.reason", "older")
                .addInt("imgeo.status", 500);

        SinkRecord dead = writer.forDeadLetters(record, LOST);

        assertThat(dead).isExactlyInstanceOf(SinkRecord.class);
        assertThat(Place.of(dead)).isEqualTo(Records.PLACE);
        assertThat(dead.topic()).isEqualTo("prompts");
        assertThat(dead.key()).isEqualTo("k");
        assertThat(dead.value()).isEqualTo("a fox");
        assertThat(dead.headers())
                .extracting(header -> header.key() + "=" + header.value())
                .containsExactly(
                        "trace=4bf92f",
                        "imgeo.reason=the reply was lost [credits UNKNOWN]",
                        "imgeo.credit.outcome=UNKNOWN",
                        "imgeo.credits=8.50",
                        "imgeo.charge.key=prompts/3/1207@1767225600000");
        assertThat(record.headers()).as("those of the record itself").hasSize(3);
    }

    /** What the worker's own reporter makes of it, which sends a record that the worker made without our headers. */
    @Test
    void getsItsHeadersThroughTheReporterOfTheWorker() {
        ConsumerRecord<byte[], byte[]> raw = new ConsumerRecord<>("prompts", 3, 1207, new byte[0], new byte[0]);
        SinkRecord record = new InternalSinkRecord(
                new ProcessingContext<>(raw), new SinkRecord("prompts", 3, null, "k", null, "a fox", 1207));
        List<ConsumerRecord<byte[], byte[]>> sent = new ArrayList<>();
        try (RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> operator = tolerant()) {
            operator.reporters(List.of(context -> {
                sent.add(context.original());
                return CompletableFuture.completedFuture(null);
            }));
            WorkerErrantRecordReporter reporter = new WorkerErrantRecordReporter(
                    operator, new StringConverter(), new StringConverter(), new SimpleHeaderConverter());

            Future<Void> plain = reporter.report(record, new ConnectException("lost"));
            Future<Void> marked = reporter.report(writer.forDeadLetters(record, UNUSABLE), new ConnectException("x"));

            assertThat(plain).isDone();
            assertThat(marked).isDone();
        }
        assertThat(sent.get(0)).isSameAs(raw);
        ConsumerRecord<byte[], byte[]> dead = sent.get(1);
        assertThat(dead.topic()).isEqualTo("prompts");
        assertThat(dead.partition()).isEqualTo(3);
        assertThat(dead.offset()).isEqualTo(1207);
        assertThat(dead.timestamp()).as("none came").isEqualTo(-1);
        assertThat(dead.timestampType()).isEqualTo(TimestampType.NO_TIMESTAMP_TYPE);
        assertThat(new String(dead.value(), StandardCharsets.UTF_8)).isEqualTo("a fox");
        assertThat(texts(dead.headers()))
                .containsExactly(
                        entry("imgeo.reason", "unusable answer, füchse [credits CHARGED, HTTP 200]"),
                        entry("imgeo.credit.outcome", "CHARGED"),
                        entry("imgeo.credits", "8"),
                        entry("imgeo.status", "200"),
                        entry("imgeo.charge.key", "prompts/3/=7"),
                        entry("imgeo.images", SAVED + " " + SAVED));
    }

    @Test
    void writesTheRecordAsItIsToAnErrorTopicAndSaysWhereItCameFrom() {
        SinkRecord record = Records.transformed(Records.record("k".getBytes(StandardCharsets.UTF_8), "a fox"));
        record.headers()
                .addString("trace", "4bf92f")
                .addString("imgeo.offset", "older")
                .addString("imgeo.images", "x");

        ProducerRecord<byte[], byte[]> written = writer.forErrorTopic("prompts.errors", record, record, LOST);

        assertThat(written.topic()).isEqualTo("prompts.errors");
        assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo("k");
        assertThat(new String(written.value(), StandardCharsets.UTF_8)).isEqualTo("a fox");
        assertThat(texts(written.headers()))
                .containsExactly(
                        entry("trace", "4bf92f"),
                        entry("imgeo.reason", "the reply was lost [credits UNKNOWN]"),
                        entry("imgeo.credit.outcome", "UNKNOWN"),
                        entry("imgeo.credits", "8.50"),
                        entry("imgeo.charge.key", "prompts/3/1207@1767225600000"),
                        entry("imgeo.topic", "prompts"),
                        entry("imgeo.partition", "3"),
                        entry("imgeo.offset", "1207"),
                        entry("imgeo.timestamp", "1767225600000"));
    }

    @Test
    void writesObjectsAsJsonAndNamesWhatItCannotWrite() {
        SinkRecord record = Records.record(7L, Map.of("prompt", "a fox"));

        assertThat(writer.forErrorTopic("errors", record, record, LOST)).satisfies(written -> {
            assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo("7");
            assertThat(new String(written.value(), StandardCharsets.UTF_8)).isEqualTo("{\"prompt\":\"a fox\"}");
        });
        SinkRecord unknown = Records.record(null, new Object());

        assertThatThrownBy(() -> writer.forErrorTopic("errors", unknown, unknown, LOST))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith(
                        "a java.lang.Object cannot be written as JSON for topic errors; set key.converter");
    }

    private static RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> tolerant() {
        ErrorHandlingMetrics metrics =
                new ErrorHandlingMetrics(new ConnectorTaskId("imgeo", 0), new MockConnectMetrics());
        return new RetryWithToleranceOperator<>(0, 0, ToleranceType.ALL, Time.SYSTEM, metrics);
    }

    private static Map<String, String> texts(Iterable<Header> headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : headers) {
            assertThat(texts).as("once each").doesNotContainKey(header.key());
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
