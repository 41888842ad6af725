package club.imgeo.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What an {@link ImgeoClientBuilder} was told, frozen. */
record ClientSettings(
        @Nullable ApiKey apiKey,
        URI baseUrl,
        Duration requestTimeout,
        Duration connectTimeout,
        int maxRetries,
        int maxInFlight,
        int maxCount,
        ModelValidation modelValidation,
        List<ImageModel> models,
        @Nullable SSLContext sslContext,
        @Nullable InetSocketAddress proxy,
        boolean allowPlainHttp) {

    /** What no message may show, even if a server repeats it. */
    List<String> secrets() {
        return apiKey == null ? List.of() : List.of(apiKey.value());
    }

    /** What stands against {@code request} beyond the rules for all requests: our own cap, and the catalog's limits. */
    List<String> objectionsTo(GenerateRequest request, ModelCatalog catalog) {
        List<String> objections = new ArrayList<>();
        if (request.count() > maxCount) {
            objections.add("count: " + request.count() + " is more than maxCount=" + maxCount
                    + ", a cap of your own; ask for fewer or raise maxCount");
        }
        boolean known = catalog.find(request.model()).isPresent();
        if (modelValidation == ModelValidation.STRICT || (modelValidation == ModelValidation.LENIENT && known)) {
            objections.addAll(catalog.objectionsTo(request));
        }
        return objections;
    }
}
