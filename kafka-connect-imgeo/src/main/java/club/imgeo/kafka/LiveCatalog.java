package club.imgeo.kafka;

import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ModelCatalog;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The models as the server has them now. Somebody waits at a form for them. */
final class LiveCatalog {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private LiveCatalog() {}

    /** The bundled ones alone where the server does not say, within some three seconds. Sends no key. */
    static ModelCatalog ask(Given given) {
        try (ImgeoClient client = ApiCheck.client(given)
                .requestTimeout(PATIENCE)
                .connectTimeout(PATIENCE)
                .maxRetries(0)
                .build()) {
            return client.models().get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalArgumentException | IllegalStateException e) {
            // the base URL has its own objection
        }
        return ModelCatalog.bundled();
    }
}
