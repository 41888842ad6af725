package club.imgeo.kafka;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * The options that somebody asks to be checked, and what could be read of them. What could not be read is null here: it
 * has its objection already.
 */
final class Given {
    private final Map<String, String> options = new HashMap<>();
    private final Map<String, ConfigValue> read;

    /** @param options nulls among them count as not given */
    Given(Map<String, String> options) {
        options.forEach((name, value) -> {
            if (name != null && value != null) {
                this.options.put(name, value);
            }
        });
        read = ImgeoSinkConfig.OPTIONS.validateAll(this.options);
    }

    /** Returns the names of all that is given, declared or not. */
    Set<String> names() {
        return Collections.unmodifiableSet(options.keySet());
    }

    /**
     * Returns the names of the options by which the configuration itself says whom the connection to the API trusts, or
     * through which proxy it goes: its author could then read what is sent, whatever the address is.
     */
    List<String> ownTrustAndProxy() {
        return options.keySet().stream()
                .filter(name -> name.equals(SinkOptions.TRUSTSTORE_CERTIFICATES) || isComponents(name, "proxy"))
                .filter(name -> raw(name) != null)
                .sorted()
                .toList();
    }

    private static boolean isComponents(String option, String camelsName) {
        return option.startsWith(SinkOptions.COMPONENT)
                && ComponentOptions.inCamelCase(option.substring(SinkOptions.COMPONENT.length()))
                        .equals(camelsName);
    }

    /** The connector's declared options, by name. */
    Map<String, ConfigValue> read() {
        return read;
    }

    /** As given, declared or not; null where blank. */
    @Nullable
    String raw(String option) {
        String value = options.get(option);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** One that is declared, its default included; null where blank. */
    @Nullable
    String text(String option) {
        return value(option) instanceof String text && !text.isBlank() ? text : null;
    }

    @Nullable
    Object value(String option) {
        ConfigValue value = read.get(option);
        return value == null || !value.errorMessages().isEmpty() ? null : value.value();
    }

    /** An option of the Camel component, under Camel's name; null where it is not given. */
    @Nullable
    String component(String name) {
        for (String option : options.keySet()) {
            if (isComponents(option, name)) {
                return raw(option);
            }
        }
        return null;
    }

    /** What is given under {@code prefix}, by what follows it. */
    Map<String, String> under(String prefix) {
        Map<String, String> found = new HashMap<>();
        options.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
