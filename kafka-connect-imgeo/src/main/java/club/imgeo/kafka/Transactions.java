package club.imgeo.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Writes records all together or not at all, as long as nobody has fenced it. Not safe for threads. */
final class Transactions implements AutoCloseable {
    private static final int MOST_CAUSES = 10;

    private final KafkaProducer<byte[], byte[]> producer;

    private Transactions(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Fences whoever had the producer's id, and waits until what they had open is committed or aborted. */
    static Transactions begin(KafkaProducer<byte[], byte[]> producer) {
        try {
            producer.initTransactions();
            return new Transactions(producer);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Nothing of it was written. */
    static final class Aborted extends Exception {
        private static final long serialVersionUID = 1;

        Aborted(Throwable cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether it would fail for ever. */
        boolean isFinal() {
            Throwable cause = getCause();
            return isTooLarge(cause)
                    || cause instanceof AuthorizationException
                    || cause instanceof InvalidTopicException
                    || cause instanceof SerializationException;
        }
    }

    /** Returns whether Kafka did not take a record because of its size, by any of its limits. */
    static boolean isTooLarge(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(each ->
                        each instanceof RecordTooLargeException || each instanceof RecordBatchTooLargeException);
    }

    /** Nobody knows whether it was written; who wants to know fences once more, and reads. */
    static final class Uncertain extends Exception {
        private static final long serialVersionUID = 1;

        Uncertain(Throwable cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether another has taken over. */
        boolean isFenced() {
            return getCause() instanceof ProducerFencedException || getCause() instanceof InvalidProducerEpochException;
        }
    }

    void write(List<ProducerRecord<byte[], byte[]>> records) throws Aborted, Uncertain {
        try {
            producer.beginTransaction();
            Throwable refused = send(records);
            if (refused != null) {
                producer.abortTransaction();
                throw new Aborted(refused);
            }
            producer.commitTransaction();
        } catch (KafkaException | IllegalStateException e) { // which a producer throws once it is beyond help
            throw new Uncertain(e);
        }
    }

    /** Null when all were taken. */
    private @Nullable Throwable send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        KafkaException tooLate = null;
        try {
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
        } catch (KafkaException e) { // since one of those before was refused, and that one says why
            tooLate = e;
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                return e.getCause() == null ? e : e.getCause();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        return tooLate;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
