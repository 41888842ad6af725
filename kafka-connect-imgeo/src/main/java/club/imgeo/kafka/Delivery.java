package club.imgeo.kafka;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a source record ends with, to be written together with its end.
 *
 * @param place of the source record
 * @param end takes the place of a doubt, where it is the fact that came late
 * @param records to be written
 * @param done when it is committed, or was long ago
 */
record Delivery(String place, End end, Writing records, CompletableFuture<@Nullable Void> done) {
    /** Makes the records when their turn has come. */
    interface Writing {
        List<ProducerRecord<byte[], byte[]>> of(Bill bill);
    }

    /**
     * Whether a record bears the credits of its charge: the first that ends on it does, and no other, so that the sum
     * over all results and reports is what was paid.
     *
     * @param credits null where another bears them, or nobody knows them
     */
    record Bill(boolean bears, @Nullable BigDecimal credits) {
        static final Bill NOTHING = new Bill(false, null);
    }

    Delivery(String place, End end, Writing records) {
        this(place, end, records, new CompletableFuture<>());
    }

    /**
     * Has {@code count} told of the end and of what it bears, when that is committed, and where this delivery did it: not
     * where the record had come to its end before.
     *
     * @param written what the journal has as the record's end, asked on the thread that completes this
     */
    Delivery counted(Supplier<@Nullable End> written, BiConsumer<End, Bill> count) {
        AtomicReference<Bill> last = new AtomicReference<>(Bill.NOTHING);
        var unused = done.thenRun(() -> {
            End found = written.get();
            if (found != null && found.at().equals(end.at())) {
                count.accept(found, requireNonNull(last.get()));
            }
        });
        Writing remembering = bill -> {
            last.set(bill);
            return records.of(bill);
        };
        return new Delivery(place, end, remembering, done);
    }
}
