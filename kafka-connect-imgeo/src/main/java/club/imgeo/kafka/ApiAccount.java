package club.imgeo.kafka;

import club.imgeo.client.BaseUrl;
import club.imgeo.client.EnvironmentAccount;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API that a connector's configuration leads to, and the key that is sent there. Validation and tasks both decide
 * here, so that a configuration that reaches a task without validation gets no key that validation would have refused.
 *
 * @param address null if {@code imgeo.base.url} or the worker's variable is not an address
 * @param key null if there is none that may be sent there
 * @param option the option that an objection is about; null if there is no objection
 * @param why what is wrong with the option, and what to do; blank if there is no objection
 */
record ApiAccount(
        @Nullable BaseUrl address,
        @Nullable String key,
        @Nullable String option,
        String why) {
    @Override
    public String toString() {
        return "ApiAccount[" + address + "]"; // without the key
    }

    static ApiAccount of(Given given, Function<String, @Nullable String> variables) {
        EnvironmentAccount environment = new EnvironmentAccount(variables);
        String url = given.raw(SinkOptions.BASE_URL);
        String own = given.raw(SinkOptions.API_KEY);
        BaseUrl address;
        try {
            address = url == null ? environment.baseUrl() : new BaseUrl(url);
            // A config provider of the worker can bring the worker's own key into any configuration, as by ${env:…}.
            boolean isWorkers = own != null && own.equals(environment.variable(EnvironmentAccount.API_KEY));
            if (own != null && !isWorkers) {
                return new ApiAccount(address, own, null, "");
            }
            String whose = isWorkers ? "is the worker's own key; another one " : "";
            return ofEnvironment(environment, address, given.ownTrustAndProxy(), whose);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^baseUrl: ", "");
            return new ApiAccount(null, own, SinkOptions.BASE_URL, why);
        }
    }

    private static ApiAccount ofEnvironment(
            EnvironmentAccount environment, BaseUrl address, List<String> between, String whose) {
        if (!environment.mayPayAt(address)) {
            return without(
                    address,
                    whose + "is required, because " + SinkOptions.BASE_URL + " is " + address
                            + "; the worker's variable "
                            + EnvironmentAccount.API_KEY + " is used only with " + BaseUrl.IMGEO
                            + " and with the address that the worker's operator sets in " + EnvironmentAccount.BASE_URL
                            + ". Set " + SinkOptions.API_KEY + ", or have that variable set on all workers");
        }
        if (!between.isEmpty()) {
            return without(
                    address,
                    whose + "is required together with " + String.join(", ", between) + "; the worker's variable "
                            + EnvironmentAccount.API_KEY
                            + " is not used where a connector could read it on its way. Set "
                            + SinkOptions.API_KEY + ", or leave these out and have the worker's operator set them for"
                            + " the JVM, such as -Dhttps.proxyHost");
        }
        String key = environment.keyFor(address);
        return key == null
                ? without(
                        address,
                        "there is no key; set it, or " + EnvironmentAccount.API_KEY
                                + " in the environment of all workers")
                : new ApiAccount(address, key, null, "");
    }

    private static ApiAccount without(BaseUrl address, String why) {
        return new ApiAccount(address, null, SinkOptions.API_KEY, why);
    }
}
