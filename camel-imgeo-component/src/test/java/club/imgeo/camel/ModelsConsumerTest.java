package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ImageModel;
import club.imgeo.client.ModelChanges;
import club.imgeo.client.ModelChanges.Repriced;
import club.imgeo.sandbox.Sandbox;
import club.imgeo.sandbox.SandboxModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code from("imgeo:models")}, polled by hand. */
class ModelsConsumerTest {
    private static final String MODELS = "imgeo:models?startScheduler=false";
    private static final String NEW = "sandbox/brush";

    @Test
    void tellsAtOnceWhatWasAddedRemovedAndRepriced() throws Exception {
        try (Watching watching = Watching.open(MODELS)) {
            watching.poll();
            watching.poll();
            assertThat(watching.heard())
                    .as("the first list, and the same again")
                    .isEmpty();

            watching.sandbox().offer(SandboxModel.of(NEW, 3));
            watching.sandbox().offer(SandboxModel.of(CHEAP, 2));
            watching.sandbox().withdraw("google/imagen-3");
            watching.poll();
            watching.poll();

            ModelChanges changes = only(watching);
            assertThat(changes.added()).extracting(ImageModel::id).containsExactly(NEW);
            assertThat(changes.removed()).extracting(ImageModel::id).containsExactly("google/imagen-3");
            assertThat(changes.repriced()).containsExactly(new Repriced(CHEAP, BigDecimal.ONE, new BigDecimal(2)));
        }
    }

    @Test
    void isToldOfAndQuotedAtOnce() throws Exception {
        try (Watching watching = Watching.open(MODELS)) {
            watching.poll();
            watching.sandbox().offer(SandboxModel.of(NEW, 3));

            watching.poll();

            var quoted = watching.studio().send("imgeo:quote?model=" + NEW, "a fox");
            assertThat(quoted.getMessage().getHeader(ImgeoConstants.CREDITS_QUOTED))
                    .isEqualTo(new BigDecimal(3));
            assertThat(watching.requests("/api/v1/models")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "garbage", "cut"})
    void takesNoListButTheServersForOne(String fault) throws Exception {
        try (Watching watching = Watching.open(MODELS)) {
            watching.sandbox().withdraw("google/imagen-3");
            watching.sandbox().next("models: " + fault); // now the client knows the bundled models only
            watching.poll();
            watching.poll();
            watching.sandbox().offer(SandboxModel.of(NEW, 3));
            watching.sandbox().next("models: " + fault);
            watching.poll();
            assertThat(watching.heard()).isEmpty();

            watching.poll();

            assertThat(only(watching).added()).extracting(ImageModel::id).containsExactly(NEW);
        }
    }

    @Test
    void tellsAgainWhatARouteFailedOverTogetherWithWhatCameSince() throws Exception {
        try (Watching watching = Watching.open(MODELS)) {
            watching.poll();
            watching.sandbox().offer(SandboxModel.of(NEW, 3));
            watching.failNext(true);
            watching.poll();
            watching.sandbox().withdraw("google/imagen-3");

            watching.poll();
            watching.poll();

            assertThat(watching.heard()).hasSize(2);
            ModelChanges again = watching.heard().get(1).getIn().getBody(ModelChanges.class);
            assertThat(again.added()).extracting(ImageModel::id).containsExactly(NEW);
            assertThat(again.removed()).extracting(ImageModel::id).containsExactly("google/imagen-3");
        }
    }

    @Test
    void needsNoKeyAndSpendsNothing() throws Exception {
        try (Watching watching = Watching.open(Sandbox.start(), MODELS, imgeo -> imgeo.setApiKey(null))) {
            watching.poll();
            watching.sandbox().offer(SandboxModel.of(NEW, 3));
            watching.poll();

            assertThat(watching.heard()).hasSize(1);
            assertThat(watching.studio().ledger().charged()).isZero();
            assertThat(watching.requests("/api/v1/generate")).isZero();
        }
    }

    @Test
    void canBeHadAsTextStreamAndMap() throws Exception {
        try (Watching watching = Watching.open(MODELS)) {
            watching.poll();
            watching.sandbox().offer(SandboxModel.of(CHEAP, 2));
            watching.poll();

            var message = watching.heard().get(0).getIn();
            String json = "{\"added\":[],\"removed\":[],\"repriced\":"
                    + "[{\"id\":\"black-forest-labs/flux-schnell\",\"old_credits\":1,\"new_credits\":2}]}";
            assertThat(message.getBody(String.class)).isEqualTo(json);
            assertThat(new ObjectMapper().readTree(message.getBody(InputStream.class)))
                    .isEqualTo(new ObjectMapper().readTree(json));
            Map<?, ?> map = message.getBody(Map.class);
            assertThat(map.get("added")).isEqualTo(List.of());
        }
    }

    private static ModelChanges only(Watching watching) {
        assertThat(watching.heard()).hasSize(1);
        return watching.heard().get(0).getIn().getBody(ModelChanges.class);
    }
}
