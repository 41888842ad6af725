package club.imgeo.client;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The account that the operator of this process sets in its environment: an API key, and the address that it is for.
 *
 * <p>Configurations are often written by other people than the operator. A key from the environment is therefore only
 * sent to {@link BaseUrl#IMGEO} and to the address in {@value #BASE_URL}, whatever address a configuration names.
 * Addresses are compared as a whole after normalization, never by prefix.
 */
public final class EnvironmentAccount {
    /** The variable that holds the key. */
    public static final String API_KEY = "IMGEO_API_KEY";
    /** The variable that holds the address. */
    public static final String BASE_URL = "IMGEO_BASE_URL";

    private final Function<String, @Nullable String> variables;

    /** @param variables returns the value of a variable, or null if it is not set */
    public EnvironmentAccount(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /** Returns the account in the environment of this process. */
    public static EnvironmentAccount ofProcess() {
        return new EnvironmentAccount(System::getenv);
    }

    /**
     * Returns the address of calls for which no configuration names one: that of {@value #BASE_URL}, or else imgeo's.
     *
     * @throws IllegalArgumentException if the variable does not hold an address
     */
    public BaseUrl baseUrl() {
        String own = variable(BASE_URL);
        try {
            return own == null ? BaseUrl.IMGEO : new BaseUrl(own);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^baseUrl: ", "");
            throw new IllegalArgumentException(BASE_URL + " in the environment: " + why);
        }
    }

    /** Returns whether a key from this environment may be sent to {@code address}. */
    public boolean mayPayAt(BaseUrl address) {
        return address.equals(BaseUrl.IMGEO) || address.equals(baseUrl());
    }

    /** Returns the key in {@value #API_KEY}; null if there is none, or if it must not be sent to {@code address}. */
    public @Nullable String keyFor(BaseUrl address) {
        return mayPayAt(address) ? variable(API_KEY) : null;
    }

    /** Returns a variable without white space around it; null if it is not set or blank. */
    public @Nullable String variable(String name) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Says that the key in {@code variable} is not sent to {@code address}, and where it would be. */
    public String withheld(String variable, BaseUrl address) {
        String own = variable(BASE_URL);
        return "the key in " + variable + " is sent only to " + BaseUrl.IMGEO + " and to the address in " + BASE_URL
                + " of the same environment (" + (own == null ? "not set" : baseUrl()) + "), not to " + address;
    }
}
