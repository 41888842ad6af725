package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.RawServer.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client sends, byte for byte off the socket, held against {@code docs/openapi/imgeo-v1.yaml}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientContractTest {
    private static final String KEY = "imgeo_sk_contract";

    private final Vertx vertx = Vertx.vertx();
    private final OpenAPIContract contract = await(OpenAPIContract.from(vertx, "../docs/openapi/imgeo-v1.yaml"));
    private final RequestValidator validator = RequestValidator.create(vertx, contract);
    private final RawServer server =
            RawServer.playing(RawServer.answer(200, "{\"images\":[\"https://example.org/1.png\"],\"balance\":1}"));
    private final ImgeoClient client = ImgeoClient.builder()
            .baseUrl(server.baseUrl())
            .apiKey(new ApiKey(KEY))
            .build();

    @AfterAll
    void close() throws IOException {
        client.close();
        server.close();
        await(vertx.close());
    }

    static List<GenerateRequest> requests() {
        GenerateRequest least = GenerateRequest.of("black-forest-labs/flux-schnell", "a fox");
        List<GenerateRequest> all = new ArrayList<>(List.of(
                least,
                least.withCount(3),
                GenerateRequest.of("google/imagen-4", "über \"all\" \\ \uD83E\uDD8A \u2028\n\u0000\u007f"),
                GenerateRequest.of("google/imagen-4", "\uD83E\uDD8A".repeat(2_000)),
                new GenerateRequest("google/imagen-4", "a fox", 1, null, Mode.TEXT2IMG, "", null),
                GenerateRequest.of("bytedance/seedream-4", "a harbour at night")
                        .withNegativePrompt("people")
                        .withAspectRatio(AspectRatio.parse("21:9"))
                        .withCount(2)
                        .withImage("https://example.org/harbour.jpg")));
        AspectRatio.DOCUMENTED.forEach(ratio -> all.add(least.withAspectRatio(ratio)));
        return all;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void asksForImagesAsDescribed(GenerateRequest request) {
        Ends.value(client.generate(request));

        Request sent = last();
        assertThat(objection(sent)).isNull();
        assertThat(sent.headers())
                .containsEntry("Authorization", "Bearer " + KEY)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Accept-Encoding", "identity");
    }

    @Test
    void asksForTheBalanceAsDescribed() {
        Ends.value(client.balance());

        assertThat(objection(last())).isNull();
        assertThat(last().headers()).containsEntry("Authorization", "Bearer " + KEY);
        assertThat(last().body()).isEmpty();
    }

    @Test
    void asksForTheModelsAsDescribedAndShowsNoKey() {
        Ends.value(client.models());

        Request sent = server.allRequests().stream()
                .filter(request -> request.path().equals(ImgeoClient.MODELS))
                .findFirst()
                .orElseThrow();
        assertThat(objection(sent)).isNull();
        assertThat(sent.headers()).doesNotContainKey("Authorization");
        assertThat(sent.body()).isEmpty();
    }

    @Test
    void wouldSeeWhatIsNotAsDescribed() {
        Map<String, String> json = Map.of("Content-Type", "application/json");

        assertThat(objection(new Request("POST", ImgeoClient.GENERATE, json, "{\"model\":\"a/b\"}")))
                .isNotNull();
        assertThat(objection(new Request(
                        "POST", ImgeoClient.GENERATE, json, "{\"model\":\"a/b\",\"prompt\":\"x\",\"count\":1.5}")))
                .isNotNull();
        assertThat(objection(new Request("PUT", ImgeoClient.GENERATE, json, "{}")))
                .isNotNull();
    }

    private Request last() {
        List<Request> all = server.requests();
        return all.get(all.size() - 1);
    }

    /** What the description has against {@code request}; null where it has nothing. */
    private @Nullable String objection(Request request) {
        Operation operation = contract.findOperation(request.path(), HttpMethod.valueOf(request.method()));
        if (operation == null) {
            return "no such operation";
        }
        boolean keyed = request.headers().getOrDefault("Authorization", "").startsWith("Bearer imgeo_sk_");
        if (keyed == operation.getSecurityRequirements().isEmpty()) {
            return "the key is there where it must not be, or the other way round";
        }
        var body = new RequestParameterImpl(request.body().isEmpty() ? null : Buffer.buffer(request.body()));
        var sent = new ValidatableRequestImpl(
                Map.of(), Map.of(), Map.of(), Map.of(), body, request.headers().get("Content-Type"));
        try {
            await(validator.validate(sent, operation.getOperationId()));
            return null;
        } catch (CompletionException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
