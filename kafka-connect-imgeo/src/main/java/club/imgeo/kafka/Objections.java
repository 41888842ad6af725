package club.imgeo.kafka;

import club.imgeo.client.ApiKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration, by option. Neither messages nor values show a key, whichever option it is in. */
final class Objections {
    private static final String HIDDEN = "[redacted]";
    /** Shorter ones stand in any text. */
    private static final int SECRET = 8;

    private final Map<String, List<String>> byOption = new LinkedHashMap<>();
    private final List<String> keys;

    /** @param keys those that are known; others are recognized by their form */
    Objections(@Nullable String... keys) {
        this.keys = Stream.of(keys)
                .filter(Objects::nonNull)
                .filter(key -> key.length() >= SECRET)
                .toList();
    }

    /** @param why what is wrong, and what would be right */
    void add(String option, String why) {
        byOption.computeIfAbsent(option, name -> new ArrayList<>()).add(option + ": " + why);
    }

    /** Returns all of them, each with the name of its option. */
    List<String> all() {
        return byOption.values().stream()
                .flatMap(List::stream)
                .map(this::redacted)
                .toList();
    }

    /** {@code read} with these added, those included against options that are not declared. */
    List<ConfigValue> in(Map<String, ConfigValue> read) {
        Map<String, ConfigValue> all = new LinkedHashMap<>(read);
        // Without its value, for it may be anybody's secret.
        byOption.keySet()
                .forEach(name -> all.putIfAbsent(name, new ConfigValue(name, null, List.of(), new ArrayList<>())));
        return all.values().stream().map(this::withObjections).toList();
    }

    private ConfigValue withObjections(ConfigValue value) {
        List<String> messages = new ArrayList<>(value.errorMessages());
        messages.addAll(byOption.getOrDefault(value.name(), List.of()));
        messages.replaceAll(this::redacted);
        ConfigValue told = new ConfigValue(value.name(), shown(value.value()), value.recommendedValues(), messages);
        told.visible(value.visible());
        return told;
    }

    /** Returns null in place of a value that contains a key. Connect itself hides a password. */
    private @Nullable Object shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return value instanceof Password || redacted(text).equals(text) ? value : null;
    }

    private String redacted(String text) {
        String shown = text;
        for (String key : keys) {
            shown = shown.replace(key, HIDDEN);
        }
        return ApiKey.masked(shown);
    }
}
