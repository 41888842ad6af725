package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.AspectRatio;
import club.imgeo.client.CreditOutcome;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
    private static final Result RESULT = new Result(
            Records.PLACE,
            List.of(URI.create("https://img.example.org/1.png"), URI.create("https://img.example.org/2.png")),
            "google/imagen-4",
            "a fox",
            AspectRatio.parse("16:9"),
            new BigDecimal("8"),
            CreditOutcome.CHARGED,
            false,
            false,
            false);
    private static final Result BARE = new Result(
            new Place("prompts", 0, 7, null),
            List.of(URI.create("https://img.example.org/1.png")),
            "google/imagen-4",
            null,
            null,
            null,
            CreditOutcome.CHARGED,
            true,
            true,
            true);

    private final Envelopes envelopes = new Envelopes("images", null);

    @Test
    void writesPlainJsonByAPlainConverter() {
        ProducerRecord<byte[], byte[]> written =
                new ResultWriter("images", json(false)).write(envelopes.of(Records.record("k", "a fox")), RESULT);

        assertThat(written.topic()).isEqualTo("images");
        assertThat(written.partition()).isNull();
        assertThat(written.timestamp()).isNull();
        assertThat(text(written.key())).isEqualTo("k");
        assertThat(text(written.value()))
                .isEqualTo("{\"images\":[\"https://img.example.org/1.png\",\"https://img.example.org/2.png\"],"
                        + "\"model\":\"google/imagen-4\",\"prompt\":\"a fox\",\"aspect_ratio\":\"16:9\","
                        + "\"credits_used\":8.0,\"credit_outcome\":\"CHARGED\",\"partial\":false,\"replayed\":false,"
                        + "\"late\":false,\"topic\":\"prompts\",\"partition\":3,\"offset\":1207,"
                        + "\"timestamp\":1767225600000}");
    }

    /** By the one converter with schemas that is at hand. */
    @Test
    void writesAStructThatConvertersWithSchemasTake() {
        JsonConverter converter = json(true);
        for (Result result : List.of(RESULT, BARE)) {
            byte[] value = new ResultWriter("images", converter)
                    .write(envelopes.of(Records.record(null, "a fox")), result)
                    .value();

            SchemaAndValue read = converter.toConnectData("images", value);
            assertThat(read.schema().name()).isEqualTo("club.imgeo.kafka.Result");
            assertThat(read.schema().version()).isEqualTo(1);
            Struct struct = (Struct) read.value();
            struct.validate();
            assertThat(struct.getArray("images"))
                    .isEqualTo(result.images().stream().map(String::valueOf).toList());
            assertThat(struct.getString("prompt")).isEqualTo(result.prompt());
            assertThat(struct.getBoolean("late")).isEqualTo(result.late());
            assertThat(struct.getInt64("timestamp")).isEqualTo(result.place().timestamp());
        }
    }

    /** Who reads results by its names and types must not have to change. */
    @Test
    void keepsItsPublicSchema() {
        assertThat(ResultWriter.SCHEMA.fields())
                .extracting(field -> field.name() + " " + field.schema().type()
                        + (field.schema().isOptional() ? "?" : ""))
                .containsExactly(
                        "images ARRAY",
                        "model STRING",
                        "prompt STRING?",
                        "aspect_ratio STRING?",
                        "credits_used FLOAT64?",
                        "credit_outcome STRING",
                        "partial BOOLEAN",
                        "replayed BOOLEAN",
                        "late BOOLEAN",
                        "topic STRING",
                        "partition INT32",
                        "offset INT64",
                        "timestamp INT64?");
    }

    @Test
    void takesKeysOverAsTheyAreOrElseAsJson() {
        Schema schema = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
        byte[] bytes = {-1, 0, 7};

        assertThat(key(null, null)).isNull();
        assertThat(key(null, "füchse")).isEqualTo("füchse".getBytes(StandardCharsets.UTF_8));
        assertThat(key(null, bytes)).isEqualTo(bytes);
        assertThat(key(null, ByteBuffer.wrap(bytes).position(1))).isEqualTo(new byte[] {0, 7});
        assertThat(text(key(Schema.INT32_SCHEMA, 7))).isEqualTo("7");
        assertThat(text(key(null, 7L))).isEqualTo("7");
        assertThat(text(key(schema, new Struct(schema).put("id", 7)))).isEqualTo("{\"id\":7}");
        assertThat(text(key(null, Map.of("id", 7.5)))).isEqualTo("{\"id\":7.5}");
        assertThat(text(key(Decimal.schema(2), new BigDecimal("7.50")))).isEqualTo("7.50");
    }

    @Test
    void writesKeysByAConverterOfTheUsers() {
        SinkRecord record = Records.record(7L, "a fox");

        assertThat(text(new Envelopes("images", string()).of(record).key())).isEqualTo("7");
    }

    @Test
    void takesHeadersOverButForThoseOfAnEarlierReport() {
        SinkRecord record = Records.record("k", "a fox");
        record.headers()
                .addString("trace", "4bf92f")
                .addInt("tries", 2)
                .addBytes("raw", new byte[] {-1, 0})
                .add("nothing", null, null)
                .addString("imgeo.reason", "the reply was lost")
                .addString("imgeo.offset", "7");

        assertThat(new ResultWriter("images", json(false))
                        .write(envelopes.of(record), RESULT)
                        .headers())
                .extracting(ResultWriterTest::shown)
                .containsExactly("trace=4bf92f", "tries=2", "raw=[-1, 0]", "nothing=null");
    }

    @Test
    void namesTheOptionOfAConverterThatFails() {
        AtomicBoolean passing = new AtomicBoolean();
        Converter failing = new JsonConverter() {
            @Override
            public byte[] fromConnectData(String topic, Schema schema, Object value) {
                throw passing.get() ? new RetriableException("no registry") : new IllegalStateException("no registry");
            }
        };
        Envelope envelope = envelopes.of(Records.record("k", "a fox"));
        ResultWriter writer = new ResultWriter("images", failing);

        assertThatThrownBy(() -> writer.write(envelope, RESULT))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageStartingWith("imgeo.result.converter: ")
                .hasRootCauseMessage("no registry");
        assertThatThrownBy(() -> new Envelopes("images", failing).of(Records.record("k", "a fox")))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("imgeo.result.key.converter: ");
        passing.set(true);
        assertThatThrownBy(() -> writer.write(envelope, RESULT))
                .isInstanceOf(RetriableException.class)
                .hasMessageStartingWith("imgeo.result.converter: ");
    }

    @Test
    void writesOneResultAtATime() {
        AtomicBoolean busy = new AtomicBoolean();
        AtomicBoolean met = new AtomicBoolean();
        Converter alone = new StringConverter() {
            @Override
            public byte[] fromConnectData(String topic, Schema schema, Object value) {
                met.compareAndSet(false, !busy.compareAndSet(false, true));
                IntStream.range(0, 100).forEach(each -> Thread.onSpinWait());
                busy.set(false);
                return new byte[0];
            }
        };
        Envelope envelope = envelopes.of(Records.record("k", "a fox"));
        ResultWriter writer = new ResultWriter("images", alone);

        IntStream.range(0, 2_000).parallel().forEach(each -> writer.write(envelope, RESULT));

        assertThat(met).isFalse();
    }

    private byte @Nullable [] key(@Nullable Schema schema, @Nullable Object key) {
        return envelopes
                .of(new SinkRecord("prompts", 0, schema, key, null, "a fox", 7))
                .key();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String shown(Header header) {
        byte[] value = header.value();
        boolean plain = value != null && Utf8.text(value) == null;
        return header.key() + "=" + (plain ? Arrays.toString(value) : text(value));
    }

    private static JsonConverter json(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", Boolean.toString(schemas), "converter.type", "value"));
        return converter;
    }

    private static Converter string() {
        StringConverter converter = new StringConverter();
        converter.configure(Map.of(), true);
        return converter;
    }
}
