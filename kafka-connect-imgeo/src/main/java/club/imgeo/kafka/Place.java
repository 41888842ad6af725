package club.imgeo.kafka;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was read, whatever transformations have made of it since.
 *
 * @param timestamp tells the records of a topic from those of one that was made anew under its name; Connect keeps no
 *     original of it, so a transformation that sets it must set the same each time
 */
record Place(
        String topic, int partition, long offset, @Nullable Long timestamp) {
    /** Of longer topics a charge key has the beginning and a hash, since it takes 255 characters and they may have 249. */
    private static final int LONGEST_TOPIC = 100;

    private static final int BEGINNING = 60;
    private static final int DIGITS = 32;

    static Place of(SinkRecord record) {
        return new Place(
                record.originalTopic(),
                record.originalKafkaPartition(),
                record.originalKafkaOffset(),
                record.timestamp());
    }

    /** The charge key of this record and no other, such as {@code prompts/3/1207@1767225600000}. */
    String key() {
        return prefix(topic, partition) + offset + (timestamp == null ? "" : "@" + timestamp);
    }

    /** What all charge keys of a source partition begin with, and those of no other do. */
    static String prefix(String topic, int partition) {
        // No topic has a slash or a tilde in its name.
        String name = topic.length() <= LONGEST_TOPIC
                ? topic
                : topic.substring(0, BEGINNING) + "~" + Sha256.of(topic).substring(0, DIGITS);
        return name + "/" + partition + "/";
    }

    /** The offset in a {@link #key}. */
    static long offset(String key) {
        int at = key.indexOf('@');
        return Long.parseLong(key.substring(key.lastIndexOf('/') + 1, at < 0 ? key.length() : at));
    }

    /** The place whose {@link #key} that is. */
    static Place parse(TopicPartition source, String key) {
        int at = key.indexOf('@');
        Long timestamp = at < 0 ? null : Long.valueOf(key.substring(at + 1));
        return new Place(source.topic(), source.partition(), offset(key), timestamp);
    }
}
