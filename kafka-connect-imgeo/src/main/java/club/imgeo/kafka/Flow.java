package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoException;
import club.imgeo.client.InDoubtException;
import club.imgeo.client.InvalidRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads each record to its end, once: a result, a report, or a doubt that is reported. Works on the threads of the
 * journal and of the client; what it leaves at the desk is done by the task's.
 */
final class Flow {
    private static final Duration BALANCE_POLL = Duration.ofSeconds(5);
    private static final Duration UNTOLD = Duration.ofSeconds(5);
    private static final Duration JOURNAL_POLL = Duration.ofSeconds(1);
    private static final Duration OUTCOME_POLL = Duration.ofMillis(500);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);

    private final NullValues nullValues;
    private final InDoubtPolicy inDoubtPolicy;
    private final int maxRetries;
    private final Imgeo imgeo;
    private final RecordReader reader;
    private final ChargeKeyForm keys;
    private final Gate gate;
    private final Desk desk;
    private final Counts counts;
    private final Ending ending;

    Flow(ImgeoSinkConfig config, Imgeo imgeo, Results results, Reports reports, Gate gate, Desk desk, Counts counts) {
        nullValues = config.nullValues();
        inDoubtPolicy = config.inDoubtPolicy();
        maxRetries = config.maxRetries();
        keys = ChargeKeyForm.parse(config.chargeKey());
        reader = new RecordReader(config.defaults(), config.fieldNames(), config.ignoresUnknownFields(), keys.fields());
        this.imgeo = imgeo;
        this.gate = gate;
        this.desk = desk;
        this.counts = counts;
        ending = new Ending(results, reports, desk, counts);
    }

    /** All together, so that the intents of one {@code put} become one transaction. */
    void begin(Assignment assignment, List<Job> jobs) {
        jobs.forEach(job -> assignment.begin());
        assignment.journal().execute(() -> jobs.forEach(job -> ending.guarded(job, () -> begin(job))));
    }

    /** For the task's thread: looks after the reports that Connect has taken over. */
    void progress() {
        ending.progress();
    }

    private void begin(Job job) {
        if (job.assignment().isClosed()) {
            job.assignment().rest();
            return;
        }
        End end = job.assignment().journal().books().end(job.place().key());
        if (end != null && end.how() != End.How.REOPENED) {
            ending.finish(job); // Connect brings it once more
        } else if (job.record().value() == null) {
            takeNull(job);
        } else if (gate.isOpen()) {
            send(job);
        } else {
            desk.again(job, Duration.ZERO);
        }
    }

    private void takeNull(Job job) {
        switch (nullValues) {
            case SKIP -> ending.finish(job);
            case REPORT ->
                ending.report(
                        job,
                        InvalidRequestException.before(List.of(
                                "value: is null, and there is nothing to draw; set imgeo.null.values=skip to pass over"
                                        + " such records")),
                        End.How.REFUSED);
            case FAIL ->
                ending.fail(
                        job,
                        "imgeo.null.values=fail: the record at " + job.place().key()
                                + " has no value; set it to report, or to skip",
                        null);
        }
    }

    private void send(Job job) {
        CompletableFuture<Imgeo.Answer> answer;
        try {
            RecordLimits.check(job.record());
            job.chargedTo(keys.keyOf(job.place(), job.record()));
            answer = imgeo.generate(reader.read(job.record()), job.key());
        } catch (InvalidRequestException e) {
            refuse(job, e);
            return;
        }
        counts.begun();
        var unused = answer.whenComplete((drawn, thrown) -> {
            counts.ended();
            ending.guarded(job, () -> {
                if (drawn != null) {
                    take(job, drawn);
                } else if (thrown != null) {
                    decide(job, Disposition.unwrapped(thrown));
                }
            });
        });
    }

    private void take(Job job, Imgeo.Answer drawn) {
        job.awaits(false);
        if (!drawn.replayed()) {
            gate.passed();
        }
        Generation generation = drawn.generation();
        ending.draw(job, Drawing.of(generation), generation.prompt());
    }

    private void decide(Job job, Throwable thrown) {
        Disposition disposition = Disposition.of(thrown);
        job.awaits(disposition == Disposition.WAIT_FOR_OUTCOME);
        switch (disposition) {
            case REPORT -> refuse(job, thrown);
            case STOP ->
                ending.fail(
                        job,
                        "Stopped, since every record would fail alike; check imgeo.api.key and imgeo.base.url, and start"
                                + " the task again: " + thrown.getMessage(),
                        thrown);
            case WAIT_FOR_CREDITS -> pause(job, Gate.Reason.CREDITS, BALANCE_POLL, thrown);
            case WAIT_AS_TOLD -> pause(job, Gate.Reason.RATE_LIMIT, told(thrown).orElse(UNTOLD), thrown);
            case WAIT_FOR_JOURNAL -> pause(job, Gate.Reason.JOURNAL, JOURNAL_POLL, thrown);
            case WAIT_FOR_OUTCOME -> desk.again(job, OUTCOME_POLL);
            case RETRY -> retry(job, thrown, this::refuse);
            case IN_DOUBT -> doubt(job, thrown);
        }
    }

    private void doubt(Job job, Throwable thrown) {
        switch (inDoubtPolicy) {
            case QUARANTINE -> ending.report(job, thrown, End.How.IN_DOUBT);
            case RETRY -> retry(job, thrown, (each, why) -> ending.report(each, why, End.How.IN_DOUBT));
            case STOP ->
                ending.fail(
                        job,
                        "imgeo.in.doubt.policy=stop: the record at "
                                + job.place().key() + " may have been paid for: " + thrown.getMessage()
                                + "; set the policy to quarantine to have it reported, and go on",
                        thrown);
        }
    }

    private void pause(Job job, Gate.Reason reason, Duration wait, Throwable thrown) {
        gate.close(reason, wait, String.valueOf(thrown.getMessage()));
        desk.again(job, Duration.ZERO);
    }

    private void retry(Job job, Throwable thrown, BiConsumer<Job, Throwable> otherwise) {
        if (job.retries() >= maxRetries) {
            otherwise.accept(job, thrown);
            return;
        }
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(job.retries(), 10));
        Duration most = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
        // Half of it by chance, so that what failed together does not come back together.
        long some = (long) (most.toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1));
        job.retried();
        desk.again(job, told(thrown).orElse(Duration.ofMillis(some)));
    }

    private static Optional<Duration> told(Throwable thrown) {
        return thrown instanceof ImgeoException failure ? failure.retryAfter() : Optional.empty();
    }

    private void refuse(Job job, Throwable thrown) {
        boolean isFree = thrown instanceof ImgeoException failure
                && failure.creditOutcome().isFreeToRepeat();
        if (!isFree) {
            ending.report(job, thrown, End.How.REPORTED);
            return;
        }
        // What stands under a shared key may be another record's, unless the call was made for this one.
        boolean isOwn = keys.isOfRecord() || Disposition.of(thrown) == Disposition.RETRY;
        String key = keys.isOfRecord() ? job.place().key() : job.key();
        var unused = job.assignment()
                .journal()
                .ask(books -> isOwn ? books.charges(key) : List.<Charge>of())
                .whenComplete((charges, failed) -> ending.guarded(job, () -> refuse(job, thrown, charges, failed)));
    }

    /** What is refused now may have been drawn before, when the connector was configured in another way. */
    private void refuse(Job job, Throwable thrown, @Nullable List<Charge> charges, @Nullable Throwable failed) {
        if (charges == null) {
            throw new IllegalStateException(failed);
        }
        job.awaits(false);
        Optional<Charge> paid =
                charges.stream().filter(charge -> charge.state().isPaid()).findFirst();
        Optional<Charge> open =
                charges.stream().filter(charge -> charge.state().isOpen()).findFirst();
        if (keys.isOfRecord() && paid.isPresent()) {
            job.chargedTo(job.place().key());
            ending.replay(job, paid.get());
        } else if (keys.isOfRecord() && open.isPresent() && !open.get().isInDoubt(Instant.now())) {
            job.awaits(true);
            desk.again(job, OUTCOME_POLL);
        } else if (open.isPresent() && open.get().isInDoubt(Instant.now())) {
            job.chargedTo(open.get().key());
            doubt(job, InDoubtException.of(job.key(), "and now: " + thrown.getMessage()));
        } else {
            ending.report(job, thrown, End.How.REFUSED);
        }
    }
}
