package club.imgeo.camel;

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
        return paying(getCamelContext(), key(), given(baseUrl)).createEndpoint(uri, remaining, parameters);
    }

    private @Nullable String key() {
        String given = given(apiKey);
        if (given == null || !given.startsWith(VARIABLE)) {
            return given;
        }
        String name = given.substring(VARIABLE.length());
        String key = given(System.getenv(name));
        if (key == null) {
            throw new IllegalArgumentException(
                    "apiKey: there is no environment variable " + name + " with a key in it");
        }
        return key;
    }

    private static synchronized ImgeoComponent paying(
            CamelContext context, @Nullable String ownKey, @Nullable String ownUrl) throws Exception {
        ImgeoComponent shared = context.getComponent(SHARED, ImgeoComponent.class);
        String sharedKey = ClientFactory.apiKey(shared);
        String key = ownKey == null ? sharedKey : ownKey;
        String url = ownUrl == null ? shared.getBaseUrl() : ownUrl;
        if (url.equals(shared.getBaseUrl()) && (key == null || key.equals(sharedKey))) {
            return shared;
        }
        String name = SHARED + "-" + fingerprint(key + " " + url);
        Component known = context.hasComponent(name);
        if (known != null) {
            return (ImgeoComponent) known;
        }
        ImgeoComponent own = alike(shared, context);
        own.setApiKey(key);
        own.setBaseUrl(url);
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
     * The key to the account; that of the component imgeo where it is not set. As env:NAME it is read from an environment
     * variable here, and not by Camel, which at DEBUG writes down what placeholders stand for.
     */
    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    /** Where the API is; where the component imgeo says if it is not set. */
    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }
}
