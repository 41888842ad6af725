package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task does between its start and its stop. For the task's thread alone. */
final class RunningSink {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSink.class);
    /** So that {@link #put} is called again soon even where nothing is to be put. */
    private static final long TICK = 50;

    private final SinkTaskContext context;
    private final int maxInFlight;
    private final Duration shutdownTimeout;
    private final Map<String, String> written;
    private final Surroundings around;
    private final Gate gate;
    private final Desk desk;
    private final Flow flow;
    private final Publishing publishing;
    private final Map<TopicPartition, Assignment> assignments = new ConcurrentHashMap<>();
    /** Null where it is not known, since the worker has just assigned some. */
    private @Nullable Boolean paused;

    private RunningSink(
            ImgeoSinkConfig config,
            SinkTaskContext context,
            Surroundings around,
            Gate gate,
            Desk desk,
            Flow flow,
            Publishing publishing) {
        this.context = context;
        this.around = around;
        this.gate = gate;
        this.desk = desk;
        this.flow = flow;
        this.publishing = publishing;
        maxInFlight = config.maxInFlight();
        shutdownTimeout = config.shutdownTimeout();
        written = config.writtenTopics();
    }

    /** @throws ConnectException naming the option and the remedy */
    static RunningSink start(ImgeoSinkConfig config, SinkTaskContext context) {
        Counts counts = new Counts();
        Gate gate = new Gate(System::nanoTime);
        Desk desk = new Desk();
        Results results = new Results(
                new Envelopes(config.resultTopic(), config.resultKeyConverter()),
                new ResultWriter(config.resultTopic(), config.resultConverter()));
        Reports reports = Reports.of(config, context);
        Surroundings around = Surroundings.start(config, counts, listener(results, counts, desk));
        try {
            Flow flow = new Flow(config, around.imgeo(), results, reports, gate, desk, counts);
            Publishing publishing =
                    Publishing.start(context, config.connector(), config.task(), Metric.of(counts, gate));
            return new RunningSink(config, context, around, gate, desk, flow, publishing);
        } catch (RuntimeException e) {
            around.close();
            throw e;
        }
    }

    private static KafkaJournal.Listener listener(Results results, Counts counts, Desk desk) {
        return new KafkaJournal.Listener() {
            @Override
            public void late(PartitionJournal journal, Map<String, Charge> byPlace) {
                byPlace.forEach((place, charge) -> deliverLate(journal, place, charge, results, counts));
            }

            @Override
            public void failed(String message, Throwable cause) {
                desk.fail(message, cause);
            }

            @Override
            public void refunded(Charge charge) {
                counts.refunded(charge.intent().credits());
            }
        };
    }

    private static void deliverLate(
            PartitionJournal journal, String place, Charge charge, Results results, Counts counts) {
        Delivery late = results.late(
                Place.parse(journal.source(), place), journal.books().end(place), charge);
        journal.deliver(late.counted(() -> journal.books().end(place), counts::finishedLate));
    }

    /** @throws ConnectException for a topic that the sink writes, since it would draw for ever, and pay */
    void open(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            String option = written.get(partition.topic());
            if (option != null) {
                throw new ConnectException(option + ": the topic " + partition.topic()
                        + " is one that the connector reads; name another, or change topics.regex");
            }
        }
        for (TopicPartition partition : partitions) {
            assignments.put(partition, new Assignment(around.journal().assign(partition)));
        }
        paused = null;
    }

    /**
     * Hands over and returns.
     *
     * @throws ConnectException where the task cannot go on
     */
    void put(Collection<SinkRecord> records) {
        context.timeout(TICK);
        Map<Assignment, List<Job>> begun = new LinkedHashMap<>();
        for (SinkRecord record : records) {
            Place place = Place.of(record);
            Assignment assignment = assignments.get(new TopicPartition(place.topic(), place.partition()));
            if (assignment != null && assignment.unfinished().begin(place.offset())) {
                begun.computeIfAbsent(assignment, each -> new ArrayList<>()).add(new Job(record, place, assignment));
            }
        }
        begun.forEach(flow::begin);
        desk.work();
        flow.progress();
        if (gate.isOpen()) {
            Map<Assignment, List<Job>> due = new LinkedHashMap<>();
            for (Job job : desk.due()) {
                due.computeIfAbsent(job.assignment(), each -> new ArrayList<>()).add(job);
            }
            due.forEach(flow::begin);
        }
        pauseOrResume();
    }

    private void pauseOrResume() {
        boolean enough = unfinished() >= maxInFlight || !gate.isOpen();
        if (paused != null && enough == paused) {
            return;
        }
        TopicPartition[] all = context.assignment().toArray(TopicPartition[]::new);
        if (enough) {
            context.pause(all);
        } else {
            context.resume(all);
        }
        paused = enough;
    }

    /** But for those that wait for what another worker's call came to: that may take long, and they cost nothing. */
    private int unfinished() {
        return assignments.values().stream()
                .mapToInt(assignment -> assignment.unfinished().size() - Math.min(assignment.awaiting(), maxInFlight))
                .sum();
    }

    /** The offsets before which every record has come to its end. Throws nothing, which would bring all again. */
    Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> consumed) {
        Map<TopicPartition, OffsetAndMetadata> committable = new LinkedHashMap<>();
        consumed.forEach((partition, offset) -> {
            Assignment assignment = assignments.get(partition);
            if (assignment != null) {
                long ended = assignment.unfinished().committable(offset.offset());
                committable.put(partition, ended == offset.offset() ? offset : new OffsetAndMetadata(ended));
            }
        });
        return committable;
    }

    /** Begins nothing new, and gives what is on its way a while to come to its end; the next owner does the rest. */
    void close(Collection<TopicPartition> partitions) {
        List<Assignment> closing = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.remove(partition);
            if (assignment != null) {
                closing.add(assignment);
            }
        }
        CompletableFuture<?> idle =
                CompletableFuture.allOf(closing.stream().map(Assignment::close).toArray(CompletableFuture[]::new));
        try {
            end(idle);
        } catch (RuntimeException e) { // the task is ending as it is
            LOG.error("The task failed while it gave partitions back", e);
        } finally {
            closing.forEach(assignment -> around.journal().release(assignment.journal()));
        }
    }

    private void end(CompletableFuture<?> idle) {
        long deadline = System.nanoTime() + shutdownTimeout.toNanos();
        while (!idle.isDone() && System.nanoTime() < deadline) {
            desk.work();
            flow.progress();
            await(idle);
        }
        if (!idle.isDone()) {
            LOG.info(
                    "Calls are still in flight after {}; what they come to is written to the journal, and delivered by"
                            + " whoever has their partitions next",
                    shutdownTimeout);
        }
    }

    private static void await(CompletableFuture<?> idle) {
        try {
            idle.get(TICK, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // it is asked again
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing of it fails", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    void stop() {
        try {
            close(List.copyOf(assignments.keySet()));
        } finally {
            publishing.close();
            around.close();
        }
    }
}
