package club.imgeo.kafka;

import club.imgeo.charge.InDoubtPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The options of the sink: their names, which are a promise to users, and what is said of them. */
final class SinkOptions {
    static final String API_KEY = "imgeo.api.key";
    static final String BASE_URL = "imgeo.base.url";
    static final String TRUSTSTORE_CERTIFICATES = "imgeo.ssl.truststore.certificates";
    static final String KEYSTORE_CHAIN = "imgeo.ssl.keystore.certificate.chain";
    static final String KEYSTORE_KEY = "imgeo.ssl.keystore.key";
    static final String REQUEST_TIMEOUT = "imgeo.request.timeout.ms";
    static final String MAX_IN_FLIGHT = "imgeo.max.in.flight";
    static final String MAX_RETRIES = "imgeo.max.retries";
    static final String MODEL = "imgeo.model";
    static final String ASPECT_RATIO = "imgeo.aspect.ratio";
    static final String COUNT = "imgeo.count";
    static final String MODE = "imgeo.mode";
    static final String IMAGE = "imgeo.image";
    static final String NEGATIVE_PROMPT = "imgeo.negative.prompt";
    static final String UNKNOWN_FIELDS = "imgeo.unknown.fields";
    static final String NULL_VALUES = "imgeo.null.values";
    static final String RESULT_TOPIC = "imgeo.result.topic";
    static final String RESULT_CONVERTER = "imgeo.result.converter";
    static final String RESULT_KEY_CONVERTER = "imgeo.result.key.converter";
    static final String ERROR_TOPIC = "imgeo.error.topic";
    static final String JOURNAL_TOPIC = "imgeo.journal.topic";
    static final String JOURNAL_TAKEOVER = "imgeo.journal.takeover";
    static final String JOURNAL_RETENTION = "imgeo.journal.retention.ms";
    static final String CHARGE_KEY = "imgeo.charge.key";
    static final String IN_DOUBT_POLICY = "imgeo.in.doubt.policy";
    static final String KAFKA = "imgeo.kafka.";
    static final String BOOTSTRAP_SERVERS = KAFKA + "bootstrap.servers";
    static final String SHUTDOWN_TIMEOUT = "imgeo.shutdown.timeout.ms";
    static final String COMPONENT = "camel.component.imgeo.";

    /** Set by the connector in each task's configuration; nothing for users. */
    static final String TASK_ID = "imgeo.task.id";

    /** Connect's own, which are read here too. */
    static final String NAME = "name";

    static final String TASKS_MAX = "tasks.max";
    static final String TOPICS = "topics";
    static final String TOPICS_REGEX = "topics.regex";
    static final String DEAD_LETTER_QUEUE = "errors.deadletterqueue.topic.name";
    static final String TOLERANCE = "errors.tolerance";
    static final String GROUP_ID = "consumer.override.group.id";

    /** The API's names of a request's fields, to the options that name them in a record. */
    static final Map<String, String> FIELDS = fields();

    private static final long DAY = Duration.ofDays(1).toMillis();

    private SinkOptions() {}

    static ConfigDef declare() {
        OptionsBuilder options = new OptionsBuilder();
        declareApi(options);
        declareTls(options);
        declareRequest(options);
        declareRecords(options);
        declareResults(options);
        declarePayment(options);
        declareRunning(options);
        return options.build();
    }

