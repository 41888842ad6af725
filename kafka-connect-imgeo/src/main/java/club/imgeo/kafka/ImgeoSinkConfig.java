package club.imgeo.kafka;

import club.imgeo.charge.InDoubtPolicy;
import club.imgeo.client.BaseUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The options of a task, each in its type. Whether they go together, the connector has checked before. Nothing of them
 * is logged: a negative prompt is a prompt too.
 */
final class ImgeoSinkConfig extends AbstractConfig {
    static final ConfigDef OPTIONS = SinkOptions.declare();

    /** Has Kafka look for config providers here, where there are none, and not among the options. */
    private static final Map<String, String> NO_PROVIDERS = Map.of(CONFIG_PROVIDERS_CONFIG, "");

    /** @throws ConfigException for an option that is missing, cannot be read, or reaches for the worker */
    ImgeoSinkConfig(Map<String, String> given) {
        super(OPTIONS, SinkValidation.safe(given, System::getenv), NO_PROVIDERS, false);
    }

    String connector() {
        String name = given(SinkOptions.NAME);
        if (name == null) {
            throw new ConfigException(SinkOptions.NAME, null, "a connector has one");
        }
        return name;
    }

    int task() {
        String id = given(SinkOptions.TASK_ID);
        return id == null ? 0 : Integer.parseInt(id);
    }

    /**
     * The address of the API, and the key that may be sent there.
     *
     * @throws ConnectException naming the option and the remedy, if there is no such pair
     */
    ApiAccount account() {
        ApiAccount account = anyAccount();
        if (account.option() != null) {
            throw new ConnectException(account.option() + ": " + account.why());
        }
        return account;
    }

    private ApiAccount anyAccount() {
        return ApiAccount.of(new Given(originalsStrings()), System::getenv);
    }

    /**
     * Returns what this connector is known by in its journal, which needs no key.
     *
     * @throws ConnectException if the base URL is not an address
     */
    JournalOwner.Claimant claimant() {
        ApiAccount account = anyAccount();
        BaseUrl address = account.address();
        if (address == null) {
            throw new ConnectException(account.option() + ": " + account.why());
        }
        return new JournalOwner.Claimant(
                connector(), address.value(), consumerGroup(), text(SinkOptions.JOURNAL_TAKEOVER));
    }

    /** Trust and keys for https to the API; null for those of the JVM. */
    @Nullable
    SSLContext tls() {
        String trusted = text(SinkOptions.TRUSTSTORE_CERTIFICATES);
        String chain = text(SinkOptions.KEYSTORE_CHAIN);
        Password password = getPassword(SinkOptions.KEYSTORE_KEY);
        String key = password == null || password.value().isBlank() ? null : password.value();
        return trusted == null && key == null ? null : Tls.context(trusted, chain, key);
    }

    Duration requestTimeout() {
        return millis(SinkOptions.REQUEST_TIMEOUT);
    }

    int maxInFlight() {
        return getInt(SinkOptions.MAX_IN_FLIGHT);
    }

    int maxRetries() {
        return getInt(SinkOptions.MAX_RETRIES);
    }

