package club.imgeo.kafka;

import club.imgeo.client.EnvironmentAccount;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * No option contains the worker's own key, which a config provider of the worker can bring into any value, as by
 * {@code ${env:IMGEO_API_KEY}}. The option for the key may be that key as a whole; {@link ApiAccount} decides where it
 * is sent then.
 */
final class WorkersKeyCheck implements SinkValidation.Check {
    /** A shorter value of the variable is no key, and is part of much other text. */
    private static final int SHORTEST = 8;

    private final @Nullable String key;

    WorkersKeyCheck(Function<String, @Nullable String> environment) {
        key = new EnvironmentAccount(environment).variable(EnvironmentAccount.API_KEY);
    }

    @Override
    public void check(Given given, Objections objections) {
        if (key == null || key.length() < SHORTEST) {
            return;
        }
        for (String name : given.names()) {
            String value = given.raw(name);
            if (value != null && value.contains(key) && !(name.equals(SinkOptions.API_KEY) && value.equals(key))) {
                objections.add(
                        name,
                        "contains the worker's own key, " + EnvironmentAccount.API_KEY + "; remove it. To pay with that"
                                + " key, leave " + SinkOptions.API_KEY + " out");
            }
        }
    }
}
