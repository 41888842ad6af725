package club.imgeo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import club.imgeo.sandbox.Sandbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What this project takes the API to do, asked by calls that cost nothing: of the sandbox always, and of the real API
 * where {@code IMGEO_API_KEY} is set <b>and</b> {@code -Dimgeo.live=true} says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreeCallsContractTest {
    private final Sandbox sandbox = Sandbox.start();

    enum Api {
        SANDBOX,
        REAL
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void hasTheDocumentedModelsAtTheirPrices(Api api) {
        try (ImgeoClient client = client(api, null)) {
            ModelCatalog catalog = Ends.value(client.models());

            assertThat(catalog.liveAsOf()).isPresent();
            assertThat(ModelCatalog.bundled().models()).allSatisfy(documented -> assertThat(
                            catalog.find(documented.id()).orElseThrow().creditsPerImage())
                    .as(documented.id())
                    .isEqualByComparingTo(documented.creditsPerImage()));
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void tellsTheBalanceToTheOwnerOfTheKeyAlone(Api api) {
        try (ImgeoClient owner = client(api, null);
                ImgeoClient stranger = client(api, "imgeo_sk_of_nobody")) {
            assertThat(Ends.value(owner.balance()).credits().signum()).isNotNegative();
            assertThat(Ends.failure(stranger.balance())).isInstanceOf(AuthenticationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void refusesWithoutChargingWhatNoModelCanDraw(Api api) {
        GenerateRequest impossible =
                GenerateRequest.of("nobody/nothing", "a fox").withAspectRatio(AspectRatio.parse("7:5"));
        try (ImgeoClient client = client(api, null)) {
            Balance before = Ends.value(client.balance());

            ImgeoException failure = Ends.failure(client.generate(impossible));

            assertThat(failure).isInstanceOf(InvalidRequestException.class);
            assertThat(failure.status()).hasValue(400);
            assertThat(Ends.value(client.balance())).isEqualTo(before);
        }
    }

    private ImgeoClient client(Api api, @Nullable String key) {
        ImgeoClientBuilder builder = ImgeoClient.builder().modelValidation(ModelValidation.OFF);
        if (api == Api.SANDBOX) {
            return builder.baseUrl(sandbox.baseUrl().toString())
                    .apiKey(new ApiKey(key == null ? sandbox.signUp() : key))
                    .build();
        }
        String own = String.valueOf(System.getenv("IMGEO_LIVE_API_KEY")); // what the profile "live" makes of the other
        assumeTrue(own.startsWith("imgeo_sk_") && Boolean.getBoolean("imgeo.live"), "the real API is not asked for");
        return builder.apiKey(new ApiKey(key == null ? own : key)).build();
    }
}
