package club.imgeo.charge;

import static club.imgeo.client.CreditOutcome.CHARGED;
import static club.imgeo.client.CreditOutcome.NOT_CHARGED;
import static club.imgeo.client.CreditOutcome.REFUNDED;
import static club.imgeo.client.CreditOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What tests of journals say again and again. */
public final class Journals {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final Duration MINUTE = Duration.ofMinutes(1);
    public static final Scope SCOPE = new Scope("imgeo", "drawing", null);
    public static final Outcome DRAWN =
            new Outcome(CHARGED, new BigDecimal("4"), drawing("https://img.example/1.png"), null, null);
    public static final Outcome REFUSED = new Outcome(NOT_CHARGED, null, null, "too many requests", null);
    public static final Outcome GIVEN_BACK = new Outcome(REFUNDED, null, null, "generation failed", null);
    public static final Outcome DOUBT = new Outcome(UNKNOWN, null, null, "connection reset", null);

    private static final AtomicLong CLAIMANTS = new AtomicLong();

    private Journals() {}

    public static Drawing drawing(String url) {
        return new Drawing(List.of(URI.create(url)), "google/imagen-4", null, false, true);
    }

    /** For 4 credits, with a minute's time. */
    public static Intent intent(String key) {
        return intent(key, NOON);
    }

    public static Intent intent(String key, Instant at) {
        return intent(key, "4", SCOPE, at);
    }

    public static Intent intent(String key, @Nullable String credits, Scope scope, Instant at) {
        return new Intent(
                key,
                "hash",
                "google/imagen-4",
                credits == null ? null : new BigDecimal(credits),
                scope,
                "claimant " + CLAIMANTS.incrementAndGet(),
                at,
                at.plus(MINUTE));
    }

    public static Claim claim(ChargeJournal journal, Intent intent, Cap... caps) {
        return get(journal.claim(intent, List.of(caps), InDoubtPolicy.QUARANTINE));
    }

    public static Charge granted(ChargeJournal journal, Intent intent, Cap... caps) {
        Claim claim = claim(journal, intent, caps);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).charge();
    }

    public static Charge ended(ChargeJournal journal, Intent intent, Outcome outcome) {
        return get(journal.record(granted(journal, intent), outcome, intent.at().plusSeconds(5)));
    }

    public static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    public static Cap cap(String credits) {
        return new Cap(SCOPE, new BigDecimal(credits), null);
    }
}
