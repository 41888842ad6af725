package club.imgeo.kafka;

import club.imgeo.client.ApiKey;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoClientBuilder;
import java.net.InetSocketAddress;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** There is a key, and the base URL is one that the client would send it to. */
final class ApiCheck implements SinkValidation.Check {
    private static final Pattern PROXY = Pattern.compile("(?:http://)?([^:/@\\s]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})/?");
    private static final int MOST_PORTS = 65_535;

    private final Function<String, @Nullable String> environment;

    ApiCheck(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public void check(Given given, Objections objections) {
        String key = WorkerKey.of(given.raw(SinkOptions.API_KEY), environment);
        if (key == null) {
            objections.add(
                    SinkOptions.API_KEY,
                    "there is no key; set it, or " + WorkerKey.VARIABLE + " in the environment of all workers");
        } else {
            checkKey(key, objections);
        }
        if (given.text(SinkOptions.BASE_URL) != null) {
            try {
                client(given).build().close();
            } catch (IllegalArgumentException | IllegalStateException e) {
                String why = String.valueOf(e.getMessage())
                        .replaceFirst("^baseUrl: ", "")
                        .replace("allowPlainHttp", SinkOptions.COMPONENT + "allowPlainHttp");
                objections.add(SinkOptions.BASE_URL, why);
            }
        }
    }

    /** @throws IllegalArgumentException for a URL that can't be */
    static ImgeoClientBuilder client(Given given) {
        String url = given.text(SinkOptions.BASE_URL);
        ImgeoClientBuilder client = ImgeoClient.builder()
                .baseUrl(url == null ? ImgeoClient.DEFAULT_BASE_URL : url)
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
