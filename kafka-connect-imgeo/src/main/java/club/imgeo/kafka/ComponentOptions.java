package club.imgeo.kafka;

import club.imgeo.camel.ImgeoComponent;
import club.imgeo.charge.CreditCheck;
import club.imgeo.client.ModelValidation;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of the imgeo component that {@code camel.component.imgeo.} sets. Each is parsed from plain text and given to
 * its own setter, so that no value can name a class, a bean or a placeholder, and no name a path to another object.
 */
final class ComponentOptions {
    /** By their names in Camel. */
    static final Map<String, Option<?>> ALL = Map.of(
            "allowPlainHttp", new Option<>(ComponentOptions::truth, ImgeoComponent::setAllowPlainHttp),
            "connectTimeout", new Option<>(ComponentOptions::millis, ImgeoComponent::setConnectTimeout),
            "creditBudget", new Option<>(ComponentOptions::credits, ImgeoComponent::setCreditBudget),
            "creditBudgetWindow", new Option<>(ComponentOptions::window, ImgeoComponent::setCreditBudgetWindow),
            "creditCheck", new Option<>(text -> choice(CreditCheck.values(), text), ImgeoComponent::setCreditCheck),
            "maxCount", new Option<>(ComponentOptions::count, ImgeoComponent::setMaxCount),
            "modelValidation",
                    new Option<>(text -> choice(ModelValidation.values(), text), ImgeoComponent::setModelValidation),
            "proxy", new Option<>(ComponentOptions::proxy, ImgeoComponent::setProxy));

    /** @param parser throws an IllegalArgumentException that says what is allowed */
    record Option<T>(Function<String, T> parser, BiConsumer<ImgeoComponent, T> setter) {
        void set(ImgeoComponent component, String text) {
            setter.accept(component, parser.apply(text.strip()));
        }
    }

    private ComponentOptions() {}

    /** {@code credit-check} and {@code creditcheck} are creditCheck; an unknown name stays as it is. */
    static String inCamelCase(String name) {
        String folded = folded(name);
        return ALL.keySet().stream()
                .filter(known -> folded(known).equals(folded))
                .findFirst()
                .orElse(name);
    }

    /** @throws ConfigException for an option that is not in the table, or cannot be read */
    static void set(ImgeoComponent component, Map<String, String> options) {
        new TreeMap<>(options).forEach((name, text) -> {
            Option<?> option = ALL.get(inCamelCase(name));
            if (option == null) {
                throw new ConfigException(SinkOptions.COMPONENT + name + ": the sink passes no such option on");
            }
            try {
                option.set(component, text);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(SinkOptions.COMPONENT + name + ": " + e.getMessage());
            }
        });
    }

    static String folded(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("not one of true, false; give one of them");
        };
    }

    private static int count(String text) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) == 0) {
            throw new IllegalArgumentException("not a whole number from 1 to 999999999; give one");
        }
        return Integer.parseInt(text);
    }

    private static Long credits(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("not a whole number of credits; give one");
        }
        return Long.valueOf(text);
    }

    private static long millis(String text) {
        long millis = Imgeo.millis(text);
        if (millis < 1) {
            throw new IllegalArgumentException("not a time; give one such as 10s, or a number of milliseconds");
        }
        return millis;
    }

    private static String window(String text) {
        if (!text.equals("none") && Imgeo.millis(text) < 1_000) {
            throw new IllegalArgumentException("not a time of a second or more; give one such as 1h or 1d, or none");
        }
        return text;
    }

    private static String proxy(String text) {
        if (ApiCheck.proxy(text) == null) {
            throw new IllegalArgumentException("not of the form host:port; give one such as proxy.example.com:3128");
        }
        return text;
    }

    private static <E extends Enum<E>> E choice(E[] choices, String text) {
        return Stream.of(choices)
                .filter(each -> each.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of "
                        + Stream.of(choices)
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + "; give one of them"));
    }
}