    private static void declareApi(OptionsBuilder options) {
        options.group("API", Importance.HIGH)
                .secret(
                        API_KEY,
                        "The key to the imgeo account that pays, as imgeo_sk_... Connect shows a connector's configuration to"
                                + " whoever may read it, so give it as ${env:NAME} or ${file:PATH:NAME} of a config"
                                + " provider. Without it, the worker's environment variable IMGEO_API_KEY is used, but only if the"
                                + " address is https://www.imgeo.club or the one in IMGEO_BASE_URL of the workers'"
                                + " environment, and if this configuration names no proxy and no options for TLS.")
                .text(
                        BASE_URL,
                        null,
                        "The address of the API. Without it, the worker's environment variable IMGEO_BASE_URL is used, and"
                                + " otherwise https://www.imgeo.club. Any other address needs imgeo.api.key. Plain http is for this machine only, unless"
                                + " camel.component.imgeo.allowPlainHttp=true. Set it to try things out against the sandbox.")
                .millis(
                        REQUEST_TIMEOUT,
                        300_000,
                        1_000,
                        DAY,
                        "How long one call may take, in milliseconds. One that takes longer is in doubt, so be generous.")
                .count(
                        MAX_IN_FLIGHT,
                        64,
                        1,
                        10_000,
                        "How many calls each task has open at a time. More records wait their turn.")
                .count(
                        MAX_RETRIES,
                        10,
                        0,
                        Integer.MAX_VALUE,
                        "How often a record whose call was refunded, or never sent, is tried again before it is reported."
                                + " What may have been paid for is never sent again.");
    }

    private static void declareTls(OptionsBuilder options) {
        options.group("TLS", Importance.LOW)
                .text(
                        TRUSTSTORE_CERTIFICATES,
                        null,
                        "The certificates that the connection to the API trusts, as PEM text and never as a path. Only these"
                                + " are trusted then. Without it, whom the worker's JVM trusts.")
                .text(
                        KEYSTORE_CHAIN,
                        null,
                        "The client certificate for a gateway that asks for one, as PEM text, followed by its issuers."
                                + " Needs imgeo.ssl.keystore.key.")
                .secret(
                        KEYSTORE_KEY,
                        "The private key of that certificate, as PEM text in PKCS#8 and not encrypted. Give it as a"
                                + " reference to a config provider, such as ${dir:PATH:key.pem}.");
    }

    private static void declareRequest(OptionsBuilder options) {
        options.group("Request", Importance.HIGH)
                .text(
                        MODEL,
                        null,
                        ModelSuggestions.models().leadingTo(ASPECT_RATIO, COUNT, MODE, NEGATIVE_PROMPT),
                        "The id of the model for records that name none, such as google/imagen-4.")
                .text(
                        ASPECT_RATIO,
                        null,
                        ModelSuggestions.ratios(),
                        "Width to height of the images for records that do not say, such as 16:9. The server's default is"
                                + " 1:1.")
                .optionalCount(
                        COUNT,
                        1,
                        ModelSuggestions.counts(),
                        "The number of images for records that do not say; the server's default is 1. Each is paid for.")
                .text(
                        MODE,
                        null,
                        ModelSuggestions.modes().leadingTo(IMAGE),
                        "What records that do not say are drawn from: the prompt alone (text2img, the server's default) or"
                                + " a source image too (img2img).")
                .text(
                        IMAGE,
                        null,
                        ModelSuggestions.image(),
                        "The public URL of the image that img2img starts from, for records that name none.")
                .text(
                        NEGATIVE_PROMPT,
                        null,
                        ModelSuggestions.negativePrompt(),
                        "What to leave out of the pictures, for records that do not say. Not every model takes it.");
    }

    private static void declareRecords(OptionsBuilder options) {
        options.group("Records", Importance.MEDIUM);
        FIELDS.forEach((field, option) -> options.text(
                option,
                field,
                "The field of a record's value that holds the API's " + field + ", where the value is an object."));
        options.choice(
                        UNKNOWN_FIELDS,
                        UnknownFields.REPORT,
                        UnknownFields.values(),
                        "What becomes of a record with a field that none of the options above names: it is reported, since a"
                                + " misspelt field is one left out, or drawn without that field (ignore).")
                .choice(
                        NULL_VALUES,
                        NullValues.REPORT,
                        NullValues.values(),
                        "What becomes of a record without a value: it is passed over (skip), it is reported, or the task"
                                + " stops (fail).");
    }

