package club.imgeo.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the models between two lists of them.
 *
 * @param added models that only the later list has, as it has them
 * @param removed models that only the earlier list has, as it had them
 * @param repriced models of both lists whose prices differ
 */
public record ModelChanges(List<ImageModel> added, List<ImageModel> removed, List<Repriced> repriced) {

    /**
     * A model whose price changed.
     *
     * @param oldCredits per image; null where none was stated
     * @param newCredits per image; null where none is stated any more
     */
    public record Repriced(
            String id,
            @Nullable BigDecimal oldCredits,
            @Nullable BigDecimal newCredits) {
        private Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("old_credits", oldCredits);
            fields.put("new_credits", newCredits);
            return fields;
        }
    }

    public ModelChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        repriced = List.copyOf(repriced);
    }

    public static ModelChanges between(ModelCatalog earlier, ModelCatalog later) {
        List<Repriced> repriced = new ArrayList<>();
        for (ImageModel now : later.models()) {
            earlier.find(now.id())
                    .filter(before -> !same(before.creditsPerImage(), now.creditsPerImage()))
                    .ifPresent(before ->
                            repriced.add(new Repriced(now.id(), before.creditsPerImage(), now.creditsPerImage())));
        }
        return new ModelChanges(missing(later, earlier), missing(earlier, later), repriced);
    }

    private static List<ImageModel> missing(ModelCatalog from, ModelCatalog in) {
        return from.models().stream()
                .filter(model -> in.find(model.id()).isEmpty())
                .toList();
    }

    /** 2 and 2.0 are one price. */
    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && repriced.isEmpty();
    }

    /** Everything as plain lists and maps; a model's fields under the API's own names. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("added", added.stream().map(ImageModel::fields).toList());
        fields.put("removed", removed.stream().map(ImageModel::fields).toList());
        fields.put("repriced", repriced.stream().map(Repriced::fields).toList());
        return fields;
    }

    /** {@link #fields()} as a JSON object. */
    public String toJson() {
        return Json.text(fields());
    }
}
