package club.imgeo.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP client and Jackson, and nothing else: no checks, no account, no evidence, no deadline. */
final class BareClient implements Contender {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String authorization;

    BareClient(Target target) {
        url = URI.create(target.baseUrl() + "/api/v1/generate");
        authorization = "Bearer " + target.apiKey();
    }

    @Override
    public void draw(String prompt, Consumer<@Nullable Throwable> done) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofByteArray(body(prompt)))
                .build();
        var unused = http.sendAsync(request, BodyHandlers.ofByteArray())
                .thenAccept(this::read)
                .whenComplete((nothing, thrown) -> done.accept(thrown));
    }

    private byte[] body(String prompt) {
        try {
            return json.writeValueAsBytes(Map.of("model", MODEL, "prompt", prompt));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(HttpResponse<byte[]> response) {
        try {
            Contender.check(
                    json.readTree(response.body()).path("images").path(0).textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // Before JDK 21 there is nothing to close; its threads are daemons.
    }
}
