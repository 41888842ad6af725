package club.imgeo.kafka;

import club.imgeo.client.BaseUrl;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ModelCatalog;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the server for its models, while a person waits at a form for the answer. */
final class LiveCatalog {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private LiveCatalog() {}

    /**
     * Returns the server's models over the bundled ones; the bundled ones alone if the server does not answer as imgeo does
     * within some three seconds. Sends no key.
     */
    static ModelCatalog ask(Given given) {
        BaseUrl address = ApiAccount.of(given, System::getenv).address();
        if (address == null) {
            return ModelCatalog.bundled(); // the base URL has its own objection
        }
        try (ImgeoClient client = ApiCheck.client(given, address)
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
