package club.imgeo.client;

import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a server asks to wait: {@code Retry-After} in seconds or as a date, or {@code retry_after} in the body. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    /** More than any date has. */
    private static final int MAX_LENGTH = 64;

    private RetryAfter() {}

    static Optional<Duration> of(Attempt attempt, Instant now) {
        return of(attempt.headers(), now)
                .or(() -> Answers.retryAfter(attempt.body()).map(RetryAfter::seconds));
    }

    /** For an answer whose body tells nothing. */
    static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .filter(value -> value.length() <= MAX_LENGTH)
                .flatMap(value -> parse(value.strip(), now));
    }

    private static Optional<Duration> parse(String value, Instant now) {
        if (!value.isEmpty() && value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return Optional.of(bounded(Duration.between(now, then)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration seconds(BigDecimal seconds) {
        BigDecimal most = seconds.min(BigDecimal.valueOf(LONGEST.toSeconds())).max(BigDecimal.ZERO);
        return Duration.ofMillis(most.movePointRight(3).longValue());
    }

    private static Duration bounded(Duration asked) {
        return asked.isNegative() ? Duration.ZERO : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
