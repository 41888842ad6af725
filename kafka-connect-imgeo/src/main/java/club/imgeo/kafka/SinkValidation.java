package club.imgeo.kafka;

import club.imgeo.client.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.Config;
import org.jspecify.annotations.Nullable;

/** Whether options go together, and with the models. All that is wrong is said at once. */
final class SinkValidation {
    /** One thing to look at. */
    interface Check {
        void check(Given given, Objections objections);
    }

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
                KafkaClientCheck::check,
                ComponentCheck::check,
                NamesCheck::check);
    }

    Config of(Map<String, String> options) {
        Given given = new Given(options);
        Objections objections = new Objections(WorkerKey.of(given.raw(SinkOptions.API_KEY), environment));
        checks.forEach(check -> check.check(given, objections));
        return new Config(objections.in(given.read()));
    }
}
