package club.imgeo.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The JSON of the sandbox's own endpoints. */
final class ControlJson {
    private ControlJson() {}

    /** Reads what {@code GET /models} writes. */
    static SandboxModel model(JsonNode json) {
        String id = json.path("id").asText();
        List<String> modes = texts(json.path("modes"), "modes");
        List<String> ratios = texts(json.path("aspect_ratios"), "aspect_ratios");
        try {
            return new SandboxModel(
                    id,
                    json.path("name").asText(id),
                    json.path("credits").asLong(1),
                    new LinkedHashSet<>(modes.isEmpty() ? List.of(SandboxModel.TEXT2IMG) : modes),
                    json.path("supports_negative_prompt").asBoolean(),
                    json.hasNonNull("max_count")
                            ? (Integer) json.path("max_count").asInt()
                            : null,
                    ratios.isEmpty() ? SandboxModel.ALL_RATIOS : ratios);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    static Map<String, Double> rates(JsonNode json) {
        if (!json.isObject()) {
            throw Refusal.badRequest("rates must be an object, such as {\"500\": 0.1}");
        }
        Map<String, Double> rates = new LinkedHashMap<>();
        json.properties().forEach(rate -> {
            if (!rate.getValue().isNumber()) {
                throw Refusal.badRequest("a rate must be a number from 0 to 1");
            }
            rates.put(rate.getKey(), rate.getValue().doubleValue());
        });
        return rates;
    }

    static List<String> texts(JsonNode json, String field) {
        if (!json.isArray() && !json.isMissingNode()) {
            throw Refusal.badRequest(field + " must be a list of strings");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : json) {
            if (!text.isTextual()) {
                throw Refusal.badRequest(field + " must be a list of strings");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    static ObjectNode ledger(Ledger ledger) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("charged", ledger.charged())
                .put("refunded", ledger.refunded())
                .put("net", ledger.net());
        json.set("requests", Json.mapper().valueToTree(ledger.requestsByPath()));
        json.set("calls", Json.mapper().valueToTree(ledger.callsByPrompt()));
        json.set("entries", Json.mapper().valueToTree(ledger.entries()));
        return json;
    }
}
