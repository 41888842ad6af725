package club.imgeo.camel;

import club.imgeo.charge.Paid;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One message at imgeo:generate, until it has ended. */
final class Observation {
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");

    private final Sight sight;
    private final ExchangeUse use;
    private final long begun = System.nanoTime();
    private String model = Ending.OTHER;
    private int count;

    Observation(Sight sight, Exchange exchange) {
        this.sight = sight;
        use = ExchangeUse.of(exchange);
    }

    /** @param fields as the message has them, which may be anything */
    void asked(Map<String, Object> fields) {
        model = String.valueOf(fields.get("model"));
        String images = String.valueOf(fields.getOrDefault("count", 1));
        count = COUNT.matcher(images).matches() ? Integer.parseInt(images) : 0;
    }

    /** Never throws, as that would take the place of what is paid for. */
    void ended(@Nullable Paid paid, @Nullable Throwable thrown) {
        Sight.safely(() -> judged(paid, thrown));
    }

    private void judged(@Nullable Paid paid, @Nullable Throwable thrown) {
        if (paid != null) {
            drawn(paid.generation(), paid.replayed());
        } else {
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            failed(cause instanceof ImgeoException failure ? failure.creditOutcome() : CreditOutcome.UNKNOWN);
        }
    }

    /** While the message was read, so nothing was sent. */
    void refused(RuntimeException thrown) {
        Sight.safely(() ->
                failed(thrown instanceof ImgeoException failure ? failure.creditOutcome() : CreditOutcome.NOT_CHARGED));
    }

    private void drawn(Generation generation, boolean replayed) {
        String drawnBy = sight.known(generation.model());
        ended(
                drawnBy.equals(Ending.OTHER) ? sight.known(model) : drawnBy,
                generation.images().size(),
                replayed ? BigDecimal.ZERO : generation.creditsUsed(),
                replayed ? Ending.How.REPLAYED : Ending.How.DONE);
    }

    private void failed(CreditOutcome outcome) {
        ended(sight.known(model), 0, outcome.isFreeToRepeat() ? BigDecimal.ZERO : null, Ending.How.failed(outcome));
    }

    private void ended(String by, int images, @Nullable BigDecimal credits, Ending.How how) {
        Ending ending =
                new Ending(Instant.now(), by, count, images, credits, how, Duration.ofNanos(System.nanoTime() - begun));
        if (!use.isOver()) {
            use.exchange().setProperty(Ending.PROPERTY, ending);
        }
        sight.ended(ending);
    }
}
