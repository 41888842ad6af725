package club.imgeo.kafka;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
}
