package club.imgeo.kafka;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What a result takes over from the record that asked for it, as bytes, so that the record need not be kept. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Envelope(byte @Nullable [] key, List<Header> headers) {
    Envelope(byte @Nullable [] key, List<Header> headers) {
        this.key = key;
        this.headers = List.copyOf(headers);
    }
}
