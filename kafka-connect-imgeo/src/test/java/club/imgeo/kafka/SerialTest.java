package club.imgeo.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialTest {
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final Serial serial = new Serial(pool::add, () -> done.add("idle"));

    private void run() {
        for (Runnable task = pool.poll(); task != null; task = pool.poll()) {
            task.run();
        }
    }

    @Test
    void runsNothingBeforeItIsReleased() {
        serial.execute(() -> done.add("a"));
        run();
        assertThat(done).isEmpty();

        serial.release();
        run();

        assertThat(done).containsExactly("a", "idle");
    }

    @Test
    void runsTasksInTheirOrderAndIsIdleAfterTheLast() {
        serial.release();
        serial.execute(() -> done.add("a"));
        serial.execute(() -> {
            done.add("b");
            serial.execute(() -> done.add("d"));
        });
        serial.execute(() -> done.add("c"));

        assertThat(pool).hasSize(1); // one thread is enough
        run();

        assertThat(done).containsExactly("a", "b", "c", "d", "idle");
    }

    @Test
    void isIdleOnceMoreAfterWhatWasSubmittedThen() {
        AtomicInteger left = new AtomicInteger(2);
        List<Serial> made = new ArrayList<>();
        Serial again = new Serial(pool::add, () -> {
            done.add("idle");
            if (left.decrementAndGet() > 0) {
                made.get(0).execute(() -> done.add("late"));
            }
        });
        made.add(again);
        again.release();

        again.execute(() -> done.add("a"));
        run();

        assertThat(done).containsExactly("a", "idle", "late", "idle");
    }

    @Test
    void keepsTheRestUntilItIsReleasedOnceMore() {
        serial.release();
        serial.execute(() -> {
            done.add("a");
            serial.hold();
        });
        serial.execute(() -> done.add("b"));
        run();
        serial.execute(() -> done.add("c"));
        run();
        assertThat(done).containsExactly("a"); // and not idle, since b is still to come

        serial.release();
        run();

        assertThat(done).containsExactly("a", "b", "c", "idle");
    }

    @Test
    void goesOnAfterATaskThatFails() {
        Serial failing = new Serial(pool::add, () -> {
            done.add("idle");
            throw new IllegalStateException("on purpose");
        });
        failing.release();
        failing.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        failing.execute(() -> done.add("a"));
        run();
        failing.execute(() -> done.add("b"));
        run();

        assertThat(done).containsExactly("a", "idle", "b", "idle");
    }

    @Test
    void knowsItsOwnTasks() {
        List<Boolean> here = new ArrayList<>();
        serial.release();
        serial.execute(() -> here.add(serial.isHere()));

        here.add(serial.isHere());
        run();
        here.add(serial.isHere());

        assertThat(here).containsExactly(false, true, false);
    }

    @Test
    void runsTheTasksOfManyThreadsOneAtATime() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] runs = new int[1]; // not atomic, so that a task that overlaps another is lost
        Serial busy = new Serial(threads, () -> {});
        busy.release();
        List<Thread> callers = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    for (int j = 0; j < 2_000; j++) {
                        busy.execute(() -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            runs[0]++;
                            inside.decrementAndGet();
                        });
                    }
                }))
                .toList();

        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        threads.shutdown(); // what was submitted still runs
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(most).hasValue(1);
        assertThat(runs[0]).isEqualTo(8_000);
    }
}
