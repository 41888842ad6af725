package club.imgeo.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** A connector's configuration as somebody submits it, and what is said of it. */
final class Submitted {
    static final String KEY = "imgeo_sk_0123456789abcdef";

    private Submitted() {}

    /** A good one, with {@code changes} as names and values in turn; null takes one away. */
    static Map<String, String> with(@Nullable String... changes) {
        Map<String, String> options = new HashMap<>(Map.of(
                "name", "foxes",
                "connector.class", ImgeoSinkConnector.class.getName(),
                "tasks.max", "2",
                "topics", "prompts",
                "imgeo.api.key", KEY,
                "imgeo.result.topic", "images",
                "imgeo.kafka.bootstrap.servers", "localhost:9092"));
        for (int i = 0; i < changes.length; i += 2) {
            String name = String.valueOf(changes[i]);
            String value = changes[i + 1];
            if (value == null) {
                options.remove(name);
            } else {
                options.put(name, value);
            }
        }
        return options;
    }

    static List<String> objections(Config told) {
        return told.configValues().stream()
                .flatMap(value -> value.errorMessages().stream())
                .toList();
    }

    static ConfigValue value(Config told, String option) {
        return told.configValues().stream()
                .filter(value -> value.name().equals(option))
                .findFirst()
                .orElseThrow();
    }
}
