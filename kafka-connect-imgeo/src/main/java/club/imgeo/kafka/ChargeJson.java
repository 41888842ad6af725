package club.imgeo.kafka;

import club.imgeo.charge.Charge;
import club.imgeo.charge.ChargeState;
import club.imgeo.charge.Drawing;
import club.imgeo.charge.Intent;
import club.imgeo.charge.Outcome;
import club.imgeo.charge.Scope;
import club.imgeo.client.AspectRatio;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.JournalException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A charge as the value of a record of the journal. Its key and its attempt are in the record's key. */
final class ChargeJson {
    /** How an intent begins as {@link #write} has it. */
    private static final byte[] INTENT =
            ("{\"version\":" + Charge.VERSION + ",\"state\":\"INTENT\"").getBytes(StandardCharsets.UTF_8);

    /** More than any charge has that this connector writes down. */
    private static final int MOST_DIGITS = 1_000;

    private ChargeJson() {}

    static byte[] write(Charge charge) {
        Intent intent = charge.intent();
        ObjectNode json = Json.object();
        json.put("version", Charge.VERSION);
        json.put("state", charge.state().name());
        json.put("changedAt", charge.changedAt().toString());
        if (charge.late()) {
            json.put("late", true);
        }
        json.put("requestHash", intent.requestHash());
        json.put("model", intent.model());
        json.put("price", text(intent.credits()));
        json.put("component", intent.scope().component());
        json.put("route", intent.scope().route());
        json.put("tenant", intent.scope().tenant());
        json.put("claimant", intent.claimant());
        json.put("at", intent.at().toString());
        json.put("deadline", intent.deadline().toString());
        Outcome outcome = charge.outcome();
        if (outcome != null) {
            json.put("creditOutcome", outcome.creditOutcome().name());
            json.put("creditsUsed", text(outcome.creditsUsed()));
            json.put("reason", outcome.reason());
            json.put("resolvedBy", outcome.resolvedBy());
            Drawing drawing = outcome.drawing();
            if (drawing != null) {
                write(drawing, json.putObject("drawing"));
            }
        }
        return Json.bytes(json);
    }

    /** Without reading it: of a hundred thousand charges hardly one is open. */
    static boolean isIntent(byte[] value) {
        return value.length > INTENT.length && Arrays.equals(value, 0, INTENT.length, INTENT, 0, INTENT.length);
    }

    private static void write(Drawing drawing, ObjectNode json) {
        ArrayNode images = json.putArray("images");
        drawing.images().forEach(image -> images.add(image.toString()));
        json.put("model", drawing.model());
        AspectRatio ratio = drawing.aspectRatio();
        if (ratio != null) {
            json.put("width", ratio.width());
            json.put("height", ratio.height());
        }
        json.put("partial", drawing.partial());
        json.put("usable", drawing.usable());
    }

    /** @throws JournalException where it is no charge, or one of another version */
    static Charge read(String key, int attempt, byte[] value) {
        try {
            JsonNode json = Json.read(value);
            int version = json.path("version").asInt();
            if (version != Charge.VERSION) {
                throw JournalException.of(
                        "the journal holds charges of version " + version + ", and this connector knows version "
                                + Charge.VERSION + "; run the version of the connector that wrote them, or give a new"
                                + " imgeo.journal.topic",
                        null);
            }
            Intent intent = new Intent(
                    key,
                    json.required("requestHash").asText(),
                    json.required("model").asText(),
                    credits(json, "price"),
                    new Scope(json.required("component").asText(), text(json, "route"), text(json, "tenant")),
                    json.required("claimant").asText(),
                    Instant.parse(json.required("at").asText()),
                    Instant.parse(json.required("deadline").asText()));
            ChargeState state = ChargeState.valueOf(json.required("state").asText());
            Outcome outcome = outcome(json);
            if (state != (outcome == null ? ChargeState.INTENT : outcome.state())) {
                throw new IllegalArgumentException("its state is not what its outcome leads to");
            }
            return new Charge(
                    intent,
                    attempt,
                    state,
                    Instant.parse(json.required("changedAt").asText()),
                    outcome,
                    json.path("late").asBoolean());
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw JournalException.of("the journal's entry of " + key + " is no charge; somebody else writes there", e);
        }
    }

    private static @Nullable Outcome outcome(JsonNode json) {
        String credits = text(json, "creditOutcome");
        return credits == null
                ? null
                : new Outcome(
                        CreditOutcome.valueOf(credits),
                        credits(json, "creditsUsed"),
                        drawing(json.get("drawing")),
                        text(json, "reason"),
                        text(json, "resolvedBy"));
    }

    private static @Nullable Drawing drawing(@Nullable JsonNode json) {
        if (json == null) {
            return null;
        }
        List<URI> images = new ArrayList<>();
        json.required("images").forEach(image -> images.add(URI.create(image.asText())));
        AspectRatio ratio = json.has("width")
                ? new AspectRatio(
                        json.get("width").asInt(), json.required("height").asInt())
                : null;
        return new Drawing(
                images,
                json.required("model").asText(),
                ratio,
                json.required("partial").asBoolean(),
                json.required("usable").asBoolean());
    }

    private static @Nullable String text(@Nullable BigDecimal credits) {
        return credits == null ? null : credits.toString(); // as a text, so that it comes back as it was
    }

    private static @Nullable BigDecimal credits(JsonNode json, String field) {
        String text = text(json, field);
        if (text == null) {
            return null;
        }
        if (text.length() > 2 * MOST_DIGITS) { // to read more digits takes quadratic time
            throw new IllegalArgumentException("no account holds so many credits");
        }
        BigDecimal credits = new BigDecimal(text);
        if (Math.max(credits.precision(), Math.max(credits.scale(), -(long) credits.scale())) > MOST_DIGITS) {
            throw new IllegalArgumentException("no account holds so many credits"); // whose sum would fill the memory
        }
        return credits;
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }
}
