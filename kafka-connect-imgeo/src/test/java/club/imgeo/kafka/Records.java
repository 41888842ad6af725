package club.imgeo.kafka;

import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Records of partition 3 of a topic named prompts. */
final class Records {
    static final Place PLACE = new Place("prompts", 3, 1207, 1767225600000L);

    private Records() {}

    static SinkRecord record(@Nullable Object key, @Nullable Object value) {
        return at(PLACE, key, value);
    }

    static SinkRecord at(Place place, @Nullable Object key, @Nullable Object value) {
        return new SinkRecord(
                place.topic(),
                place.partition(),
                null,
                key,
                null,
                value,
                place.offset(),
                place.timestamp(),
                TimestampType.CREATE_TIME);
    }

    /** As a transformation leaves it that sends everything elsewhere. */
    static SinkRecord transformed(SinkRecord record) {
        return record.newRecord(
                "elsewhere",
                9,
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }
}
