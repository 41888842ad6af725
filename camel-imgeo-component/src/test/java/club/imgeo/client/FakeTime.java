package club.imgeo.client;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that stands still until a test moves it. */
final class FakeTime implements Time {
    private final List<Planned> planned = new ArrayList<>();
    private final Instant begun = Instant.now();
    /** Near the end of its range, where a comparison that forgets the overflow goes wrong. */
    private final long origin = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private long elapsed;

    private record Planned(long at, Runnable task) {}

    @Override
    public synchronized Instant now() {
        return begun.plusNanos(elapsed);
    }

    @Override
    public synchronized long nanos() {
        return origin + elapsed;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Planned plan = new Planned(elapsed + delay.toNanos(), task);
        planned.add(plan);
        return () -> forget(plan);
    }

    @Override
    public synchronized void close() {
        planned.clear();
    }

    /** What is planned, as the delays from now. */
    synchronized List<Duration> delays() {
        return planned.stream()
                .map(plan -> Duration.ofNanos(plan.at - elapsed))
                .sorted()
                .toList();
    }

    /** Waits until something is planned within {@code atMost}, and says when. */
    Duration awaitPlanWithin(Duration atMost) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> delays().stream().findFirst(),
                        first -> first.isPresent() && first.get().compareTo(atMost) <= 0)
                .orElseThrow();
    }

    /** Moves on as a machine does that was suspended: all that came due runs at the end. */
    void oversleep(Duration by) {
        synchronized (this) {
            elapsed += by.toNanos();
        }
        advance(Duration.ZERO);
    }

    /** Moves on, and runs on this thread what comes due on the way, each at its moment. */
    void advance(Duration by) {
        long end;
        synchronized (this) {
            end = elapsed + by.toNanos();
        }
        for (Optional<Planned> due = takeDue(end); due.isPresent(); due = takeDue(end)) {
            due.get().task.run();
        }
        synchronized (this) {
            elapsed = end;
        }
    }

    private synchronized Optional<Planned> takeDue(long end) {
        Optional<Planned> due =
                planned.stream().filter(plan -> plan.at <= end).min(Comparator.comparingLong(Planned::at));
        due.ifPresent(plan -> {
            planned.remove(plan);
            elapsed = Math.max(elapsed, plan.at);
        });
        return due;
    }

    private synchronized void forget(Planned plan) {
        planned.remove(plan);
    }
}
