package club.imgeo.camel;

import static club.imgeo.camel.Studio.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import club.imgeo.client.ImgeoClient;
import club.imgeo.sandbox.Sandbox;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails the start of a route, so that it does not fail the thousandth message. */
class StartTest {
    private static final Sandbox SANDBOX = Sandbox.start();
    private static final int CLOSED_PORT = 9; // discard, which nobody serves

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    static Stream<Arguments> badUris() {
        return Stream.of(
                Arguments.of("imgeo:draw", "imgeo:draw: no such operation; one of imgeo:generate, imgeo:quote"),
                Arguments.of(
                        "imgeo:generate?model=flux-schnel",
                        "model: 'flux-schnel' is not known; did you mean black-forest-labs/flux-schnell"),
                Arguments.of("imgeo:quote?model=flux-schnel", "did you mean black-forest-labs/flux-schnell"),
                Arguments.of("imgeo:generate?aspectRatio=16x9", "aspectRatio: '16x9'"),
                Arguments.of("imgeo:generate?model=" + CHEAP + "&aspectRatio=7:3", "aspectRatio: " + CHEAP),
                Arguments.of("imgeo:generate?mode=video", "mode: 'video' is not one of text2img, img2img"),
                Arguments.of("imgeo:models?mode=video", "mode: 'video' is not one of text2img, img2img"),
                Arguments.of("imgeo:generate?model=" + CHEAP + "&mode=img2img", "mode: " + CHEAP + " does not take"),
                Arguments.of("imgeo:generate?count=0", "count: 0 is less than 1"),
                Arguments.of("imgeo:generate?count=5", "count: 5 is more than maxCount=4"),
                Arguments.of("imgeo:generate?count=many", "count"),
                Arguments.of("imgeo:generate?mode=img2img&image=file:///etc/passwd", "image: 'file:///etc/passwd'"),
                Arguments.of("imgeo:generate?model=" + CHEAP + "&negativePrompt=rain", "negativePrompt: " + CHEAP),
                Arguments.of("imgeo:generate?modle=" + CHEAP, "modle"),
                Arguments.of("imgeo:generate?apiKey=imgeo_sk_x", "apiKey: is no option of an endpoint"),
                Arguments.of(
                        "imgeo:generate?model=" + CHEAP + "&allowedModels=google/imagen-4,google/imagen-3",
                        "model: '" + CHEAP + "' is not in allowedModels; allowed are google/imagen-4, google/imagen-3"),
                Arguments.of(
                        "imgeo:quote?model=" + CHEAP + "&allowedModels=google/imagen-4", "is not in allowedModels"),
                Arguments.of("imgeo:generate?allowedModels=flux-schnel", "allowedModels: 'flux-schnel' is not known"),
                Arguments.of("imgeo:generate?allowedModels= ,", "allowedModels: names no model"),
                Arguments.of(
                        "imgeo:generate?model=google/imagen-4&maxCreditsPerMessage=6",
                        "maxCreditsPerMessage: 'google/imagen-4' costs 7 credits for 1 image"),
                Arguments.of("imgeo:generate?maxCreditsPerMessage=-1", "maxCreditsPerMessage: -1 is less than 0"),
                Arguments.of("imgeo:generate?bodyAs=text", "bodyAs"),
                Arguments.of("imgeo:models?maxCreditsPerMessage=1", "are for imgeo:generate and imgeo:quote"),
                Arguments.of("imgeo:balance?allowedModels=" + CHEAP, "are for imgeo:generate and imgeo:quote"),
                Arguments.of("imgeo:journal?bodyAs=prompt", "are for imgeo:generate and imgeo:quote"),
                Arguments.of("imgeo:models?maxCredits=-1", "maxCredits: -1 is less than 0"),
                Arguments.of(
                        "imgeo:journal?journalOperation=forget",
                        "journalOperation: 'forget' is none of list, resolve, report"),
                Arguments.of("imgeo:journal?journal=off", "journal=off keeps nothing to look at; name the journal"));
    }

    @ParameterizedTest
    @MethodSource("badUris")
    void refusesAnEndpointWith(String uri, String remedy) throws Exception {
        assertFails(imgeo -> {}, uri, remedy);
    }

