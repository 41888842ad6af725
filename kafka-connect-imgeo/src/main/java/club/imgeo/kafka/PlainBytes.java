package club.imgeo.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.jspecify.annotations.Nullable;

/** Keys and values as anybody can read them: bytes and texts as they are, all else as JSON without a schema. */
final class PlainBytes {
    private final JsonConverter json = new JsonConverter();

    PlainBytes() {
        json.configure(Map.of(
                ConverterConfig.TYPE_CONFIG,
                ConverterType.VALUE.getName(),
                JsonConverterConfig.SCHEMAS_ENABLE_CONFIG,
                "false",
                JsonConverterConfig.DECIMAL_FORMAT_CONFIG,
                "NUMERIC",
                JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG,
                "false"));
    }

    synchronized byte @Nullable [] of(String topic, @Nullable Schema schema, @Nullable Object value) {
        byte[] bytes = Utf8.bytes(value);
        if (value == null || bytes != null) {
            return bytes;
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return json.fromConnectData(topic, schema, value);
        } catch (RuntimeException e) {
            throw new ConnectException(
                    "a " + value.getClass().getName() + " cannot be written as JSON for topic " + topic
                            + "; set key.converter and value.converter to ones that give plain types of Connect",
                    e);
        }
    }
}
