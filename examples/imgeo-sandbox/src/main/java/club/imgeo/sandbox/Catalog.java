package club.imgeo.sandbox;

import static club.imgeo.sandbox.SandboxModel.IMG2IMG;
import static club.imgeo.sandbox.SandboxModel.TEXT2IMG;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fourteen documented models, and whatever a test adds. */
final class Catalog {
    private final Map<String, SandboxModel> models = new LinkedHashMap<>();

    Catalog() {
        add("stability-ai/sdxl", "SDXL", 2, true, true);
        add("black-forest-labs/flux-kontext-max", "Flux Kontext Max", 9, true, false);
        add("google/nano-banana", "Nano Banana", 7, true, true);
        add("google/nano-banana-pro", "Nano Banana Pro", 10, true, true);
        add("bytedance/seedream-4", "Seedream 4", 5, true, true);
        add("black-forest-labs/flux-schnell", "Flux Schnell", 1, false, false);
        add("prunaai/flux-fast", "Flux Fast", 2, false, false);
        add("black-forest-labs/flux-dev", "Flux Dev", 5, false, false);
        add("qwen/qwen-image", "Qwen Image", 5, false, true);
        add("bytedance/seedream-4.5", "Seedream 4.5", 7, false, true);
        add("google/imagen-4", "Imagen 4", 7, false, true);
        add("google/imagen-3", "Imagen 3", 9, false, true);
        add("black-forest-labs/flux-pro", "Flux Pro", 9, false, false);
        add("stability-ai/stable-diffusion-3.5-large", "SD 3.5 Large", 9, false, true);
    }

    synchronized void add(SandboxModel model) {
        models.put(model.id(), model);
    }

    /** @return whether there was one */
    synchronized boolean remove(String id) {
        return models.remove(id) != null;
    }

    synchronized @Nullable SandboxModel find(String id) {
        return models.get(id);
    }

    synchronized List<SandboxModel> all() {
        return List.copyOf(models.values());
    }

    private void add(String id, String name, long credits, boolean fromImages, boolean negativePrompt) {
        Set<String> modes = fromImages ? new LinkedHashSet<>(List.of(TEXT2IMG, IMG2IMG)) : Set.of(TEXT2IMG);
        add(new SandboxModel(
                id, name, credits, modes, negativePrompt, SandboxModel.DEFAULT_MAX_COUNT, SandboxModel.ALL_RATIOS));
    }
}
