package club.imgeo.kafka;

import club.imgeo.client.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is passed on to the Camel component is there, is not the sink's own to set, and can be read. */
final class ComponentCheck {
    /** Names in Camel, to the option to use instead. */
    private static final Map<String, String> OURS = Map.of(
            "apiKey", SinkOptions.API_KEY,
            "baseUrl", SinkOptions.BASE_URL,
            "requestTimeout", SinkOptions.REQUEST_TIMEOUT,
            "maxInFlight", SinkOptions.MAX_IN_FLIGHT,
            "maxRetries", SinkOptions.MAX_RETRIES,
            "journal", SinkOptions.JOURNAL_TOPIC,
            "journalRetention", SinkOptions.JOURNAL_RETENTION,
            "chargeKey", SinkOptions.CHARGE_KEY,
            "chargeKeyFromHeader", SinkOptions.CHARGE_KEY,
            "inDoubtPolicy", SinkOptions.IN_DOUBT_POLICY);

    private ComponentCheck() {}

    static void check(Given given, Objections objections) {
        given.under(SinkOptions.COMPONENT).forEach((name, value) -> {
            String why = objection(ComponentOptions.inCamelCase(name), value, given);
            if (why != null) {
                objections.add(SinkOptions.COMPONENT + name, why);
            }
        });
    }

    private static @Nullable String objection(String name, String value, Given given) {
        String ours = OURS.get(name);
        if (ours != null) {
            return "the sink has an option for it; set " + ours;
        }
        JsonNode option = ComponentOptions.ALL.get(name);
        if (option == null) {
            return "the component has no such option; "
                    + Nearest.hint(
                            name,
                            ComponentOptions.ALL.keySet().stream()
                                    .filter(known -> !OURS.containsKey(known))
                                    .toList());
        }
        if (name.equals("creditBudget") && isMany(given.raw(SinkOptions.TASKS_MAX))) {
            return "each task counts its own, so it would be spent " + SinkOptions.TASKS_MAX + " times; set "
                    + SinkOptions.TASKS_MAX + "=1, or leave it out";
        }
        return unreadable(option, value.strip());
    }

    private static @Nullable String unreadable(JsonNode option, String value) {
        return switch (option.path("type").asText()) {
            case "boolean" -> oneOf(value, List.of("true", "false"));
            case "enum" -> oneOf(value, words(option.path("enum")));
            case "integer" -> value.matches("-?\\d{1,9}") ? null : "not a whole number; give one";
            default -> value.isEmpty() ? "blank; leave it out" : null;
        };
    }

    private static @Nullable String oneOf(String value, List<String> choices) {
        return choices.contains(value.toLowerCase(Locale.ROOT))
                ? null
                : "not one of " + String.join(", ", choices) + "; give one of them";
    }

    private static List<String> words(JsonNode choices) {
        List<String> words = new ArrayList<>();
        choices.forEach(choice -> words.add(choice.asText()));
        return words;
    }

    private static boolean isMany(@Nullable String tasks) {
        return tasks != null && tasks.matches("\\d+") && new BigInteger(tasks).compareTo(BigInteger.ONE) > 0;
    }
}
