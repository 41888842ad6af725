package club.imgeo.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.CreditOutcome;
import club.imgeo.client.InvalidRequestException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whatever a record holds gives a request's own fields, and one charge key, or is refused. */
public final class RecordFuzz {
    private static final RecordReader STRICT =
            new RecordReader(Map.of("model", "m"), Map.of("prompt", "text", "image", "photo"), false);
    private static final RecordReader LENIENT = new RecordReader(Map.of("model", "m"), Map.of(), true);

    private RecordFuzz() {}

    /** Loads the classes, which takes Jazzer longer than an input may take. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("{\"prompt\":\"a fox\"}".getBytes(UTF_8));
    }

    /** @param value of a record */
    public static void fuzzerTestOneInput(byte[] value) {
        if (!Boolean.TRUE.equals(orRefused(() -> isWithinLimits(value)))) {
            return;
        }
        String text = Utf8.text(value);
        for (RecordReader reader : new RecordReader[] {STRICT, LENIENT}) {
            Map<String, Object> fields = orRefused(() -> reader.read(Records.record(null, value)));
            if (fields != null) {
                assertThat(RecordReader.NAMES).containsAll(fields.keySet());
                assertThat(fields).doesNotContainValue(null).containsKey("model");
            }
            if (text != null) {
                assertThat(orRefused(() -> reader.read(Records.record(null, text))))
                        .isEqualTo(fields);
            }
            assertThat(orRefused(() -> reader.read(Records.record(null, ByteBuffer.wrap(value)))))
                    .isEqualTo(fields);
        }
        for (String form : new String[] {"record", "key", "field:id", "field:prompt"}) {
            ChargeKeyForm keys = ChargeKeyForm.parse(form);
            String key = orRefused(() -> keys.keyOf(Records.PLACE, Records.record(value, value)));
            if (key != null) {
                assertThat(key).matches("[!-~]{1,255}").startsWith("prompts/");
                assertThat(keys.keyOf(Records.PLACE, Records.record(value, value)))
                        .isEqualTo(key);
            }
        }
    }

    private static boolean isWithinLimits(byte[] value) {
        RecordLimits.check(Records.record(value, value));
        return true;
    }

    private static <T> @Nullable T orRefused(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidRequestException e) {
            assertThat(e.creditOutcome()).isEqualTo(CreditOutcome.NOT_CHARGED);
            assertThat(e.getMessage()).hasSizeLessThan(10_000).doesNotContainPattern("\\p{Cntrl}");
            return null;
        }
    }
}
