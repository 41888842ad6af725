package club.imgeo.kafka;

import club.imgeo.client.JournalException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a source record ended, so that it ends once, however often Connect brings it.
 *
 * @param charge the key of the charge that it stands on; null where none was made
 * @param billed whether its result or report names the credits of the charge, which one record alone does
 * @param envelope kept for a doubt alone: a fact that comes late is delivered in it
 */
record End(
        How how,
        Instant at,
        @Nullable String charge,
        boolean billed,
        @Nullable Envelope envelope) {
    /** What a record came to. */
    enum How {
        /** Its result is on the result topic. */
        DELIVERED,
        /** A report says why there is none, and that nothing was paid for this record. */
        REFUSED,
        /** A report says that what was paid for is no use. */
        REPORTED,
        /** A report says that it may have been paid for. */
        IN_DOUBT,
        /** It ended before, and somebody has set the offsets back so that it ends again. */
        REOPENED
    }

    static End of(How how, Instant at, @Nullable String charge) {
        return new End(how, at, charge, false, null);
    }

    End reopened(Instant now) {
        return new End(How.REOPENED, now, charge, billed, null);
    }

    End billed(boolean bears) {
        return new End(how, at, charge, bears || billed, envelope);
    }

    byte[] toJson() {
        ObjectNode json = Json.object();
        json.put("how", how.name());
        json.put("at", at.toString());
        json.put("charge", charge);
        if (billed) {
            json.put("billed", true);
        }
        if (envelope != null) {
            json.put("key", envelope.key());
            ArrayNode headers = json.putArray("headers");
            for (Header header : envelope.headers()) {
                headers.addObject().put("name", header.key()).put("value", header.value());
            }
        }
        return Json.bytes(json);
    }

    /** @throws JournalException where it is none */
    static End parse(String place, byte[] value) {
        try {
            JsonNode json = Json.read(value);
            String charge = json.path("charge").textValue();
            return new End(
                    How.valueOf(json.required("how").asText()),
                    Instant.parse(json.required("at").asText()),
                    place.equals(charge) ? place : charge, // one text for both saves memory
                    json.path("billed").asBoolean(),
                    json.has("headers") ? envelope(json) : null);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw JournalException.of("the journal's entry of " + place + " is none; somebody else writes there", e);
        }
    }

    private static Envelope envelope(JsonNode json) throws IOException {
        List<Header> headers = new ArrayList<>();
        for (JsonNode header : json.required("headers")) {
            JsonNode value = header.get("value");
            headers.add(new RecordHeader(header.required("name").asText(), value == null ? null : value.binaryValue()));
        }
        JsonNode key = json.get("key");
        return new Envelope(key == null ? null : key.binaryValue(), headers);
    }
}
