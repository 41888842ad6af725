package club.imgeo.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.jspecify.annotations.Nullable;

/** Writes what was reported of a record into its headers. */
final class ReportWriter {
    private static final long NO_TIMESTAMP = -1;
    /** Bytes of the record in a dead letter, half of what a topic takes by default: headers of Connect come in addition. */
    private static final int MAX_DEAD_LETTER = 512 * 1024;

    private final PlainBytes plain = new PlainBytes();
    private final HeaderBytes bytes = new HeaderBytes();
    private final JsonConverter largest = new JsonConverter();

    ReportWriter() {
        largest.configure(Map.of(
                ConverterConfig.TYPE_CONFIG,
                ConverterType.VALUE.getName(),
                JsonConverterConfig.SCHEMAS_ENABLE_CONFIG,
                "true"));
    }

    /**
     * For Connect's own dead letters. It is a record of a new kind, since of one that the worker made its reporter sends
     * the original bytes, and no header that was added since. What transformations did to key and value stays done.
     * What is too large is left out beforehand, and headers say where to find it: Connect stops a task whose dead letter
     * Kafka does not take.
     */
    SinkRecord forDeadLetters(SinkRecord record, Report report) {
        SinkRecord within = RecordLimits.reportable(record);
        SinkRecord reported = written(within) > MAX_DEAD_LETTER ? RecordLimits.empty(record) : within;
        Headers headers = reported.headers().duplicate();
        Report.HEADERS.forEach(headers::remove);
        Map<String, String> about = reported.equals(record) ? report.headers() : report.headers(Place.of(record));
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
     * Returns how many bytes a record takes in the most verbose format, JSON with its schema, which may be far longer than
     * the value; 0 if it has no such form, which no converter of Connect produces.
     */
    private long written(SinkRecord record) {
        try {
            long size = sizeOf(largest.fromConnectData(record.topic(), record.keySchema(), record.key()))
                    + sizeOf(largest.fromConnectData(record.topic(), record.valueSchema(), record.value()));
            for (org.apache.kafka.connect.header.Header each : record.headers()) {
                size += sizeOf(largest.fromConnectHeader(record.topic(), each.key(), each.schema(), each.value()));
            }
            return size;
        } catch (DataException e) {
            return 0;
        }
    }

    private static long sizeOf(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /**
     * For an error topic of ours: key and value as they are, or else as JSON, and where they came from.
     *
     * @param reported the record, or as much of it as the report may hold
     */
    ProducerRecord<byte[], byte[]> forErrorTopic(String topic, SinkRecord record, SinkRecord reported, Report report) {
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
