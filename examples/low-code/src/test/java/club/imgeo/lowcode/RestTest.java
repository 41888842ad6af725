package club.imgeo.lowcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rest}: a prompt in, a picture out. */
class RestTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private Stage stage;

    RestTest(@TempDir Path home) {
        stage = new Stage(home);
    }

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        stage.start("rest", Map.of("camel.server.port", String.valueOf(port)));
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void givesAPictureAndTheSameOneForTheSameKey() throws Exception {
        HttpResponse<byte[]> picture = post("a fox", "1", Map.of());
        HttpResponse<byte[]> again = post("a fox", "1", Map.of());

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("image/"));
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.body()))).isNotNull();
        assertThat(again.body()).isEqualTo(picture.body());
        assertThat(stage.sandbox.ledger().net()).isEqualTo(1);
    }

    @Test
    void answers400WhereTheRequestIsWrong() throws Exception {
        HttpResponse<byte[]> empty = post("", "1", Map.of());
        HttpResponse<byte[]> another = post("a fox", "2", Map.of());
        HttpResponse<byte[]> conflict = post("a hare", "2", Map.of());
        HttpResponse<byte[]> withoutKey = client.send(
                HttpRequest.newBuilder(uri())
                        .POST(HttpRequest.BodyPublishers.ofString("a fox"))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(text(empty)).contains("prompt");
        assertThat(another.statusCode()).isEqualTo(200);
        assertThat(conflict.statusCode()).isEqualTo(400);
        assertThat(withoutKey.statusCode()).isEqualTo(400);
        assertThat(text(withoutKey)).contains("chargeKey");
        assertThat(stage.sandbox.ledger().net()).isEqualTo(1);
    }

    @Test
    void answers402WhereTheCreditsAreSpent() throws Exception {
        for (int i = 1; i <= 10; i++) {
            assertThat(post("a fox", "paid-" + i, Map.of()).statusCode()).isEqualTo(200);
        }

        HttpResponse<byte[]> refused = post("a fox", "too-much", Map.of());

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(text(refused)).contains("NOT_CHARGED");
    }

    @Test
    void answers502WhereTheReplyWasLostAndDoesNotPayAgain() throws Exception {
        String prompt = "a hare sandbox: charge then reset";

        HttpResponse<byte[]> lost = post(prompt, "1", Map.of());
        HttpResponse<byte[]> again = post(prompt, "1", Map.of());

        assertThat(lost.statusCode()).isEqualTo(502);
        assertThat(again.statusCode()).isEqualTo(502);
        assertThat(stage.sandbox.ledger().calls(prompt)).isEqualTo(1);
    }

    @Test
    void letsNobodyChooseWhatItCosts() throws Exception {
        String json = "{\"prompt\": \"an owl\", \"model\": \"google/imagen-4\", \"count\": 4}";

        HttpResponse<byte[]> answer =
                post(json, "1", Map.of("CamelImgeoModel", "google/imagen-3", "cAmElImgeoCount", "4"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(stage.sandbox.ledger().net(json)).isEqualTo(1); // the whole body is the prompt
    }

    private URI uri() {
        return URI.create("http://localhost:" + port + "/pictures");
    }

    private HttpResponse<byte[]> post(String prompt, String key, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri())
                .header("Content-Type", "text/plain")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(prompt));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
