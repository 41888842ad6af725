package club.imgeo.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.jspecify.annotations.Nullable;

/** Headers as Kafka has them: bytes as they are, all else as text. */
final class HeaderBytes {
    private final SimpleHeaderConverter converter = new SimpleHeaderConverter();

    /** All but those that a report is made of. */
    synchronized List<org.apache.kafka.common.header.Header> of(String topic, Headers headers) {
        List<org.apache.kafka.common.header.Header> all = new ArrayList<>();
        for (Header header : headers) {
            if (!Report.HEADERS.contains(header.key())) {
                all.add(new RecordHeader(header.key(), bytes(topic, header)));
            }
        }
        return all;
    }

    private byte @Nullable [] bytes(String topic, Header header) {
        byte[] bytes = Utf8.bytes(header.value()); // of which the converter would make Base64
        return bytes != null
                ? bytes
                : converter.fromConnectHeader(topic, header.key(), header.schema(), header.value());
    }
}
