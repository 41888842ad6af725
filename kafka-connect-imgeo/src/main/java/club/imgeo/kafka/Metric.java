package club.imgeo.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A figure that a task publishes.
 *
 * @param tags besides those that name the task
 * @param value always of one class
 */
record Metric(String name, Map<String, String> tags, String description, Supplier<? extends Number> value) {
    Metric {
        tags = Map.copyOf(tags);
    }

    private Metric(String name, String description, Supplier<? extends Number> value) {
        this(name, Map.of(), description, value);
    }

    /** All there are; what they count begins with the task. */
    static List<Metric> of(Counts counts, Gate gate) {
        Latency latency = counts.latency();
        List<Metric> all = new ArrayList<>(List.of(
                new Metric("records-in-flight", "Calls to the API that are open now.", counts::inFlight),
                new Metric("records-done-total", "Results delivered.", counts::done),
                new Metric("records-refused-total", "Records reported, other than as in doubt.", counts::refused),
                new Metric(
                        "records-in-doubt-total",
                        "Records reported as in doubt: they may have been paid for.",
                        counts::inDoubt),
                new Metric(
                        "records-replayed-total",
                        "Results delivered that bear no credits, since another record bears them; counted in"
                                + " records-done-total, too.",
                        counts::replayed),
                new Metric(
                        "credits-spent-total",
                        "Credits that the results and reports name as paid, each once.",
                        () -> counts.creditsSpent().doubleValue()),
                new Metric(
                        "credits-refunded-total",
                        "Credits that were taken for a call and given back, as the price of the model has them.",
                        () -> counts.creditsRefunded().doubleValue()),
                new Metric(
                        "credits-in-doubt-total",
                        "Credits that may be gone for what was reported as in doubt, each once. What turns out later"
                                + " to have been paid, and is delivered, is in credits-spent-total as well.",
                        () -> counts.creditsInDoubt().doubleValue()),
                new Metric(
                        "records-ended-total",
                        "Records that came to their end: a result, or a report. The two times below are of these.",
                        latency::count),
                new Metric(
                        "record-avg-time-ms",
                        "Mean time from when the worker hands a record over until its end is committed, pauses"
                                + " included, in milliseconds.",
                        latency::meanMillis),
                new Metric("record-max-time-ms", "The longest of these times, in milliseconds.", latency::maxMillis)));
        for (Gate.Reason reason : Gate.Reason.values()) {
            all.add(new Metric(
                    "time-paused-ms-total",
                    Map.of("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                    "Time in which nothing was sent, in milliseconds: " + reason.why(),
                    () -> gate.paused(reason).toMillis()));
        }
        return all;
    }
}
