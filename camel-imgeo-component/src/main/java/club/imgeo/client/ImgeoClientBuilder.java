package club.imgeo.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link ImgeoClient}. Each method throws {@link IllegalArgumentException} for a value that cannot
 * be, naming the option and the remedy.
 */
public final class ImgeoClientBuilder {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final String HTTP_REFUSED =
            "baseUrl: plain http would show the API key to the network; use https, or allowPlainHttp=true";

    private @Nullable ApiKey apiKey;
    private URI baseUrl = BaseUrl.IMGEO.uri();
    private boolean allowPlainHttp;
    private Duration requestTimeout = Duration.ofMinutes(5);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private int maxRetries = 2;
    private int maxInFlight = 64;
    private int maxCount = Integer.MAX_VALUE;
    private ModelValidation modelValidation = ModelValidation.STRICT;
    private List<ImageModel> models = List.of();
    private @Nullable SSLContext sslContext;
    private @Nullable InetSocketAddress proxy;

    ImgeoClientBuilder() {}

    /** Which account pays. Without one, {@code models} and {@code quote} work. */
    public ImgeoClientBuilder apiKey(ApiKey apiKey) {
        this.apiKey = apiKey;
        return this;
    }

    /** Where the API is; {@value ImgeoClient#DEFAULT_BASE_URL} by default. Plain http is for loopback only. */
    public ImgeoClientBuilder baseUrl(String baseUrl) {
        this.baseUrl = new BaseUrl(baseUrl).uri();
        return this;
    }

    /** Allows plain http to other hosts than loopback, where everybody on the way can read the key. Off by default. */
    public ImgeoClientBuilder allowPlainHttp(boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
        return this;
    }

    /** For one generation once its turn has come, retries included; 5 minutes by default. */
    public ImgeoClientBuilder requestTimeout(Duration requestTimeout) {
        this.requestTimeout = positive("requestTimeout", requestTimeout);
        return this;
    }

    /** For making a connection; 10 seconds by default. */
    public ImgeoClientBuilder connectTimeout(Duration connectTimeout) {
        this.connectTimeout = positive("connectTimeout", connectTimeout);
        return this;
    }

    /** How often a call is made again where that is free; 2 by default, 0 for never. */
    public ImgeoClientBuilder maxRetries(int maxRetries) {
        this.maxRetries = atLeast(0, "maxRetries", maxRetries);
        return this;
    }

    /** How many generations run at a time; 64 by default. More wait their turn. */
    public ImgeoClientBuilder maxInFlight(int maxInFlight) {
        this.maxInFlight = atLeast(1, "maxInFlight", maxInFlight);
        return this;
    }

    /** The most images per call, as a cap of your own; none by default. */
    public ImgeoClientBuilder maxCount(int maxCount) {
        this.maxCount = atLeast(1, "maxCount", maxCount);
        return this;
    }

    /** How requests are held against the catalog; {@link ModelValidation#STRICT} by default. */
    public ImgeoClientBuilder modelValidation(ModelValidation modelValidation) {
        this.modelValidation = modelValidation;
        return this;
    }

    /** Models that neither the server nor the documented table has, and limits that these do not state. */
    public ImgeoClientBuilder models(Collection<ImageModel> models) {
        this.models = List.copyOf(models);
        return this;
    }

    /** For keys and trust of your own; the JDK's by default. */
    public ImgeoClientBuilder sslContext(SSLContext sslContext) {
        this.sslContext = sslContext;
        return this;
    }

    /** An HTTP proxy; the JDK's default otherwise. */
    public ImgeoClientBuilder proxy(InetSocketAddress proxy) {
        this.proxy = proxy;
        return this;
    }

    /**
     * Opens no connection yet.
     *
     * @throws IllegalArgumentException for plain http to another host than loopback
     * @throws IllegalStateException while {@code jdk.httpclient.enableAllMethodRetry} is set
     */
    public ImgeoClient build() {
        return build(new SystemTime());
    }

    ImgeoClient build(Time time) {
        boolean stays =
                ImageUrl.isLoopback(baseUrl.getHost()) && (proxy == null || ImageUrl.isLoopback(proxy.getHostString()));
        if (!allowPlainHttp && "http".equalsIgnoreCase(baseUrl.getScheme()) && !stays) {
            throw new IllegalArgumentException(HTTP_REFUSED);
        }
        ClientSettings settings = new ClientSettings(
                apiKey,
                baseUrl,
                requestTimeout,
                connectTimeout,
                maxRetries,
                maxInFlight,
                maxCount,
                modelValidation,
                models,
                sslContext,
                proxy,
                allowPlainHttp);
        return new ImgeoClient(settings, ClientHttp.of(settings), time);
    }

    private static Duration positive(String option, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(option + ": " + value + " is not above 0 and at most " + LONGEST);
        }
        return value;
    }

    private static int atLeast(int least, String option, int value) {
        if (value < least) {
            throw new IllegalArgumentException(option + ": " + value + " is less than " + least);
        }
        return value;
    }
}
