package club.imgeo.camel;

import club.imgeo.client.BaseUrl;
import club.imgeo.client.EnvironmentAccount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The account that a Kamelet, or another route template, pays by, so that it can have a key of its own without a key in a
 * URI. Its endpoints are those of the component imgeo or, where the key or the address is another one, of a component that
 * is like it in all else. There is one of these for each key and address, whichever and however many Kamelets name them.
 */
public class ImgeoAccount extends DefaultComponent {
    private static final String SHARED = "imgeo";
    private static final String VARIABLE = "env:";

    private @Nullable String apiKey;
    private @Nullable String baseUrl;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ImgeoComponent shared = getCamelContext().getComponent(SHARED, ImgeoComponent.class);
        String url = given(baseUrl);
        BaseUrl address = url == null ? shared.address() : new BaseUrl(url);
        ImgeoComponent paying = paying(shared, key(address), address);
        if (!address.equals(shared.address())
                && !paying.hasApiKey()
                && ImgeoOperation.parse(remaining).needsApiKey()) {
            throw new IllegalArgumentException("apiKey: missing for baseUrl " + address
                    + ", since the key of the component imgeo is sent to " + shared.address()
                    + " only; set the apiKey of this Kamelet, or leave its baseUrl out");
        }
        return paying.createEndpoint(uri, remaining, parameters);
    }

    /** Returns the key of this account's own option; null if there is none. */
    private @Nullable String key(BaseUrl address) {
        String given = given(apiKey);
        if (given == null || !given.startsWith(VARIABLE)) {
            return given;
        }
        String name = given.substring(VARIABLE.length());
        EnvironmentAccount environment = ImgeoComponent.environment();
        String key = environment.variable(name);
        if (key == null) {
            throw new IllegalArgumentException(
                    "apiKey: there is no environment variable " + name + " with a key in it");
        }
        if (!environment.mayPayAt(address)) {
            throw new IllegalArgumentException("apiKey: " + environment.withheld(name, address)
                    + "; set IMGEO_BASE_URL=" + address + " in the environment, or take the key from a property");
        }
        return key;
    }

    /** Returns the component for a key and an address. The shared component's key never goes to another address. */
    private static synchronized ImgeoComponent paying(ImgeoComponent shared, @Nullable String ownKey, BaseUrl address)
            throws Exception {
        String sharedKey = ClientFactory.apiKey(shared);
        boolean sameAddress = address.equals(shared.address());
        if (sameAddress && (ownKey == null || ownKey.equals(sharedKey))) {
            return shared;
        }
        String key = ownKey == null && sameAddress ? sharedKey : ownKey;
        CamelContext context = shared.getCamelContext();
        String name = SHARED + "-" + fingerprint(key + " " + address);
        Component known = context.hasComponent(name);
        if (known != null) {
            return (ImgeoComponent) known;
        }
        ImgeoComponent own = alike(shared, context);
        own.setApiKey(key);
        own.setBaseUrl(address.value());
        context.addComponent(name, own);
        return own;
    }

    private static ImgeoComponent alike(ImgeoComponent shared, CamelContext context) throws Exception {
        BeanIntrospection introspection = PluginHelper.getBeanIntrospection(context);
        Map<String, Object> options = new HashMap<>();
        introspection.getProperties(shared, options, null, false);
        options.remove("apiKey"); // Camel would write it down, at TRACE
        ImgeoComponent own = new ImgeoComponent();
        for (Map.Entry<String, Object> option : options.entrySet()) {
            introspection.setProperty(context, own, option.getKey(), option.getValue()); // false where it cannot be set
        }
        if (!"memory".equals(shared.getJournal())) { // files can be open only once in a process
            ServiceHelper.startService(shared);
            own.setJournal(shared.ledgers().of(shared.getJournal()).journal());
        }
        return own;
    }

    /** The same at each start, as what is spent by a budget is counted by the component's name. Nobody finds the key by it. */
    private static String fingerprint(String account) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 6);
    }

    private static @Nullable String given(@Nullable String option) {
        return option == null || option.isBlank() ? null : option.strip();
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    /**
     * The key to the account; that of the component imgeo if it is not set and the address is the component's. As env:NAME
     * it is read from an environment variable here, and not by Camel, which at DEBUG writes down what placeholders stand
     * for; such a key is sent only to https://www.imgeo.club and to the address in the variable IMGEO_BASE_URL.
     */
    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    /** The address of the API; that of the component imgeo if it is not set. Another address needs an apiKey here. */
    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }
}
