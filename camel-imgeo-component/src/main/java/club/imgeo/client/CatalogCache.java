package club.imgeo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's catalog over the bundled one over the user's: asked for at most so often, and stale on error. */
final class CatalogCache {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogCache.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(30);

    private final Supplier<CompletableFuture<List<ImageModel>>> server;
    private final Collection<ImageModel> users;
    private final Time time;
    /** Empty while the server is not being asked. */
    private final List<CompletableFuture<ModelCatalog>> waiting = new ArrayList<>();

    private ModelCatalog catalog;
    private long staleAt;

    CatalogCache(Supplier<CompletableFuture<List<ImageModel>>> server, Collection<ImageModel> users, Time time) {
        this.server = server;
        this.users = users;
        this.time = time;
        this.catalog = ModelCatalog.bundled().over(users);
        this.staleAt = time.nanos();
    }

    /** Never fails. Whoever comes while the server is being asked waits for that answer, first come, first served. */
    CompletableFuture<ModelCatalog> get() {
        CompletableFuture<ModelCatalog> answer = new CompletableFuture<>();
        synchronized (this) {
            boolean asking = !waiting.isEmpty();
            if (!asking && time.nanos() - staleAt < 0) {
                return CompletableFuture.completedFuture(catalog);
            }
            waiting.add(answer); // not as a stage of one future: it would tell them in the reverse order
            if (asking) {
                return answer;
            }
        }
        var unused = Futures.calling(server).whenComplete((models, thrown) -> {
            ModelCatalog news = take(models, thrown);
            takeWaiting().forEach(each -> each.complete(news));
        });
        return answer;
    }

    /** The server's models alone, asked for now, and taken over from here. A failure is the caller's and changes nothing. */
    CompletableFuture<ModelCatalog> askAnew() {
        CompletableFuture<ModelCatalog> answer = new CompletableFuture<>();
        var unused = Futures.calling(server)
                .thenApply(this::takeOver)
                .whenComplete((live, thrown) -> Futures.complete(answer, live, thrown));
        return answer;
    }

    /** Returns whether the server has ever listed models as only an imgeo API does. */
    synchronized boolean isProven() {
        return catalog.liveAsOf().isPresent();
    }

    private synchronized List<CompletableFuture<ModelCatalog>> takeWaiting() {
        List<CompletableFuture<ModelCatalog>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private synchronized ModelCatalog take(List<ImageModel> models, @Nullable Throwable thrown) {
        if (thrown == null) {
            var unused = takeOver(models);
        } else {
            String instead = catalog.liveAsOf().map(asOf -> "those of " + asOf).orElse("the bundled ones");
            LOG.warn(
                    "Models and prices are {}: {}",
                    instead,
                    Futures.unwrapped(thrown).getMessage());
            staleAt = time.nanos() + AFTER_AN_ERROR.toNanos();
        }
        return catalog;
    }

    private synchronized ModelCatalog takeOver(List<ImageModel> models) {
        ModelCatalog live = ModelCatalog.live(models, time.now());
        catalog = live.over(ModelCatalog.bundled().models()).over(users);
        staleAt = time.nanos() + FRESH.toNanos();
        return live;
    }
}
