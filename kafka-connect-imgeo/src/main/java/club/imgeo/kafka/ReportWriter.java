package club.imgeo.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes what was reported of a record into its headers. */
final class ReportWriter {
    private static final long NO_TIMESTAMP = -1;

    private final PlainBytes plain = new PlainBytes();
    private final HeaderBytes bytes = new HeaderBytes();

    /**
     * For Connect's own dead letters. It is a record of a new kind, since of one that the worker made its reporter sends
     * the original bytes, and no header that was added since. What transformations did to key and value stays done. What is
     * beyond the limits of a record is left out, and headers say where to find it.
     */
    static SinkRecord forDeadLetters(SinkRecord record, Report report) {
        SinkRecord reported = RecordLimits.reportable(record);
        Headers headers = reported.headers().duplicate();
        Report.HEADERS.forEach(headers::remove);
        Map<String, String> about = RecordLimits.allow(record) ? report.headers() : report.headers(Place.of(record));
        about.forEach((name, text) -> headers.add(name, text, Schema.STRING_SCHEMA));
        Long timestamp = record.timestamp(); // which the worker's reporter takes for granted
        return new SinkRecord(
                record.originalTopic(),
                record.originalKafkaPartition(),
                reported.keySchema(),
                reported.key(),
                reported.valueSchema(),
                reported.value(),
                record.originalKafkaOffset(),
                timestamp == null ? NO_TIMESTAMP : timestamp,
                timestamp == null ? TimestampType.NO_TIMESTAMP_TYPE : record.timestampType(),
                headers);
    }

    /**
     * For an error topic of ours: key and value as they are, or else as JSON, and where they came from. What is beyond the
     * limits of a record is left out.
     */
    ProducerRecord<byte[], byte[]> forErrorTopic(String topic, SinkRecord record, Report report) {
        SinkRecord reported = RecordLimits.reportable(record);
        List<Header> headers = bytes.of(topic, reported.headers());
        report.headers(Place.of(record))
                .forEach((name, text) -> headers.add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8))));
        return new ProducerRecord<>(
                topic,
                null,
                plain.of(topic, reported.keySchema(), reported.key()),
                plain.of(topic, reported.valueSchema(), reported.value()),
                headers);
    }
}
