package club.imgeo.kafka;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** Where reports go: to Connect's dead letter queue, or else to a topic of ours, or else nowhere. */
final class Reports {
    private final @Nullable ErrantRecordReporter connect;
    private final @Nullable String topic;
    private final ReportWriter writer = new ReportWriter();
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(Future<Void> taken, Runnable then, Consumer<Throwable> otherwise) {}

    Reports(@Nullable ErrantRecordReporter connect, @Nullable String topic) {
        this.connect = connect;
        this.topic = topic;
    }

    static Reports of(ImgeoSinkConfig config, SinkTaskContext context) {
        // Connect has a reporter also where it only logs, which is no place for a record.
        return new Reports(config.hasDeadLetterQueue() ? context.errantRecordReporter() : null, config.errorTopic());
    }

    boolean goToConnect() {
        return connect != null;
    }

    boolean goToTopic() {
        return topic != null;
    }

    ProducerRecord<byte[], byte[]> forTopic(SinkRecord record, SinkRecord reported, Report report) {
        if (topic == null) {
            throw new IllegalStateException("there is no topic for reports");
        }
        return writer.forErrorTopic(topic, record, reported, report);
    }

    /** For the task's thread, since Connect's reporter is safe for no other. */
    void toConnect(SinkRecord record, Report report, Throwable thrown, Runnable then, Consumer<Throwable> otherwise) {
        if (connect == null) {
            throw new IllegalStateException("Connect has no dead letter queue");
        }
        try {
            pending.add(new Pending(connect.report(writer.forDeadLetters(record, report), thrown), then, otherwise));
        } catch (RuntimeException e) { // as where errors.tolerance is none
            otherwise.accept(e);
        }
    }

    /** For the task's thread: goes on with what Connect has written. */
    void progress() {
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending next = each.next();
            if (next.taken.isDone()) {
                each.remove();
                end(next);
            }
        }
    }

    private static void end(Pending report) {
        try {
            report.taken.get();
            report.then.run();
        } catch (ExecutionException e) {
            report.otherwise.accept(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
