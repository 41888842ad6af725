package club.imgeo.camel;

import club.imgeo.client.ApiKey;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ImgeoClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Makes the client from the component's options. A bad one is an {@link IllegalArgumentException} that names it. */
final class ClientFactory {
    private static final Pattern PROXY = Pattern.compile("(?:http://)?([^:/@\\s]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})/?");

    private ClientFactory() {}

    static ImgeoClient open(ImgeoComponent component) {
        ImgeoClientBuilder client = ImgeoClient.builder()
                .baseUrl(component.getBaseUrl())
                .allowPlainHttp(component.isAllowPlainHttp())
                .requestTimeout(Duration.ofMillis(component.getRequestTimeout()))
                .connectTimeout(Duration.ofMillis(component.getConnectTimeout()))
                .maxRetries(component.getMaxRetries())
                .maxInFlight(component.getMaxInFlight())
                .maxCount(component.getMaxCount())
                .modelValidation(component.getModelValidation());
        String key = apiKey(component);
        if (key != null) {
            client.apiKey(new ApiKey(key));
        }
        SSLContextParameters ssl = component.getSslContextParameters();
        if (ssl == null) {
            ssl = component.retrieveGlobalSslContextParameters();
        }
        if (ssl != null) {
            client.sslContext(context(ssl, component.getCamelContext()));
        }
        String proxy = component.getProxy();
        if (proxy != null) {
            client.proxy(proxy(proxy));
        }
        return client.build();
    }

    private static SSLContext context(SSLContextParameters ssl, CamelContext camel) {
        try {
            return ssl.createSSLContext(camel);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("sslContextParameters: " + e.getMessage(), e);
        }
    }

    /** Returns the key of the option, or else the key in the environment if that may be sent to the address. */
    static @Nullable String apiKey(ImgeoComponent component) {
        String key = component.getApiKey();
        return key == null || key.isBlank() ? ImgeoComponent.environment().keyFor(component.address()) : key.strip();
    }

    private static InetSocketAddress proxy(String proxy) {
        Matcher matcher = PROXY.matcher(proxy.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new IllegalArgumentException("proxy: not of the form host:port, such as proxy.example.com:3128");
        }
        return InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
}
