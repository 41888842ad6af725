package club.imgeo.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes what became of calls, whoever has the partition by now: a fact stays one. Safe for use by many threads. */
final class Facts implements AutoCloseable {
    private static final Duration TO_END = Duration.ofSeconds(3);

    private final KafkaProducer<byte[], byte[]> producer;

    Facts(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Completes on the producer's thread, which must not be blocked. */
    CompletableFuture<@Nullable Void> write(ProducerRecord<byte[], byte[]> entry) {
        CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        var unused = producer.send(entry, (where, thrown) -> {
            if (thrown == null) {
                written.complete(null);
            } else {
                written.completeExceptionally(thrown);
            }
        });
        return written;
    }

    @Override
    public void close() {
        producer.close(TO_END);
    }
}
