package club.imgeo.kafka;

import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.RequestLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The limits of a request on a record: its value, its key and its headers. Stateless. */
final class RecordLimits {
    private RecordLimits() {}

    /**
     * Checks {@code record} before anything else looks at it.
     *
     * @throws InvalidRequestException naming what is too long, its length and the limit
     */
    static void check(SinkRecord record) {
        checkValue(record.value());
        checkKey(record.key());
        checkHeaders(record.headers());
    }

    static boolean allow(SinkRecord record) {
        return fits(() -> check(record));
    }

    /**
     * Returns {@code record} without the parts beyond the limits, so that a report of it fits into any topic; the record
     * itself if there are none.
     */
    static SinkRecord reportable(SinkRecord record) {
        if (allow(record)) {
            return record;
        }
        boolean valueFits = fits(() -> checkValue(record.value()));
        boolean keyFits = fits(() -> checkKey(record.key()));
        boolean headersFit = fits(() -> checkHeaders(record.headers()));
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                keyFits ? record.keySchema() : null,
                keyFits ? record.key() : null,
                valueFits ? record.valueSchema() : null,
                valueFits ? record.value() : null,
                record.timestamp(),
                headersFit ? record.headers() : new ConnectHeaders());
    }

    /** Returns {@code record} without everything that it holds, for a report that is too large with it. */
    static SinkRecord empty(SinkRecord record) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                null,
                null,
                null,
                null,
                record.timestamp(),
                new ConnectHeaders());
    }

    private static void checkValue(@Nullable Object value) {
        RequestLimits.checkWhole("value", value, RecordLimits::plain);
    }

    private static void checkKey(@Nullable Object key) {
        RequestLimits.checkWhole("key", key, RecordLimits::plain);
    }

    private static void checkHeaders(Headers headers) {
        if (headers.size() > RequestLimits.MAX_FIELDS) {
            throw InvalidRequestException.before(List.of(
                    "headers: are " + headers.size() + "; at most " + RequestLimits.MAX_FIELDS + " are allowed"));
        }
        List<@Nullable Object> all = new ArrayList<>();
        for (Header header : headers) {
            all.add(header.key());
            all.add(header.value());
        }
        RequestLimits.checkWhole("headers", all, RecordLimits::plain);
    }

    private static Object plain(Object value) {
        return value instanceof Struct struct ? RecordFields.of(struct) : value;
    }

    private static boolean fits(Runnable check) {
        try {
            check.run();
            return true;
        } catch (InvalidRequestException e) {
            return false;
        }
    }
}
