package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogCacheTest {
    private static final String SDXL = "stability-ai/sdxl";

    private final FakeTime time = new FakeTime();
    private final List<CompletableFuture<List<ImageModel>>> asked = new ArrayList<>();

    @Test
    void asksOnceForABurst() {
        CatalogCache cache = cache(List.of());

        var burst = IntStream.range(0, 100).mapToObj(i -> cache.get()).toList();
        asked.get(0).complete(List.of(priced(SDXL, 3)));

        assertThat(asked).hasSize(1);
        assertThat(burst)
                .allSatisfy(each -> assertThat(price(Ends.value(each), SDXL)).isEqualTo(3));
    }

    @Test
    void answersInTheOrderOfAsking() {
        CatalogCache cache = cache(List.of());
        List<Integer> answered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            var unused = cache.get().thenAccept(catalog -> answered.add(number));
        }

        asked.get(0).complete(List.of(priced(SDXL, 3)));

        assertThat(answered).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void isFreshForTenMinutes() {
        CatalogCache cache = cache(List.of());
        answer(cache, priced(SDXL, 3));

        time.advance(Duration.ofMinutes(10).minusNanos(1));
        var fresh = cache.get();
        time.advance(Duration.ofNanos(1));
        var asking = cache.get();

        assertThat(fresh).isCompleted();
        assertThat(asking).isNotDone();
        assertThat(asked).hasSize(2);
    }

    @Test
    void keepsWhatItHasWhenTheServerFailsAndAsksAgainSoon() {
        CatalogCache cache = cache(List.of());
        answer(cache, priced(SDXL, 3));
        time.advance(Duration.ofMinutes(10));

        var stale = cache.get();
        asked.get(1).completeExceptionally(new TransportException(Failure.before("no luck")));

        assertThat(price(Ends.value(stale), SDXL)).isEqualTo(3);
        assertThat(Ends.value(stale).liveAsOf()).contains(time.now().minus(Duration.ofMinutes(10)));
        time.advance(Duration.ofSeconds(29));
        assertThat(cache.get()).isCompleted();
        time.advance(Duration.ofSeconds(1));
        assertThat(cache.get()).isNotDone();
    }

    @Test
    void asksAnewHoweverFreshItIsAndTakesTheAnswerOver() {
        CatalogCache cache = cache(List.of());
        answer(cache, priced(SDXL, 3));
        time.advance(Duration.ofMinutes(9));

        var anew = cache.askAnew();
        asked.get(1).complete(List.of(priced(SDXL, 4), priced("new/one", 8)));

        assertThat(Ends.value(anew).models())
                .as("the server's alone")
                .containsExactly(priced(SDXL, 4), priced("new/one", 8));
        assertThat(price(Ends.value(cache.get()), SDXL)).isEqualTo(4);
        time.advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(cache.get()).as("fresh from then on").isCompleted();
        assertThat(asked).hasSize(2);
    }

    @Test
    void stillAnswersWhoeverWaitsWhenItIsAskedAnewMeanwhile() {
        CatalogCache cache = cache(List.of());

        var waiting = cache.get();
        var anew = cache.askAnew();
        asked.get(1).complete(List.of(priced(SDXL, 4)));
        asked.get(0).complete(List.of(priced(SDXL, 3)));

        assertThat(price(Ends.value(anew), SDXL)).isEqualTo(4);
        assertThat(Ends.value(waiting).find(SDXL)).isPresent();
    }

    @Test
    void keepsWhatItHasWhenAskedAnewInVain() {
        CatalogCache cache = cache(List.of());
        answer(cache, priced(SDXL, 3));
        TransportException noLuck = new TransportException(Failure.before("no luck"));

        var anew = cache.askAnew();
        asked.get(1).completeExceptionally(noLuck);

        assertThat(Ends.failure(anew)).isSameAs(noLuck);
        assertThat(price(Ends.value(cache.get()), SDXL)).isEqualTo(3);
        time.advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(cache.get()).as("fresh as long as before").isCompleted();
    }

    @Test
    void isTheBundledOneWhereTheServerNeverAnswered() {
        CatalogCache cache = cache(List.of());

        var bundled = cache.get();
        asked.get(0).completeExceptionally(new TransportException(Failure.before("no luck")));

        assertThat(Ends.value(bundled).models())
                .isEqualTo(ModelCatalog.bundled().models());
        assertThat(Ends.value(bundled).liveAsOf()).isEmpty();
    }

    @Test
    void laysTheServersModelsOverTheBundledOverTheUsers() {
        ImageModel users = new ImageModel(
                SDXL, "mine", BigDecimal.TEN, Set.of(Mode.TEXT2IMG), false, Set.of(AspectRatio.parse("1:1")), 4);
        CatalogCache cache = cache(List.of(users, priced("me/mine", 1)));

        ModelCatalog catalog = answer(cache, priced(SDXL, 3), priced("new/one", 8));

        assertThat(catalog.models().subList(0, 2)).extracting(ImageModel::id).containsExactly(SDXL, "new/one");
        assertThat(catalog.models()).hasSize(14 + 2);
        assertThat(catalog.find("me/mine")).isPresent();
        ImageModel merged = catalog.find(SDXL).orElseThrow();
        assertThat(merged.creditsPerImage()).as("the server's").isEqualByComparingTo("3");
        assertThat(merged.name()).as("the bundled").isEqualTo("SDXL");
        assertThat(merged.modes()).as("the bundled").containsExactly(Mode.TEXT2IMG, Mode.IMG2IMG);
        assertThat(merged.negativePrompt()).as("the bundled").isTrue();
        assertThat(merged.maxCount()).as("the user's").isEqualTo(4);
        assertThat(merged.aspectRatios()).as("the user's").containsExactly(AspectRatio.parse("1:1"));
    }

    private CatalogCache cache(List<ImageModel> users) {
        return new CatalogCache(
                () -> {
                    CompletableFuture<List<ImageModel>> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                },
                users,
                time);
    }

    private ModelCatalog answer(CatalogCache cache, ImageModel... models) {
        var answer = cache.get();
        asked.get(asked.size() - 1).complete(List.of(models));
        return Ends.value(answer);
    }

    private static ImageModel priced(String id, int credits) {
        return new ImageModel(id, id, BigDecimal.valueOf(credits), Set.of(), null, Set.of(), null);
    }

    private static @Nullable Integer price(ModelCatalog catalog, String id) {
        BigDecimal each = catalog.find(id).orElseThrow().creditsPerImage();
        return each == null ? null : each.intValueExact();
    }
}
