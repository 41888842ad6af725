package club.imgeo.kafka;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** A user's converter, one call at a time, whose failures name the option that set it and pass where they passed. */
final class NamedConverter {
    private final String option;
    private final Converter converter;

    NamedConverter(String option, Converter converter) {
        this.option = option;
        this.converter = converter;
    }

    synchronized byte @Nullable [] bytes(String topic, @Nullable Schema schema, @Nullable Object value) {
        try {
            return converter.fromConnectData(topic, schema, value);
        } catch (RuntimeException e) {
            String reason = option + ": " + converter.getClass().getName() + " cannot write for topic " + topic
                    + "; see the cause, and check the converter's settings under " + option + ".*";
            throw e instanceof RetriableException ? new RetriableException(reason, e) : new ConnectException(reason, e);
        }
    }
}
