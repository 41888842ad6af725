package club.imgeo.attack;

import static org.assertj.core.api.Assertions.assertThat;

import club.imgeo.client.ApiKey;
import club.imgeo.client.GenerateRequest;
import club.imgeo.client.ImgeoClient;
import club.imgeo.sandbox.Sandbox;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The attacker names the address of a service that only this machine can reach, and wants to read its response in an
 * error message, a hint or a list.
 */
class ReadAnInternalServiceTest {
    private static final String SECRET = "AKIA-secret-of-the-machine";

    /** Responses of services that are not imgeo. */
    static Stream<Arguments> responses() {
        return Stream.of(
                        Listener.http(200, "{\"Code\":\"Success\",\"AccessKeyId\":\"" + SECRET + "\"}"),
                        Listener.http(200, "{\"data\":[{\"id\":\"" + SECRET + "\",\"credits\":1}]}"),
                        Listener.http(200, "[{\"id\":\"vendor/" + SECRET + "\"}]"),
                        Listener.http(200, "[{\"id\":\"a/b\",\"cost\":1},{\"id\":\"" + SECRET + "\",\"cost\":1}]"),
                        Listener.http(200, SECRET),
                        Listener.http(401, "{\"error\":\"" + SECRET + "\"}"),
                        Listener.http(400, "{\"message\":\"" + SECRET + "\"}"),
                        Listener.http(404, "{\"detail\":\"" + SECRET + "\"}"),
                        Listener.http(500, "{\"error\":{\"message\":\"" + SECRET + "\"}}"),
                        "HTTP/1.1 302 X\r\nLocation: http://internal/" + SECRET + "\r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 200 X\r\nContent-Encoding: " + SECRET + "\r\nContent-Length: 2\r\n\r\n{}",
                        SECRET + "-SSH-2.0\r\n\r\n",
                        "HTTP/1.1 " + SECRET + "\r\n\r\n",
                        "HTTP/1.1 200 X\r\n" + SECRET + "\r\n\r\n")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("responses")
    void isNotHelpedByTheClientsMessages(String response) throws Exception {
        try (Listener listener = Listener.saying(response);
                ImgeoClient client = ImgeoClient.builder()
                        .baseUrl(listener.address())
                        .apiKey(new ApiKey(key()))
                        .maxRetries(0)
                        .build()) {
            List<CompletableFuture<?>> calls = List.of(
                    client.liveModels(),
                    client.balance(),
                    client.generate(GenerateRequest.of("black-forest-labs/flux-schnell", "a fox")),
                    client.quote(GenerateRequest.of("nobody/nothing", "a fox")));

            assertThat(calls).allSatisfy(call -> assertThat(stackTrace(call))
                    .as(response)
                    .isNotEmpty()
                    .doesNotContain(SECRET));
            assertThat(client.models().join().liveAsOf()).isEmpty();
            assertThat(listener.heard()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void isNotHelpedByTheStartOfARoute(String response) throws Exception {
        Main camel = new Main();
        try (Listener listener = Listener.saying(response)) {
            camel.addInitialProperty("camel.component.imgeo.base-url", listener.address());
            camel.addInitialProperty("camel.component.imgeo.api-key", key());
            camel.addInitialProperty("camel.component.imgeo.max-retries", "0");
            camel.start();

            String failure = "";
            try {
                camel.getCamelContext()
                        .createProducerTemplate()
                        .sendBody("imgeo:generate?model=vendor/none&count=99", "");
            } catch (RuntimeException e) {
                failure = Throwables.getStackTrace(e);
            }

            assertThat(failure).contains("vendor/none").doesNotContain(SECRET);
        } finally {
            camel.stop();
        }
    }

    private static String key() {
        try (Sandbox sandbox = Sandbox.start()) {
            return sandbox.signUp();
        }
    }

    private static String stackTrace(CompletableFuture<?> call) {
        @Nullable Throwable thrown = call.handle((value, failure) -> failure).join();
        return thrown == null ? "" : Throwables.getStackTrace(thrown);
    }
}
