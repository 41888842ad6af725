package club.imgeo.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One call of the API, as those see it who watch. It never knows a key. */
final class Call {
    private static final int LONGEST_PROMPT = 300;

    private final long number;
    private final Endpoint endpoint;
    private final Instant began;
    private @Nullable String account;
    private @Nullable String model;
    private @Nullable String prompt;
    private @Nullable String fault;
    private @Nullable String reason;
    private @Nullable Instant ended;
    private int count = 1;
    private long credits;
    private int status;

    /** How a call ended. */
    enum End {
        ANSWERED,
        REFUSED,
        FAILED,
        /** The connection was closed, by whichever side, before the answer was complete. */
        UNANSWERED
    }

    Call(long number, Endpoint endpoint, Instant began) {
        this.number = number;
        this.endpoint = endpoint;
        this.began = began;
    }

    /** The call that this request is; {@code null} where it does not go to the API. */
    static @Nullable Call of(RoutingContext context) {
        return context.get(Call.class.getName());
    }

    void putInto(RoutingContext context) {
        context.put(Call.class.getName(), this);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    synchronized void from(String caller) {
        account = caller;
    }

    /** Notes what was asked for, before anybody looked whether it makes sense. */
    synchronized void asks(JsonNode body) {
        model = shortened(body.path("model"));
        prompt = shortened(body.path("prompt"));
        count = body.path("count").asInt(1);
    }

    synchronized void goesWrong(Directive directive) {
        fault = directive.outcome() == Outcome.Named.OK && directive.slow().isZero() ? null : directive.words();
    }

    /** Credits that the call cost up to now; a refund takes them back to 0. */
    synchronized void costs(long soFar) {
        credits = soFar;
    }

    synchronized void refusedFor(String why) {
        reason = why;
    }

    /** @param answer the status that went out complete, or 0 when none did */
    synchronized End end(int answer, Instant at) {
        ended = at;
        status = answer;
        return how();
    }

    synchronized boolean hasEnded() {
        return ended != null;
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("number", number)
                .put("endpoint", endpoint.word())
                .put("at", began.toString())
                .put("account", account)
                .put("model", model)
                .put("prompt", prompt)
                .put("count", count)
                .put("credits", credits)
                .put("fault", fault)
                .put("reason", reason);
        if (ended != null) {
            json.put("end", how().name().toLowerCase(Locale.ROOT))
                    .put("status", status)
                    .put("millis", ended.toEpochMilli() - began.toEpochMilli());
        }
        return json;
    }

    private End how() {
        return switch (status / 100) {
            case 0 -> End.UNANSWERED;
            case 2 -> End.ANSWERED;
            case 4 -> End.REFUSED;
            default -> End.FAILED;
        };
    }

    private static @Nullable String shortened(JsonNode text) {
        if (!text.isTextual()) {
            return null;
        }
        String whole = text.textValue();
        return whole.codePointCount(0, whole.length()) <= LONGEST_PROMPT
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, LONGEST_PROMPT)) + "…";
    }
}
