package club.imgeo.kafka;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Declares options by kind, so that none lacks a group, an order, a width, a range or a unit. */
final class OptionsBuilder {
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
    private static final Pattern SERVER = Pattern.compile("\\S+:\\d{1,5}");

    private final ConfigDef options = new ConfigDef();
    private String group = "";
    private Importance importance = Importance.MEDIUM;
    private int order;

    ConfigDef build() {
        return options;
    }

    /** The group of the options that follow, and how much it matters that somebody reads of them. */
    OptionsBuilder group(String name, Importance importance) {
        group = name;
        this.importance = importance;
        order = 0;
        return this;
    }

    OptionsBuilder secret(String name, String documentation) {
        return define(name, ConfigDef.Type.PASSWORD, null, null, Width.LONG, documentation, Suggestion.NONE);
    }

    OptionsBuilder millis(String name, long byDefault, long least, long most, String documentation) {
        if (!name.endsWith(".ms")) {
            throw new IllegalArgumentException(name + ": a time has its unit in its name");
        }
        return define(
                name, ConfigDef.Type.LONG, byDefault, range(least, most), Width.SHORT, documentation, Suggestion.NONE);
    }

    OptionsBuilder count(String name, int byDefault, int least, int most, String documentation) {
        return define(
                name, ConfigDef.Type.INT, byDefault, range(least, most), Width.SHORT, documentation, Suggestion.NONE);
    }

    OptionsBuilder optionalCount(String name, int least, Suggestion suggestion, String documentation) {
        Range range = Range.atLeast(least);
        Validator whereSet = LambdaValidator.with(
                (option, value) -> {
                    if (value != null) {
                        range.ensureValid(option, value);
                    }
                },
                range::toString);
        return define(name, ConfigDef.Type.INT, null, whereSet, Width.SHORT, documentation, suggestion);
    }

    OptionsBuilder text(String name, @Nullable String byDefault, String documentation) {
        return text(name, byDefault, Suggestion.NONE, documentation);
    }

    OptionsBuilder text(String name, @Nullable String byDefault, Suggestion suggestion, String documentation) {
        return define(name, ConfigDef.Type.STRING, byDefault, null, Width.MEDIUM, documentation, suggestion);
    }

    /** One of {@code choices}, in any case. */
    <E extends Enum<E>> OptionsBuilder choice(String name, E byDefault, E[] choices, String documentation) {
        List<String> words = Stream.of(choices).map(OptionsBuilder::word).toList();
        Validator oneOf = LambdaValidator.with(
                (option, value) -> {
                    if (value == null || !words.contains(value.toString().toLowerCase(Locale.ROOT))) {
                        throw new ConfigException(option, value, "is not one of " + String.join(", ", words));
                    }
                },
                () -> "one of " + String.join(", ", words));
        return define(
                name,
                ConfigDef.Type.STRING,
                word(byDefault),
                oneOf,
                Width.SHORT,
                documentation,
                Suggestion.of(parsed -> words));
    }

    OptionsBuilder requiredTopic(String name, String documentation) {
        return define(
                name,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                topic(false),
                Width.MEDIUM,
                documentation,
                Suggestion.NONE);
    }

    OptionsBuilder topic(String name, String documentation) {
        return define(name, ConfigDef.Type.STRING, null, topic(true), Width.MEDIUM, documentation, Suggestion.NONE);
    }

    OptionsBuilder converter(String name, @Nullable String byDefault, String documentation) {
        return define(name, ConfigDef.Type.CLASS, byDefault, null, Width.LONG, documentation, Suggestion.NONE);
    }

    OptionsBuilder servers(String name, String documentation) {
        Validator addresses = LambdaValidator.with(
                (option, value) -> {
                    boolean good = value instanceof List<?> list
                            && !list.isEmpty()
                            && list.stream().allMatch(each -> SERVER.matcher(each.toString())
                                    .matches());
                    if (!good) {
                        throw new ConfigException(option, value, "give host:port, several separated by commas");
                    }
                },
                () -> "host:port, several separated by commas");
        return define(
                name,
                ConfigDef.Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                addresses,
                Width.LONG,
                documentation,
                Suggestion.NONE);
    }

    private OptionsBuilder define(
            String name,
            ConfigDef.Type type,
            @Nullable Object byDefault,
            @Nullable Validator validator,
            Width width,
            String documentation,
            Suggestion suggestion) {
        order++;
        options.define(
                name,
                type,
                byDefault,
                validator,
                importance,
                documentation,
                group,
                order,
                width,
                displayName(name),
                suggestion.dependents(),
                suggestion.recommender());
        return this;
    }

    static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches();
    }

    private static Validator topic(boolean optional) {
        String form = "at most 249 letters, digits, dots, low lines and dashes";
        return LambdaValidator.with(
                (option, value) -> {
                    String name = value == null ? "" : value.toString();
                    if (!isTopic(name) && !(optional && name.isBlank())) {
                        throw new ConfigException(option, value, "is no name of a topic; give " + form);
                    }
                },
                () -> form);
    }

    private static Range range(Number least, Number most) {
        boolean open = most.longValue() == Long.MAX_VALUE || most.longValue() == Integer.MAX_VALUE;
        return open ? Range.atLeast(least) : Range.between(least, most);
    }

    /** {@code imgeo.request.timeout.ms} reads: Request timeout (ms). */
    private static String displayName(String name) {
        String words = name.replaceFirst("^imgeo\\.", "")
                .replaceFirst("\\.ms$", " (ms)")
                .replace('.', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