    static Stream<Arguments> badComponents() {
        return Stream.of(
                bad(imgeo -> imgeo.setApiKey("sk-1234"), "apiKey: an imgeo key reads imgeo_sk_"),
                bad(imgeo -> imgeo.setApiKey(null), "apiKey is missing; set camel.component.imgeo.api-key"),
                bad(imgeo -> imgeo.setApiKey("  "), "apiKey is missing; set camel.component.imgeo.api-key"),
                bad(imgeo -> imgeo.setBaseUrl("www.imgeo.club"), "baseUrl: not an absolute http or https URL"),
                bad(imgeo -> imgeo.setBaseUrl("not a url"), "baseUrl: not a URL"),
                bad(imgeo -> imgeo.setBaseUrl("https://me@www.imgeo.club"), "baseUrl: takes no user name"),
                bad(imgeo -> imgeo.setBaseUrl("http://imgeo.example.com"), "allowPlainHttp=true"),
                bad(imgeo -> imgeo.setProxy("proxy"), "proxy: not of the form host:port"),
                bad(imgeo -> imgeo.setProxy("proxy:99999"), "proxy: not of the form host:port"),
                bad(imgeo -> imgeo.setProxy("me:secret@proxy:80"), "proxy: not of the form host:port"),
                bad(imgeo -> imgeo.setRequestTimeout(-1), "requestTimeout: "),
                bad(imgeo -> imgeo.setRequestTimeout(0), "requestTimeout: "),
                bad(imgeo -> imgeo.setConnectTimeout(-1), "connectTimeout: "),
                bad(imgeo -> imgeo.setMaxRetries(-1), "maxRetries: -1"),
                bad(imgeo -> imgeo.setMaxInFlight(0), "maxInFlight: 0"),
                bad(imgeo -> imgeo.setMaxCount(0), "maxCount: 0"));
    }

    private static Arguments bad(Consumer<ImgeoComponent> setting, String remedy) {
        return Arguments.of(setting, remedy);
    }

    @ParameterizedTest
    @MethodSource("badComponents")
    void refusesAComponentWhose(Consumer<ImgeoComponent> setting, String remedy) throws Exception {
        assertFails(setting, "imgeo:generate?model=" + CHEAP, remedy);
    }

    @Test
    void hasNoClientBetweenAStopAndTheNextStart() {
        try (Studio studio = Studio.closed(imgeo -> {})) {
            ImgeoClient early = studio.imgeo.client();
            studio.started();
            assertThat(studio.imgeo.client()).isSameAs(early);

            studio.imgeo.stop();
            assertThatThrownBy(studio.imgeo::client)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("is stopped", "start it");

            studio.imgeo.start();
            assertThat(studio.imgeo.client().balance()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void needsNoKeyToQuoteAndToListModels() throws Exception {
        try (Studio studio = Studio.in(Sandbox.start(), imgeo -> imgeo.setApiKey(null))) {
            studio.started();

            assertThat(studio.send("imgeo:quote?model=" + CHEAP, "a fox").getException())
                    .isNull();
            assertThat(studio.send("imgeo:models", "").getException()).isNull();
            assertThatThrownBy(() -> studio.context.getEndpoint("imgeo:balance"))
                    .hasStackTraceContaining("imgeo:balance: apiKey is missing");
        }
    }

    @Test
    void onlyWarnsOfAModelWhileTheServerCannotBeReached() throws Exception {
        var studio = Studio.in(Sandbox.start(), imgeo -> imgeo.setBaseUrl("http://127.0.0.1:" + CLOSED_PORT));
        try (studio) {
            studio.started();

            studio.context.getEndpoint("imgeo:generate?model=new/since-yesterday");

            assertThatThrownBy(() -> studio.context.getEndpoint("imgeo:generate?model=" + CHEAP + "&count=0"))
                    .hasStackTraceContaining("count: 0 is less than 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imgeo:generate?mode=img2img",
                "imgeo:generate",
                "imgeo:quote?mode=img2img&image=https://x.org/y.png"
            })
    void leavesToTheMessageWhatTheOptionsLeaveOpen(String uri) throws Exception {
        try (Studio studio = Studio.open()) {
            studio.context.getEndpoint(uri);
        }
    }

    private static void assertFails(Consumer<ImgeoComponent> setting, String uri, String remedy) throws Exception {
        Consumer<ImgeoComponent> inSandbox = imgeo -> {
            imgeo.setBaseUrl(SANDBOX.baseUrl().toString());
            setting.accept(imgeo);
        };
        try (Studio studio = Studio.closed(inSandbox).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:draw").to(uri);
            }
        })) {
            assertThatThrownBy(studio::started).hasStackTraceContaining(remedy);
        }
    }
}
