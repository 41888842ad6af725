package club.imgeo.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls the sandbox as any HTTP client would. */
final class Caller {
    static final String FLUX = "black-forest-labs/flux-schnell";
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;
    private final String key;

    Caller(Sandbox sandbox, String key) {
        this.baseUrl = sandbox.baseUrl();
        this.key = key;
    }

    static ObjectNode order(String prompt) {
        return JSON.createObjectNode().put("model", FLUX).put("prompt", prompt);
    }

    HttpResponse<byte[]> generate(String prompt) throws IOException, InterruptedException {
        return generate(order(prompt));
    }

    HttpResponse<byte[]> generate(JsonNode body) throws IOException, InterruptedException {
        return http.send(generateRequest(BodyPublishers.ofString(body.toString())), BodyHandlers.ofByteArray());
    }

    HttpRequest generateRequest(BodyPublisher body) {
        return request("/api/v1/generate")
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(baseUrl.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofByteArray());
    }

    HttpClient http() {
        return http;
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
