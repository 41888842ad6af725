package club.imgeo.kafka;

import club.imgeo.client.ApiKey;
import club.imgeo.client.BaseUrl;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoClientBuilder;
import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that there is a key, that it may be sent to the base URL, and that the client accepts both. */
final class ApiCheck implements SinkValidation.Check {
    private static final Pattern PROXY = Pattern.compile("(?:http://)?([^:/@\\s]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})/?");
    private static final int MOST_PORTS = 65_535;

    private final Function<String, @Nullable String> environment;

    ApiCheck(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public void check(Given given, Objections objections) {
        ApiAccount account = ApiAccount.of(given, environment);
        if (account.option() != null) {
            objections.add(account.option(), account.why());
        }
        if (account.key() != null) {
            checkKey(account.key(), objections);
        }
        if (account.address() != null) {
            try {
                client(given, account.address()).build().close();
            } catch (IllegalArgumentException | IllegalStateException e) {
                String why = String.valueOf(e.getMessage())
                        .replaceFirst("^baseUrl: ", "")
                        .replace("allowPlainHttp", SinkOptions.COMPONENT + "allowPlainHttp");
                objections.add(SinkOptions.BASE_URL, why);
            }
        }
    }

    /** Returns a client without a key. */
    static ImgeoClientBuilder client(Given given, BaseUrl address) {
        ImgeoClientBuilder client = ImgeoClient.builder()
                .baseUrl(address.value())
                .allowPlainHttp("true".equalsIgnoreCase(given.component("allowPlainHttp")));
        InetSocketAddress proxy = proxy(given.component("proxy"));
        return proxy == null ? client : client.proxy(proxy);
    }

    /** Null where there is none, or none that can be read. */
    static @Nullable InetSocketAddress proxy(@Nullable String option) {
        Matcher matcher = PROXY.matcher(option == null ? "" : option);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST_PORTS) {
            return null;
        }
        return InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    private static void checkKey(String key, Objections objections) {
        try {
            var unused = new ApiKey(key);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^apiKey: ", "");
            objections.add(SinkOptions.API_KEY, why);
        }
    }
}
