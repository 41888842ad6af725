package club.imgeo.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.client.JournalException;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whatever is on the journal's topic is an entry that is written as it was read, or is refused. */
public final class EntryFuzz {
    private static final String KEY = "prompts/0/42@1700000000000";

    private EntryFuzz() {}

    /** Loads the classes, which takes Jazzer longer than an input may take. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("{\"version\":1}".getBytes(UTF_8));
    }

    /** @param bytes of the key or the value of a record on the journal's topic */
    public static void fuzzerTestOneInput(byte[] bytes) {
        EntryKey key = orRefused(() -> EntryKey.parse(bytes));
        if (key != null) {
            assertThat(EntryKey.parse(key.bytes())).isEqualTo(key);
            assertThat(key.attempt() > 0)
                    .isEqualTo(key.kind() == EntryKey.Kind.CHARGE || key.kind() == EntryKey.Kind.DOUBT);
        }
        End end = orRefused(() -> End.parse(KEY, bytes));
        if (end != null) {
            assertThat(End.parse(KEY, end.toJson()).toJson()).isEqualTo(end.toJson());
        }
        Charge charge = orRefused(() -> ChargeJson.read(KEY, 1, bytes));
        if (charge != null) {
            byte[] written = ChargeJson.write(charge);
            assertThat(ChargeJson.read(KEY, 1, written)).isEqualTo(charge);
            assertThat(ChargeJson.isIntent(written)).isEqualTo(charge.state() == ChargeState.INTENT);
            BigDecimal credits = charge.credits();
            assertThat(credits == null ? "" : credits.add(BigDecimal.ONE).toPlainString())
                    .hasSizeLessThan(2_500);
        }
        Books books = new Books("prompts/0/");
        if (charge != null) {
            books.apply(charge);
            assertThat(books.charges(KEY)).containsExactly(charge);
        }
    }

    private static <T> @Nullable T orRefused(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JournalException e) {
            assertThat(e.getMessage()).contains("the journal");
            return null;
        }
    }
}