    private static void declareResults(OptionsBuilder options) {
        options.group("Results", Importance.HIGH)
                .requiredTopic(RESULT_TOPIC, "The topic for the images' URLs, one record for each record drawn.")
                .converter(
                        RESULT_CONVERTER,
                        "org.apache.kafka.connect.json.JsonConverter",
                        "What writes the values of the results. Options under imgeo.result.converter. go to it; the JSON"
                                + " converter writes no schemas unless imgeo.result.converter.schemas.enable says so."
                                + " Its jar must be in this connector's folder or on the worker's class path.")
                .converter(
                        RESULT_KEY_CONVERTER,
                        null,
                        "What writes the keys of the results, which are those of the records. Without it, text and bytes"
                                + " stay as they are, and all else becomes JSON. Options under"
                                + " imgeo.result.key.converter. go to it.")
                .topic(
                        ERROR_TOPIC,
                        "The topic for records that were refused or are in doubt, each there once. Where Connect has a"
                                + " dead letter queue (errors.deadletterqueue.topic.name with errors.tolerance=all), they go"
                                + " there and not here; with neither, the task stops at the first record that it has to"
                                + " report.");
    }

    private static void declarePayment(OptionsBuilder options) {
        options.group("Paying once", Importance.MEDIUM)
                .topic(
                        JOURNAL_TOPIC,
                        "The compacted topic where it is written down what is paid for. By default imgeo-journal- and the"
                                + " connector's name. Never delete it while the connector lives.")
                .text(
                        JOURNAL_TAKEOVER,
                        null,
                        "The id of the owner that this connector takes the journal over from. Needed once, after"
                                + " imgeo.base.url or the consumer group was changed on purpose: the task that the journal"
                                + " refuses then says the id. An id is good for one takeover, so it does no harm later.")
                .millis(
                        JOURNAL_RETENTION,
                        7 * DAY,
                        0,
                        Long.MAX_VALUE,
                        "How long the journal keeps what has ended, in milliseconds; 0 keeps it for ever. A record that is"
                                + " read again after that is paid for again. What is in doubt is kept longer.")
                .text(
                        CHARGE_KEY,
                        "record",
                        Suggestion.of(parsed -> ChargeKeyOption.SUGGESTED),
                        "What is paid for once: each record by its place in its topic (record), all records of a partition"
                                + " with one key (key), or with one value of a field (field:NAME). The journal holds the key,"
                                + " so a prompt can't be it.")
                .choice(
                        IN_DOUBT_POLICY,
                        InDoubtPolicy.QUARANTINE,
                        InDoubtPolicy.values(),
                        "What becomes of a record that may have been paid for, and nobody knows: it is reported and the"
                                + " others go on (quarantine), the task stops too (stop), or it is sent again and may be paid"
                                + " for twice (retry).");
    }

    private static void declareRunning(OptionsBuilder options) {
        options.group("Kafka", Importance.HIGH)
                .servers(
                        BOOTSTRAP_SERVERS,
                        "Brokers of the cluster that has the connector's topics, which the worker does not tell. Further"
                                + " options under imgeo.kafka., such as imgeo.kafka.security.protocol, go to the connector's"
                                + " own clients.");
        options.group("Running", Importance.LOW)
                .millis(
                        SHUTDOWN_TIMEOUT,
                        4_000,
                        0,
                        Duration.ofHours(1).toMillis(),
                        "How long a task that stops, or gives a partition away, waits for calls in flight, in milliseconds."
                                + " The worker's task.shutdown.graceful.timeout.ms, 5 s by default, should be longer. What has"
                                + " not ended by then is found in the journal by whoever goes on.");
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("prompt", "imgeo.field.prompt");
        fields.put("model", "imgeo.field.model");
        fields.put("aspect_ratio", "imgeo.field.aspect.ratio");
        fields.put("count", "imgeo.field.count");
        fields.put("mode", "imgeo.field.mode");
        fields.put("image", "imgeo.field.image");
        fields.put("negative_prompt", "imgeo.field.negative.prompt");
        return fields;
    }
}
