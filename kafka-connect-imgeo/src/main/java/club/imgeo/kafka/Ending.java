package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.Outcome;
import club.imgeo.client.UnusableAnswerException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** How a record ends: by a result, by a report, or with its task; and that its offset may go on then. */
final class Ending {
    private static final List<ProducerRecord<byte[], byte[]>> NOTHING = List.of();

    private final Results results;
    private final Reports reports;
    private final Desk desk;
    private final Counts counts;

    Ending(Results results, Reports reports, Desk desk, Counts counts) {
        this.results = results;
        this.reports = reports;
        this.desk = desk;
        this.counts = counts;
    }

    /** For the task's thread: looks after the reports that Connect has taken over. */
    void progress() {
        reports.progress();
    }

    /** What goes wrong here would keep the record for ever, and nobody would know why. */
    void guarded(Job job, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(job, "The record at " + job.place().key() + " cannot be dealt with: " + e.getMessage(), e);
        }
    }

    /** @param prompt null where it is not known any more */
    void draw(Job job, Drawing drawing, @Nullable String prompt) {
        deliver(job, results.delivery(job, drawing, prompt));
    }

    private void deliver(Job job, Delivery delivery) {
        deliver(job, delivery, failed -> failDelivery(job, failed));
    }

    private void failDelivery(Job job, Throwable failed) {
        fail(
                job,
                "What became of the record at " + job.place().key() + " is in the journal, and could not be"
                        + " written where it belongs: " + failed.getMessage()
                        + "; check imgeo.result.topic, imgeo.error.topic and imgeo.kafka.*",
                failed);
    }

    private void deliver(Job job, Delivery delivery, Consumer<Throwable> otherwise) {
        PartitionJournal journal = job.assignment().journal();
        journal.deliver(delivery.counted(
                () -> journal.books().end(delivery.place()), (end, bill) -> counts.finished(end, bill, job.nanos())));
        var unused = delivery.done().whenComplete((done, thrown) -> {
            if (thrown == null) {
                finish(job);
            } else if (job.assignment().isClosed()) {
                job.assignment().rest(); // whoever has the partition next delivers it, from the journal
            } else {
                otherwise.accept(thrown);
            }
        });
    }

    void replay(Job job, Charge paid) {
        Outcome outcome = paid.outcome();
        Drawing drawing = outcome == null ? null : outcome.drawing();
        if (drawing != null && drawing.usable()) {
            draw(job, drawing, null);
        } else {
            report(
                    job,
                    UnusableAnswerException.recorded(
                            "paid for before, without a usable answer", drawing == null ? List.of() : drawing.images()),
                    End.How.REPORTED);
        }
    }

    void report(Job job, Throwable thrown, End.How how) {
        report(job, RecordLimits.reportable(job.record()), thrown, how);
    }

    private void report(Job job, SinkRecord reported, Throwable thrown, End.How how) {
        End end = end(job, reported, how);
        if (reports.goToConnect()) {
            reportToConnect(job, thrown, end);
        } else if (reports.goToTopic()) {
            deliver(
                    job,
                    new Delivery(
                            job.place().key(),
                            end,
                            bill -> List.of(reports.forTopic(
                                    job.record(), reported, Report.of(thrown, end.charge(), bill.credits())))),
                    failed -> reportLess(job, reported, thrown, how, failed, () -> failDelivery(job, failed)));
        } else {
            fail(
                    job,
                    "The record at " + job.place().key() + " was refused, and there is nowhere to report it: "
                            + thrown.getMessage() + "; set imgeo.error.topic, or errors.tolerance=all and"
                            + " errors.deadletterqueue.topic.name, to have such records reported, and go on",
                    thrown);
        }
    }

    private End end(Job job, SinkRecord reported, End.How how) {
        Envelope kept = how == End.How.IN_DOUBT ? results.envelope(reported) : null;
        return new End(how, Instant.now(), job.key().isEmpty() ? null : job.key(), false, kept);
    }

    /** Reports again without the record if the report was too large with it: what a record holds must not stop the task. */
    private void reportLess(
            Job job, SinkRecord reported, Throwable thrown, End.How how, Throwable failed, Runnable otherwise) {
        boolean isEmpty = reported.key() == null
                && reported.value() == null
                && reported.headers().isEmpty();
        if (isEmpty || !Transactions.isTooLarge(failed)) {
            otherwise.run();
        } else {
            afterTheOthers(job, () -> report(job, RecordLimits.empty(job.record()), thrown, how));
        }
    }

    /** Runs {@code step} once the journal has finished what it is doing, which may be why it is called. */
    private void afterTheOthers(Job job, Runnable step) {
        job.assignment().journal().execute(() -> guarded(job, step));
    }

    /** By the task's thread, as Connect has it. The end is written when Connect says that the report is. */
    private void reportToConnect(Job job, Throwable thrown, End end) {
        String charge = end.charge();
        var unused = job.assignment()
                .journal()
                .ask(books -> books.bill(charge, end.how()))
                .whenComplete((bill, failed) -> desk.leave(() -> guarded(job, () -> {
                    if (job.assignment().isClosed()) {
                        job.assignment().rest(); // whoever has the partition next reports it
                    } else if (bill == null) {
                        throw new IllegalStateException(failed);
                    } else {
                        reportToConnect(job, thrown, end, bill);
                    }
                })));
    }

    private void reportToConnect(Job job, Throwable thrown, End end, Delivery.Bill bill) {
        reports.toConnect(
                job.record(),
                Report.of(thrown, end.charge(), bill.credits()),
                thrown,
                () -> deliverEnd(job, end),
                failed -> fail(
                        job,
                        "The dead letter queue did not take the record at "
                                + job.place().key() + ": " + failed.getMessage(),
                        failed));
    }

    /** Writes the end of a record that Connect has reported, which must not happen twice. */
    private void deliverEnd(Job job, End end) {
        deliver(job, new Delivery(job.place().key(), end, none -> NOTHING), failed -> {
            if (end.envelope() == null || !Transactions.isTooLarge(failed)) {
                failDelivery(job, failed);
            } else {
                End less = end(job, RecordLimits.empty(job.record()), end.how());
                afterTheOthers(job, () -> deliver(job, new Delivery(job.place().key(), less, none -> NOTHING)));
            }
        });
    }

    void finish(Job job) {
        job.awaits(false);
        job.assignment().unfinished().end(job.place().offset());
        job.assignment().rest();
    }

    void fail(Job job, String message, @Nullable Throwable cause) {
        desk.fail(message, cause);
        job.assignment().rest();
    }
}