    /** What a record does not say of the request, under the API's own names; without those that are not set. */
    Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        putIfSet(defaults, "model", text(SinkOptions.MODEL));
        putIfSet(defaults, "aspect_ratio", text(SinkOptions.ASPECT_RATIO));
        putIfSet(defaults, "count", getInt(SinkOptions.COUNT));
        putIfSet(defaults, "mode", text(SinkOptions.MODE));
        putIfSet(defaults, "image", text(SinkOptions.IMAGE));
        putIfSet(defaults, "negative_prompt", text(SinkOptions.NEGATIVE_PROMPT));
        return defaults;
    }

    /** The API's names of a request's fields, to their names in a record. */
    Map<String, String> fieldNames() {
        Map<String, String> names = new LinkedHashMap<>();
        SinkOptions.FIELDS.forEach(
                (field, option) -> names.put(field, Objects.requireNonNullElse(text(option), field)));
        return names;
    }

    boolean ignoresUnknownFields() {
        return choice(UnknownFields.class, SinkOptions.UNKNOWN_FIELDS) == UnknownFields.IGNORE;
    }

    NullValues nullValues() {
        return choice(NullValues.class, SinkOptions.NULL_VALUES);
    }

    String resultTopic() {
        return getString(SinkOptions.RESULT_TOPIC);
    }

    @Nullable
    String errorTopic() {
        return text(SinkOptions.ERROR_TOPIC);
    }

    /** The topics that the sink or Connect writes for it, to the options that name them. */
    Map<String, String> writtenTopics() {
        Map<String, @Nullable String> byOption = new LinkedHashMap<>();
        byOption.put(SinkOptions.RESULT_TOPIC, resultTopic());
        byOption.put(SinkOptions.ERROR_TOPIC, errorTopic());
        byOption.put(SinkOptions.JOURNAL_TOPIC, journalTopic());
        byOption.put(SinkOptions.DEAD_LETTER_QUEUE, given(SinkOptions.DEAD_LETTER_QUEUE));
        Map<String, String> options = new HashMap<>();
        byOption.forEach((option, topic) -> {
            if (topic != null) {
                options.put(topic, option);
            }
        });
        return options;
    }

    /** A new one, configured. */
    Converter resultConverter() {
        return converter(SinkOptions.RESULT_CONVERTER, getClass(SinkOptions.RESULT_CONVERTER), false);
    }

    /** A new one, configured; null where keys stay as they are. */
    @Nullable
    Converter resultKeyConverter() {
        Class<?> type = getClass(SinkOptions.RESULT_KEY_CONVERTER);
        return type == null ? null : converter(SinkOptions.RESULT_KEY_CONVERTER, type, true);
    }

    String journalTopic() {
        String topic = text(SinkOptions.JOURNAL_TOPIC);
        return topic == null ? journalTopic(connector()) : topic;
    }

    /** Where none is set. */
    static String journalTopic(String connector) {
        return "imgeo-journal-" + connector;
    }

    /** Zero for ever. */
    Duration journalRetention() {
        return millis(SinkOptions.JOURNAL_RETENTION);
    }

    /** {@code record}, {@code key} or {@code field:NAME}. */
    String chargeKey() {
        return getString(SinkOptions.CHARGE_KEY);
    }

    InDoubtPolicy inDoubtPolicy() {
        return choice(InDoubtPolicy.class, SinkOptions.IN_DOUBT_POLICY);
    }

    /** What the connector's own clients are configured with. */
    Map<String, Object> kafkaClient() {
        return originalsWithPrefix(SinkOptions.KAFKA);
    }

    /** What the Camel component is configured with beyond the sink's own options, under Camel's names. */
    Map<String, String> componentOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        originalsWithPrefix(SinkOptions.COMPONENT)
                .forEach((name, value) -> options.put(ComponentOptions.inCamelCase(name), value.toString()));
        return options;
    }

    Duration shutdownTimeout() {
        return millis(SinkOptions.SHUTDOWN_TIMEOUT);
    }

    /** Whether Connect takes reports; it then has a topic for them. */
    boolean hasDeadLetterQueue() {
        return given(SinkOptions.DEAD_LETTER_QUEUE) != null;
    }

    /** The group whose offsets are the connector's. */
    String consumerGroup() {
        String group = given(SinkOptions.GROUP_ID);
        return group == null ? "connect-" + connector() : group;
    }

    /** Not by {@code getConfiguredInstance}, which would configure it with options that are not its own. */
    private Converter converter(String option, Class<?> type, boolean forKeys) {
        try {
            Converter converter =
                    type.asSubclass(Converter.class).getDeclaredConstructor().newInstance();
            Map<String, Object> options = originalsWithPrefix(option + ".");
            if (converter instanceof JsonConverter) {
                options.putIfAbsent("schemas.enable", "false");
            }
            converter.configure(options, forKeys);
            return converter;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(option, type.getName(), "is no Converter that can be made: " + e);
        }
    }

    private Duration millis(String option) {
        return Duration.ofMillis(getLong(option));
    }

    private <E extends Enum<E>> E choice(Class<E> choices, String option) {
        return Enum.valueOf(choices, getString(option).toUpperCase(Locale.ROOT));
    }

    /** Null where it is blank, as a form leaves it. */
    private @Nullable String text(String option) {
        String text = getString(option);
        return text == null || text.isBlank() ? null : text;
    }

    /** One that is not this connector's own. */
    private @Nullable String given(String option) {
        Object value = originals().get(option);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    private static void putIfSet(Map<String, Object> defaults, String field, @Nullable Object value) {
        if (value != null) {
            defaults.put(field, value);
        }
    }
}
