package club.imgeo.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;

/** Writes results for their topic. The schema is public: names and types stay, and new fields are optional. */
final class ResultWriter {
    private static final String OPTION = "imgeo.result.converter";

    static final Schema SCHEMA = SchemaBuilder.struct()
            .name("club.imgeo.kafka.Result")
            .version(1)
            .doc("Images that imgeo drew for a record")
            .field(
                    "images",
                    SchemaBuilder.array(Schema.STRING_SCHEMA)
                            .doc("URLs that do not expire")
                            .build())
            .field("model", Schema.STRING_SCHEMA)
            .field("prompt", Schema.OPTIONAL_STRING_SCHEMA)
            .field("aspect_ratio", Schema.OPTIONAL_STRING_SCHEMA)
            .field("credits_used", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("credit_outcome", Schema.STRING_SCHEMA)
            .field("partial", Schema.BOOLEAN_SCHEMA)
            .field("replayed", Schema.BOOLEAN_SCHEMA)
            .field("late", Schema.BOOLEAN_SCHEMA)
            .field("topic", Schema.STRING_SCHEMA)
            .field("partition", Schema.INT32_SCHEMA)
            .field("offset", Schema.INT64_SCHEMA)
            .field("timestamp", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private final String topic;
    private final NamedConverter converter;

    ResultWriter(String topic, Converter valueConverter) {
        this.topic = topic;
        this.converter = new NamedConverter(OPTION, valueConverter);
    }

    /** @throws org.apache.kafka.connect.errors.ConnectException where the converter fails, naming its option */
    ProducerRecord<byte[], byte[]> write(Envelope envelope, Result result) {
        byte[] value = converter.bytes(topic, SCHEMA, struct(result));
        return new ProducerRecord<>(topic, null, envelope.key(), value, envelope.headers());
    }

    private static Struct struct(Result result) {
        Place place = result.place();
        return new Struct(SCHEMA)
                .put("images", result.images().stream().map(String::valueOf).toList())
                .put("model", result.model())
                .put("prompt", result.prompt())
                .put(
                        "aspect_ratio",
                        result.aspectRatio() == null
                                ? null
                                : result.aspectRatio().toString())
                .put(
                        "credits_used",
                        result.creditsUsed() == null
                                ? null
                                : result.creditsUsed().doubleValue())
                .put("credit_outcome", result.creditOutcome().name())
                .put("partial", result.partial())
                .put("replayed", result.replayed())
                .put("late", result.late())
                .put("topic", place.topic())
                .put("partition", place.partition())
                .put("offset", place.offset())
                .put("timestamp", place.timestamp());
    }
}
