package club.imgeo.kafka;

import club.imgeo.client.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Whether options go together, and with the models. All that is wrong is said at once. */
final class SinkValidation {
    /** One thing to look at. */
    interface Check {
        void check(Given given, Objections objections);
    }

    /**
     * What keeps the worker out of a configuration's reach. It asks nobody, so that a task can check it again: a
     * configuration that was written to Connect's own topic was never validated.
     */
    private static final List<Check> SAFETY =
            List.of(ConnectCheck::check, KafkaClientCheck::check, ComponentCheck::check, Tls::check);

    private final Function<String, @Nullable String> environment;
    private final List<Check> checks;

    /** @param server the models it has now, over the bundled ones; these alone where it doesn't say */
    SinkValidation(Function<String, @Nullable String> environment, Function<Given, ModelCatalog> server) {
        this.environment = environment;
        checks = List.of(
                new ApiCheck(environment),
                new RequestCheck(server),
                RecordsCheck::check,
                ResultsCheck::check,
                TopicsCheck::check,
                PaymentCheck::check,
                ComponentCheck::checkBudget,
                NamesCheck::check);
    }

    /**
     * Returns {@code options} if nothing in them reaches for the worker.
     *
     * @throws ConfigException that names each option that does
     */
    static Map<String, String> safe(Map<String, String> options) {
        Given given = new Given(options);
        Objections objections = new Objections(given.raw(SinkOptions.API_KEY));
        SAFETY.forEach(check -> check.check(given, objections));
        if (!objections.all().isEmpty()) {
            throw new ConfigException(String.join("; ", objections.all()));
        }
        return options;
    }

    Config of(Map<String, String> options) {
        Given given = new Given(options);
        Objections objections = new Objections(ApiAccount.of(given, environment).key());
        checks.forEach(check -> check.check(given, objections));
        SAFETY.forEach(check -> check.check(given, objections));
        return new Config(objections.in(given.read()));
    }
}
