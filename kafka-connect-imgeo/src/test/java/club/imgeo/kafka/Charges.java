package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.Intent;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Scope;
import club.imgeo.client.CreditOutcome;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What tests of the journal say again and again. */
final class Charges {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Scope SCOPE = new Scope("imgeo", "prompts", null);
    static final Outcome DRAWN = outcome(
            CreditOutcome.CHARGED,
            null,
            new Drawing(List.of(URI.create("https://img.example/1.png")), "m", null, false, true));
    static final Outcome REFUSED = outcome(CreditOutcome.NOT_CHARGED, "too many requests", null);
    static final Outcome GIVEN_BACK = outcome(CreditOutcome.REFUNDED, "generation failed", null);
    static final Outcome DOUBT = outcome(CreditOutcome.UNKNOWN, "connection reset", null);

    private static final AtomicLong CLAIMANTS = new AtomicLong();

    private Charges() {}

    private static Outcome outcome(CreditOutcome credits, @Nullable String reason, @Nullable Drawing drawing) {
        return new Outcome(credits, null, drawing, reason, null);
    }

    /** For 4 credits, with a minute's time. */
    static Intent intent(String key) {
        return intent(key, NOON);
    }

    static Intent intent(String key, Instant at) {
        String claimant = "claimant " + CLAIMANTS.incrementAndGet();
        return new Intent(key, "hash", "m", new BigDecimal("4"), SCOPE, claimant, at, at.plus(MINUTE));
    }

    static Charge open(Intent intent, int attempt) {
        return new Charge(intent, attempt, ChargeState.INTENT, intent.at(), null, false);
    }

    static Charge ended(Charge open, Outcome outcome) {
        ChargeState state =
                switch (outcome.creditOutcome()) {
                    case NOT_CHARGED, REFUNDED -> ChargeState.REFUSED;
                    case CHARGED -> ChargeState.DONE;
                    case UNKNOWN -> ChargeState.IN_DOUBT;
                };
        return new Charge(open.intent(), open.attempt(), state, NOON.plusSeconds(5), outcome, false);
    }

    /** What somebody says by hand of a charge that is in doubt. */
    static Outcome word(Outcome outcome) {
        return new Outcome(outcome.creditOutcome(), null, outcome.drawing(), "on the bill", "ops");
    }
}
