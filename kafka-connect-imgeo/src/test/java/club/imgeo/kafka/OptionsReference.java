package club.imgeo.kafka;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes the page of the options from their declarations. */
final class OptionsReference {
    private static final String HEAD = """
            # Options of the Kafka Connect sink

            Written from the declarations by `OptionsReferenceTest`; do not edit.

            A connector needs the options marked *required*, a key, and `topics` or `topics.regex`. Whatever is wrong with a
            configuration is said when it is submitted, all at once, and costs nothing.
            """;
    private static final String TAIL = """

            ## Passed on

            | Options | Go to | Not taken |
            |---|---|---|
            | `imgeo.kafka.*` | the connector's own producers, consumers and admin client, such as `imgeo.kafka.security.protocol` or `imgeo.kafka.linger.ms` | anything but what is listed [below](#kafka-clients) |
            | `imgeo.result.converter.*`, `imgeo.result.key.converter.*` | the converters of the results | `config.providers` |
            | `camel.component.imgeo.*` | the imgeo component, whose [options](../camel-imgeo-component/src/main/docs/imgeo-component.adoc) are described there: %s | all others; `creditBudget` with more than one task, since each counts its own |

            Values are plain text: none is taken for a class, a bean, a file or a placeholder. Only the worker replaces
            `${provider:…}`, before the connector sees it.

            ## Kafka clients

            A connector may set these under `imgeo.kafka.`, and nothing else.

            - Security: %s.
            - Tuning: %s.
            - With one value only: %s.
            - Ignored with a warning, so that a worker's settings can be copied: %s.

            `sasl.mechanism` is one of %s, and `sasl.jaas.config` names that mechanism's login module of Kafka's own, with
            credentials and no other options. `ssl.truststore.type` and `ssl.keystore.type` are `PEM`.
            """;

    private OptionsReference() {}

    static String of(ConfigDef options) {
        StringBuilder page = new StringBuilder(HEAD);
        for (String group : options.groups()) {
            page.append("\n## ")
                    .append(group)
                    .append("\n\n| Option | Type | Default | Range | What it is |\n|---|---|---|---|---|\n");
            options.configKeys().values().stream()
                    .filter(option -> option.group.equals(group))
                    .sorted(Comparator.comparingInt(option -> option.orderInGroup))
                    .forEach(option -> page.append(row(option)));
        }
        return page.append(TAIL.formatted(
                        code(new TreeSet<>(ComponentOptions.ALL.keySet())),
                        code(KafkaClientOptions.SECURITY),
                        code(KafkaClientOptions.TUNING),
                        code(new TreeMap<>(KafkaClientOptions.FIXED)
                                .entrySet().stream()
                                        .map(fixed -> fixed.getKey() + "="
                                                + fixed.getValue().get(0))
                                        .toList()),
                        code(KafkaClientOptions.IGNORED.keySet()),
                        code(JaasLogin.MECHANISMS)))
                .toString();
    }

    private static String code(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
    }

    private static String row(ConfigKey option) {
        return "| `" + option.name + "` | " + option.type.name().toLowerCase(Locale.ROOT) + " | " + byDefault(option)
                + " | " + range(option) + " | "
                + option.documentation.replace("*", "\\*") + " |\n";
    }

    /** Kafka writes [1,...,9] and [1,...]. */
    private static String range(ConfigKey option) {
        return option.validator == null
                ? ""
                : option.validator
                        .toString()
                        .replaceFirst("^\\[(\\d+),\\.\\.\\.]$", "$1 or more")
                        .replaceFirst("^\\[(\\d+),\\.\\.\\.,(\\d+)]$", "$1 to $2");
    }

    private static String byDefault(ConfigKey option) {
        if (!option.hasDefault()) {
            return "*required*";
        }
        Object value = option.defaultValue;
        return value == null ? "" : "`" + ConfigDef.convertToString(value, option.type) + "`";
    }
}
