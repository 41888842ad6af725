package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final FakeTime time = new FakeTime();
    private final List<Duration> attempts = new ArrayList<>();

    @Test
    void repeatsWhatIsFreeToRepeat() {
        var result = retries(2).run(DEADLINE, failing(1, refunded(null)));

        time.advance(Duration.ofSeconds(1));

        assertThat(Ends.value(result)).isEqualTo("drawn");
        assertThat(attempts).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = CreditOutcome.class,
            names = {"CHARGED", "UNKNOWN"})
    void neverRepeatsWhatMayHaveBeenPaidFor(CreditOutcome outcome) {
        everyKindOfFailure(outcome).forEach(failure -> {
            attempts.clear();

            var result = retries(5).run(DEADLINE, failing(9, failure));
            time.advance(DEADLINE);

            assertThat(Ends.failure(result)).isSameAs(failure);
            assertThat(attempts).as("attempts at %s", failure).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(CreditOutcome.class)
    void repeatsExactlyWhatSaysThatItIsRetryable(CreditOutcome outcome) {
        everyKindOfFailure(outcome).forEach(failure -> {
            attempts.clear();

            var unused = retries(1).run(DEADLINE, failing(9, failure));
            time.advance(DEADLINE);

            assertThat(attempts).as("attempts at %s", failure).hasSize(failure.isRetryable() ? 2 : 1);
        });
    }

    @Test
    void stopsAfterSoManyRetries() {
        ImgeoException failure = refunded(null);

        var result = retries(2).run(DEADLINE, failing(9, failure));
        time.advance(DEADLINE);

        assertThat(Ends.failure(result)).isSameAs(failure);
        assertThat(attempts).hasSize(3);
    }

    @Test
    void makesOneAttemptWhereRetriesAreOff() {
        var result = retries(0).run(DEADLINE, failing(9, refunded(null)));

        assertThat(result).isCompletedExceptionally();
        assertThat(attempts).hasSize(1);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        var result = retries(2).run(DEADLINE, failing(1, refunded(Duration.ofSeconds(70))));

        time.advance(Duration.ofSeconds(70).minusNanos(1));

        assertThat(result).isNotDone();
        time.advance(Duration.ofNanos(1));
        assertThat(result).isCompletedWithValue("drawn");
    }

    @Test
    void beginsNoAttemptWithLessThanHalfOfTheDeadlineLeft() {
        Duration half = DEADLINE.dividedBy(2);

        var inTime = retries(2).run(DEADLINE, left -> CompletableFuture.failedFuture(refunded(half)));
        var late = retries(2).run(DEADLINE, left -> CompletableFuture.failedFuture(refunded(half.plusMillis(1))));

        assertThat(inTime).isNotDone();
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void countsWhatEarlierAttemptsTookAgainstTheDeadline() {
        var first = new CompletableFuture<String>();
        var result = retries(2).run(DEADLINE, left -> first);

        time.advance(DEADLINE.dividedBy(2));
        first.completeExceptionally(refunded(null));

        assertThat(result).isCompletedExceptionally();
    }

    @Test
    void givesEachAttemptWhatIsLeftOfTheDeadline() {
        var unused = retries(2).run(DEADLINE, failing(9, refunded(Duration.ofSeconds(10))));

        time.advance(DEADLINE);

        assertThat(attempts).containsExactly(DEADLINE, DEADLINE.minusSeconds(10), DEADLINE.minusSeconds(20));
    }

    @Test
    void waitsTwiceAsLongEachTimeAndNeverMoreThanHalfAMinute() {
        List<Duration> waits = waits(0.999_999, 10);

        assertThat(waits)
                .extracting(Duration::toMillis)
                .containsExactly(499L, 999L, 1999L, 3999L, 7999L, 15999L, 29999L, 29999L, 29999L, 29999L);
    }

    @Test
    void leavesHalfOfTheWaitToChance() {
        assertThat(waits(0, 3)).extracting(Duration::toMillis).containsExactly(250L, 500L, 1000L);
        assertThat(waits(0.5, 3)).extracting(Duration::toMillis).containsExactly(375L, 750L, 1500L);
    }

    @Test
    void beginsNoAttemptThatHasBecomeTooLateMeanwhile() {
        ImgeoException failure = refunded(null);
        var waiting = retries(2).run(DEADLINE, failing(9, failure));

        time.oversleep(DEADLINE);

        assertThat(Ends.failure(waiting)).isSameAs(failure);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void endsACallThatThrowsInsteadOfFailing() {
        var thrown = new StackOverflowError("of an attempt");

        var result = retries(2).run(DEADLINE, left -> {
            throw thrown;
        });

        assertThat(result).isCompletedExceptionally();
        assertThat(result.handle((value, cause) -> cause)).isCompletedWithValue(thrown);
    }

    @Test
    void endsWhatWaitsForItsNextAttemptWhenItIsClosed() {
        Retries retries = retries(2);
        ImgeoException failure = refunded(null);
        var waiting = retries.run(DEADLINE, failing(9, failure));

        retries.close();
        time.advance(DEADLINE);
        var late = retries.run(DEADLINE, failing(9, failure));

        assertThat(Ends.failure(waiting)).isSameAs(failure);
        assertThat(Ends.failure(late)).isSameAs(failure);
        assertThat(attempts).hasSize(2);
    }

    private List<Duration> waits(double random, int count) {
        List<Duration> waits = new ArrayList<>();
        FakeTime itsTime = new FakeTime();
        var unused = new Retries(count, itsTime, () -> random)
                .run(Duration.ofDays(1), left -> CompletableFuture.failedFuture(refunded(null)));
        for (int i = 0; i < count; i++) {
            Duration wait = itsTime.delays().get(0);
            waits.add(wait);
            itsTime.advance(wait);
        }
        assertThat(itsTime.delays()).isEmpty();
        return waits;
    }

    private Retries retries(int most) {
        return new Retries(most, time, () -> 0);
    }

    private Function<Duration, CompletableFuture<String>> failing(int times, ImgeoException failure) {
        return left -> {
            attempts.add(left);
            return attempts.size() <= times
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture("drawn");
        };
    }

    private static ImgeoException refunded(@Nullable Duration retryAfter) {
        return new GenerationFailedException(
                new Failure("no luck", CreditOutcome.REFUNDED, 500, retryAfter, null, null));
    }

    private static Stream<ImgeoException> everyKindOfFailure(CreditOutcome outcome) {
        return Stream.of(0, 408, 429, 500, 503)
                .map(status -> new Failure("no luck", outcome, status, null, null, null))
                .flatMap(failure -> Stream.of(
                        new AuthenticationException(failure),
                        new GenerationFailedException(failure),
                        new InsufficientCreditsException(failure),
                        new InvalidRequestException(failure, List.of()),
                        new RateLimitedException(failure),
                        new ServiceException(failure),
                        new TransportException(failure),
                        new UnusableAnswerException(failure, List.of())));
    }
}
