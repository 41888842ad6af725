package club.imgeo.camel;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.Intent;
import club.imgeo.charge.Outcome;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A charge, as imgeo:journal shows it.
 *
 * @param key as the endpoint or the message gave it; with {@code tenant}, it names what is to be resolved
 * @param credits the price, or what it cost; null where nobody knows it
 * @param component whose account it is
 * @param route null outside of a route
 * @param tenant null where no budget counts by one
 * @param madeAt when the call was about to be made
 * @param deadline after that, nobody waits for its outcome any more
 * @param changedAt when it came into {@code state}
 * @param reason why there is no usable answer, or what was said by hand
 * @param late whether the outcome came when it was in doubt already
 * @param resolvedBy who ended the doubt by hand
 */
public record JournalEntry(
        String key,
        int attempt,
        ChargeState state,
        String model,
        @Nullable BigDecimal credits,
        String component,
        @Nullable String route,
        @Nullable String tenant,
        Instant madeAt,
        Instant deadline,
        Instant changedAt,
        @Nullable String reason,
        boolean late,
        @Nullable String resolvedBy,
        List<URI> images) {
    public JournalEntry {
        images = List.copyOf(images);
    }

    static JournalEntry of(Charge charge) {
        Intent intent = charge.intent();
        Outcome outcome = charge.outcome();
        Drawing drawing = outcome == null ? null : outcome.drawing();
        return new JournalEntry(
                charge.givenKey(),
                charge.attempt(),
                charge.state(),
                intent.model(),
                charge.credits(),
                intent.scope().component(),
                intent.scope().route(),
                intent.scope().tenant(),
                intent.at(),
                intent.deadline(),
                charge.changedAt(),
                outcome == null ? "no outcome in time" : outcome.reason(),
                charge.late(),
                outcome == null ? null : outcome.resolvedBy(),
                drawing == null ? List.of() : drawing.images());
    }

    /** Everything by its name, in plain Java; what is null is left out. */
    @JsonValue
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("attempt", attempt);
        fields.put("state", state.name());
        fields.put("model", model);
        putIfKnown(fields, "credits", credits);
        fields.put("component", component);
        putIfKnown(fields, "route", route);
        putIfKnown(fields, "tenant", tenant);
        fields.put("madeAt", madeAt.toString());
        fields.put("deadline", deadline.toString());
        fields.put("changedAt", changedAt.toString());
        putIfKnown(fields, "reason", reason);
        fields.put("late", late);
        putIfKnown(fields, "resolvedBy", resolvedBy);
        fields.put("images", images.stream().map(URI::toString).toList());
        return fields;
    }

    private static void putIfKnown(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
