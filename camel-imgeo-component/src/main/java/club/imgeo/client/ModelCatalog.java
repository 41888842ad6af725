package club.imgeo.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that are known, each with the limits that somebody states. Immutable.
 *
 * <p>In layers: what {@code GET /models} says counts before the bundled copy of the documented table, and that before
 * what the user adds; each layer fills in what the ones above it leave open.
 */
public final class ModelCatalog {
    private static final ModelCatalog BUNDLED = new ModelCatalog(readBundled(), null);

    private final Map<String, ImageModel> byId;
    private final @Nullable Instant liveAsOf;

    private ModelCatalog(Collection<ImageModel> models, @Nullable Instant liveAsOf) {
        byId = new LinkedHashMap<>();
        models.forEach(model -> byId.merge(model.id(), model, ImageModel::over));
        this.liveAsOf = liveAsOf;
    }

    /** The fourteen models of the API reference. */
    public static ModelCatalog bundled() {
        return BUNDLED;
    }

    /** This, filled in by {@code lower}, which also adds the models that this does not have. */
    ModelCatalog over(Collection<ImageModel> lower) {
        List<ImageModel> all = new ArrayList<>(models());
        all.addAll(lower);
        return new ModelCatalog(all, liveAsOf);
    }

    static ModelCatalog live(Collection<ImageModel> models, Instant asOf) {
        return new ModelCatalog(models, asOf);
    }

    /** Every known model, the server's first and in its order. */
    public List<ImageModel> models() {
        return List.copyOf(byId.values());
    }

    public Optional<ImageModel> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** When the server was last asked with success; empty where all is from the bundled table and the user. */
    public Optional<Instant> liveAsOf() {
        return Optional.ofNullable(liveAsOf);
    }

    /**
     * What the model would refuse in {@code request}, all at once. Where the model is not known, that, with the nearest
     * names, and a ratio that the reference does not have.
     */
    public List<String> objectionsTo(GenerateRequest request) {
        ImageModel model = byId.get(request.model());
        if (model != null) {
            return model.objectionsTo(request);
        }
        if (request.model().isBlank()) {
            return List.of(); // the request itself objects to that
        }
        List<String> objections = new ArrayList<>();
        objections.add("model: " + Excerpt.quoted(request.model()) + " is not known; "
                + Nearest.hint(request.model(), byId.keySet()));
        AspectRatio ratio = request.aspectRatio();
        if (ratio != null && !AspectRatio.DOCUMENTED.contains(ratio)) {
            objections.add("aspect_ratio: " + ratio + " is not one of " + AspectRatio.listed(AspectRatio.DOCUMENTED));
        }
        return objections;
    }

    /** What {@code request} costs; null where its model or the model's price is not known. */
    public @Nullable BigDecimal price(GenerateRequest request) {
        ImageModel model = byId.get(request.model());
        return model == null ? null : model.price(request.count());
    }

    private static List<ImageModel> readBundled() {
        try (InputStream table = ModelCatalog.class.getResourceAsStream("models.json")) {
            if (table == null) {
                throw new IllegalStateException("the bundled models.json is not in the jar");
            }
            return Answers.models(table.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
