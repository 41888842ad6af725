package club.imgeo.camel;

import club.imgeo.client.ModelCatalog;
import club.imgeo.client.ModelChanges;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells which models the server has added, removed or repriced since it was last told. The first list is no news. */
final class ModelsWatch implements Watch<ModelCatalog> {
    private final Supplier<CompletableFuture<ModelCatalog>> models;
    private @Nullable ModelCatalog told;

    ModelsWatch(Supplier<CompletableFuture<ModelCatalog>> models) {
        this.models = models;
    }

    @Override
    public CompletableFuture<ModelCatalog> ask() {
        return models.get();
    }

    @Override
    public Optional<News> newsIn(ModelCatalog answer) {
        if (told == null) {
            told = answer;
        }
        ModelChanges changes = ModelChanges.between(told, answer);
        return changes.isEmpty() ? Optional.empty() : Optional.of(new News(changes, Map.of(), () -> told = answer));
    }
}
