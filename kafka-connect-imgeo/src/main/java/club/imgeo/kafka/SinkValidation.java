package club.imgeo.kafka;

import club.imgeo.client.EnvironmentAccount;
import club.imgeo.client.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
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
        List<Check> sense = List.of(
                new ApiCheck(environment),
                new RequestCheck(server),
                RecordsCheck::check,
                ResultsCheck::check,
                TopicsCheck::check,
                PaymentCheck::check,
                ComponentCheck::checkBudget,
                NamesCheck::check);
        checks = Stream.concat(sense.stream(), SAFETY.stream()).toList();
    }

    /**
     * Returns {@code options} if nothing in them reaches for the worker.
     *
     * @throws ConfigException that names each option that does
     */
    static Map<String, String> safe(Map<String, String> options, Function<String, @Nullable String> environment) {
        List<String> objections =
                objections(new Given(options), environment, SAFETY).all();
        if (!objections.isEmpty()) {
            throw new ConfigException(String.join("; ", objections));
        }
        return options;
    }

    Config of(Map<String, String> options) {
        Given given = new Given(options);
        return new Config(objections(given, environment, checks).in(given.read()));
    }

    /** Does not look further if the worker's key is in an option, so that nobody is asked and no message quotes it. */
    private static Objections objections(
            Given given, Function<String, @Nullable String> environment, List<Check> checks) {
        Objections objections = new Objections(
                given.raw(SinkOptions.API_KEY),
                new EnvironmentAccount(environment).variable(EnvironmentAccount.API_KEY));
        new WorkersKeyCheck(environment).check(given, objections);
        if (objections.all().isEmpty()) {
            checks.forEach(check -> check.check(given, objections));
        }
        return objections;
    }
}
