package club.imgeo.kafka;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** Makes envelopes. */
final class Envelopes {
    private static final String OPTION = "imgeo.result.key.converter";

    private final String topic;
    private final @Nullable NamedConverter keyConverter;
    private final PlainBytes plain = new PlainBytes();
    private final HeaderBytes headers = new HeaderBytes();

    /**
     * @param topic that results go to
     * @param keyConverter null for keys as they are, or else as JSON
     */
    Envelopes(String topic, @Nullable Converter keyConverter) {
        this.topic = topic;
        this.keyConverter = keyConverter == null ? null : new NamedConverter(OPTION, keyConverter);
    }

    /** With the record's headers, but for what an earlier report said of it. */
    Envelope of(SinkRecord record) {
        byte[] key = keyConverter == null
                ? plain.of(topic, record.keySchema(), record.key())
                : keyConverter.bytes(topic, record.keySchema(), record.key());
        return new Envelope(key, List.copyOf(headers.of(topic, record.headers())));
    }
}
