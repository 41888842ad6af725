package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    @Test
    void letsWaitWhatIsBeyondTheLimit() {
        InFlightLimit limit = new InFlightLimit(2);
        List<CompletableFuture<Integer>> running = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            var unused = limit.run(() -> begin(running));
        }

        assertThat(running).hasSize(2);
    }

    @Test
    void servesInTheOrderOfAsking() {
        InFlightLimit limit = new InFlightLimit(1);
        List<Integer> begun = new ArrayList<>();
        CompletableFuture<Integer> first = new CompletableFuture<>();
        var unused = limit.run(() -> first);
        for (int i = 0; i < 100; i++) {
            int number = i;
            var ignored = limit.run(() -> {
                begun.add(number);
                return CompletableFuture.completedFuture(number);
            });
        }

        first.complete(0);

        assertThat(begun)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void passesOnHowACallEnds() {
        InFlightLimit limit = new InFlightLimit(1);
        IllegalStateException fault = new IllegalStateException("no luck");

        var good = limit.run(() -> CompletableFuture.completedFuture("drawn"));
        var bad = limit.run(() -> CompletableFuture.failedFuture(fault));

        assertThat(good).isCompletedWithValue("drawn");
        assertThat(Ends.thrown(bad)).isSameAs(fault);
    }

    @Test
    void failsACallThatThrowsAndServesTheNext() {
        InFlightLimit limit = new InFlightLimit(1);
        IllegalStateException fault = new IllegalStateException("a bug");

        var thrown = limit.run(() -> {
            throw fault;
        });
        var next = limit.run(() -> CompletableFuture.completedFuture("drawn"));

        assertThat(Ends.thrown(thrown)).isSameAs(fault);
        assertThat(next).isCompletedWithValue("drawn");
    }

    @Test
    void neverRunsMoreThanTheLimitUnderConcurrency() {
        InFlightLimit limit = new InFlightLimit(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);

        List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.supplyAsync(
                        () -> IntStream.range(0, 1_000)
                                .mapToObj(i -> limit.run(() -> {
                                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    return CompletableFuture.supplyAsync(() -> running.decrementAndGet() >= 0, threads);
                                }))
                                .toList(),
                        threads))
                .flatMap(calls -> Ends.value(calls).stream())
                .toList();

        assertThat(Ends.value(Ends.all(all))).hasSize(8_000).doesNotContain(false);
        assertThat(most).hasValueBetween(1, 3);
        threads.shutdown();
    }

    @Test
    void takesAHundredThousandCallsThatEndAtOnceWithoutAStackOverflow() {
        InFlightLimit limit = new InFlightLimit(1);
        CompletableFuture<Integer> first = new CompletableFuture<>();
        var unused = limit.run(() -> first);
        List<CompletableFuture<Integer>> all = IntStream.range(0, 100_000)
                .mapToObj(i -> limit.run(() -> CompletableFuture.completedFuture(i)))
                .toList();

        first.complete(0);

        assertThat(all).allMatch(call -> call.isDone() && !call.isCompletedExceptionally());
    }

    @Test
    void failsWhatWaitsAndWhatComesWhenClosedAndLetsTheRestEnd() {
        InFlightLimit limit = new InFlightLimit(1);
        CompletableFuture<Integer> first = new CompletableFuture<>();
        var running = limit.run(() -> first);
        var waiting = limit.run(() -> CompletableFuture.completedFuture(2));

        limit.close(() -> new IllegalStateException("closed"));
        var late = limit.run(() -> CompletableFuture.completedFuture(3));

        assertThat(Ends.thrown(waiting)).hasMessage("closed");
        assertThat(Ends.thrown(late)).hasMessage("closed");
        assertThat(running).isNotDone();
        first.complete(1);
        assertThat(running).isCompletedWithValue(1);
    }

    private static CompletableFuture<Integer> begin(List<CompletableFuture<Integer>> running) {
        CompletableFuture<Integer> call = new CompletableFuture<>();
        running.add(call);
        return call;
    }
}
