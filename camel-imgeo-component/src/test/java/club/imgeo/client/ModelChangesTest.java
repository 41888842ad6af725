package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ModelChanges.Repriced;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelChangesTest {
    @Test
    void tellsWhatWasAddedRemovedAndRepriced() {
        ModelCatalog earlier = catalog(model("a/kept", "1"), model("a/gone", "2"), model("a/dearer", "3"));
        ModelCatalog later = catalog(model("a/new", "4"), model("a/dearer", "3.5"), model("a/kept", "1"));

        ModelChanges changes = ModelChanges.between(earlier, later);

        assertThat(changes.added()).containsExactly(model("a/new", "4"));
        assertThat(changes.removed()).containsExactly(model("a/gone", "2"));
        assertThat(changes.repriced())
                .containsExactly(new Repriced("a/dearer", new BigDecimal(3), new BigDecimal("3.5")));
        assertThat(changes.isEmpty()).isFalse();
    }

    @Test
    void seesNoChangeInTheOrderNorInAnotherNotationOfAPrice() {
        ModelCatalog earlier = catalog(model("a/one", "1"), model("a/two", "2"), model("a/three", null));
        ModelCatalog later = catalog(model("a/three", null), model("a/two", "2.0"), model("a/one", "1"));

        assertThat(ModelChanges.between(earlier, later).isEmpty()).isTrue();
    }

    @Test
    void takesAPriceThatComesOrGoesForANewOne() {
        ModelCatalog stated = catalog(model("a/one", "1"));
        ModelCatalog open = catalog(model("a/one", null));

        assertThat(ModelChanges.between(stated, open).repriced())
                .containsExactly(new Repriced("a/one", BigDecimal.ONE, null));
        assertThat(ModelChanges.between(open, stated).repriced())
                .containsExactly(new Repriced("a/one", null, BigDecimal.ONE));
    }

    @Test
    void isJsonUnderTheNamesOfTheApi() {
        ImageModel full = new ImageModel(
                "a/new", "New", BigDecimal.TEN, Set.of(Mode.TEXT2IMG), false, Set.of(new AspectRatio(16, 9)), 2);
        ModelCatalog earlier = catalog(model("a/gone", null), model("a/open", "1"));
        ModelCatalog later = catalog(full, model("a/open", null));

        assertThat(ModelChanges.between(earlier, later).toJson())
                .isEqualTo("{\"added\":[{\"id\":\"a/new\",\"name\":\"New\",\"credits\":10,\"modes\":[\"text2img\"],"
                        + "\"negative_prompt\":false,\"aspect_ratios\":[\"16:9\"],\"max_count\":2}],"
                        + "\"removed\":[{\"id\":\"a/gone\",\"name\":\"a/gone\"}],"
                        + "\"repriced\":[{\"id\":\"a/open\",\"old_credits\":1,\"new_credits\":null}]}");
    }

    private static ModelCatalog catalog(ImageModel... models) {
        return ModelCatalog.live(List.of(models), Instant.EPOCH);
    }

    private static ImageModel model(String id, @Nullable String credits) {
        return new ImageModel(id, id, credits == null ? null : new BigDecimal(credits), Set.of(), null, Set.of(), null);
    }
}
