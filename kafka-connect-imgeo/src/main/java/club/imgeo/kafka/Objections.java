package club.imgeo.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** What stands against a configuration, by option. None shows a key, wherever somebody pasted it. */
final class Objections {
    private static final Pattern KEY = Pattern.compile("imgeo_sk_[\\x21-\\x7E]+");
    /** Shorter ones stand in any text. */
    private static final int SECRET = 8;

    private final Map<String, List<String>> byOption = new LinkedHashMap<>();
    private final @Nullable String key;

    Objections(@Nullable String key) {
        this.key = key;
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
        ConfigValue told = new ConfigValue(value.name(), value.value(), value.recommendedValues(), messages);
        told.visible(value.visible());
        return told;
    }

    private String redacted(String message) {
        String shown = key == null || key.length() < SECRET ? message : message.replace(key, "[hidden]");
        return KEY.matcher(shown).replaceAll("[hidden]");
    }
}
