package club.imgeo.attack;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.attack.HostileServer.Answer;
import club.imgeo.camel.ImgeoComponent;
import club.imgeo.client.ApiKey;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.ModelCatalog;
import club.imgeo.client.UnusableAnswerException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By having the server repeat it in an answer that is valid, and reading what becomes of that. */
class ReadTheKeyFromAnAnswerTest {
    private static final String SECRET = UUID.randomUUID().toString();
    private static final String KEY = "imgeo_sk_" + SECRET;
    /** Any half of it reveals too much. */
    private static final String[] TRACES = {SECRET.substring(0, 18), SECRET.substring(18)};

    private static final String GOOD = "https://example.org/fox.png";

    /** The ways to write it down. */
    static Stream<String> forms() {
        StringBuilder json = new StringBuilder();
        StringBuilder url = new StringBuilder();
        KEY.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
        KEY.chars().forEach(c -> url.append("%%%02X".formatted(c)));
        return Stream.of(
                KEY,
                json.toString(),
                url.toString(),
                KEY.replace("_", "%5F"),
                json.toString().replace("\\", "\\\\"),
                KEY.substring(0, 27),
                KEY.substring(9));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void findsNothingInAGeneration(String form, @TempDir Path directory) throws Exception {
        String json = """
                {"images": ["%2$s", "https://example.org/%1$s.png", "https://example.org/?k=%1$s"], "model": "m %1$s",
                 "prompt": "%1$s", "aspect_ratio": "%1$s", "unknown": {"%1$s": ["x%1$s", null]}, "credits_used": 2}
                """.formatted(form, GOOD);
        try (HostileServer server = HostileServer.answering(request -> new Answer(200, json))) {
            ImgeoComponent imgeo = component(server);
            imgeo.setJournal("file:" + directory);
            try (DefaultCamelContext camel = camel(imgeo)) {
                Exchange answer = send(camel);

                Generation generation = answer.getMessage().getBody(Generation.class);
                assertThat(generation.images()).extracting(Object::toString).containsExactly(GOOD);
                assertThat(generation.creditsUsed()).isEqualByComparingTo("2");
                assertThat(generation.more()).containsKeys("unknown", "unusable_images");
                assertThat(generation + generation.toJson() + generation.more() + generation.prompt())
                        .contains("[redacted]")
                        .doesNotContain(TRACES);
                assertThat(answer.getMessage().getBody(String.class)
                                + answer.getMessage().getHeaders())
                        .doesNotContain(TRACES);
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(TRACES));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void findsNothingInAnAnswerWhoseOnlyImageIsNamedAfterIt(String form) throws Exception {
        for (String end : new String[] {"\"]}", "\", \""}) { // whole, and cut short
            try (HostileServer server = HostileServer.answering(
                            request -> new Answer(200, "{\"images\": [\"https://example.org/" + form + ".png" + end));
                    DefaultCamelContext camel = camel(component(server))) {
                Exchange answer = send(camel);

                UnusableAnswerException failure = answer.getException(UnusableAnswerException.class);
                assertThat(failure.creditOutcome()).isEqualTo(CreditOutcome.CHARGED);
                assertThat(Throwables.getStackTrace(failure) + failure.images() + failure.answer())
                        .doesNotContain(TRACES);
                assertThat(failure.images()).isEmpty();
            }
        }
    }

    /** As with a user's id that is a part of both. */
    @ParameterizedTest
    @ValueSource(strings = {"\"]}", "\", \""})
    void costsNoImageWhoseUrlOnlyHasAPartInCommonWithIt(String end) throws Exception {
        for (String path : new String[] {SECRET.substring(2, 20), "imgeo_", "imgeo_sk_pictures"}) {
            String url = "https://example.org/generations/" + path + (path.endsWith("_") ? "" : "/1-0.webp");
            try (HostileServer server =
                            HostileServer.answering(request -> new Answer(200, "{\"images\": [\"" + url + end));
                    DefaultCamelContext camel = camel(component(server))) {
                Exchange answer = send(camel);

                UnusableAnswerException cut = answer.getException(UnusableAnswerException.class);
                List<URI> images = cut == null
                        ? answer.getMessage().getBody(Generation.class).images()
                        : cut.images();
                assertThat(images).containsExactly(URI.create(url));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void findsNothingInTheCatalogAndTheBalance(String form) {
        try (HostileServer server = HostileServer.answering(
                        request -> new Answer(200, "{}"),
                        path -> path.endsWith("/models")
                                ? "[{\"id\":\"a/b\",\"name\":\"%1$s\",\"modes\":[\"%1$s\"]}]".formatted(form)
                                : "{\"balance\":\"" + form + "\"}");
                ImgeoClient client = ImgeoClient.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(new ApiKey(KEY))
                        .build()) {
            ModelCatalog catalog = client.liveModels().join();

            assertThat(catalog.find("a/b")).isPresent();
            assertThat(catalog.models().toString()).doesNotContain(TRACES);
            assertThat(shownBy(client.quote(GenerateRequest.of("nothing-near", "a fox"))))
                    .doesNotContain(TRACES);
            assertThat(shownBy(client.balance())).doesNotContain(TRACES);
        }
    }

    @Test
    void findsNothingInAnAnswerInUtf16() {
        String json = "{\"images\": [\"" + GOOD + "\"], \"unknown\": \"" + KEY + "\"}";
        try (HostileServer server =
                        HostileServer.answering(request -> new Answer(200, String.join("\0", json.split("")) + "\0"));
                ImgeoClient client = ImgeoClient.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(new ApiKey(KEY))
                        .build()) {
            Generation generation = client.generate(GenerateRequest.of(HostileServer.MODEL, "a fox"))
                    .join();

            assertThat(generation.more()).isEqualTo(Map.of("unknown", "[redacted]"));
        }
    }

    private static String shownBy(CompletableFuture<?> call) {
        try {
            return String.valueOf(call.join());
        } catch (CompletionException e) {
            return Throwables.getStackTrace(e);
        }
    }

    private static Exchange send(DefaultCamelContext camel) {
        return camel.createProducerTemplate()
                .request("imgeo:generate?model=" + HostileServer.MODEL, exchange -> exchange.getMessage()
                        .setBody("a fox"));
    }

    private static ImgeoComponent component(HostileServer server) {
        ImgeoComponent imgeo = new ImgeoComponent();
        imgeo.setBaseUrl(server.baseUrl());
        imgeo.setApiKey(KEY);
        return imgeo;
    }

    private static DefaultCamelContext camel(ImgeoComponent imgeo) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.addComponent("imgeo", imgeo);
        camel.start();
        return camel;
    }
}
