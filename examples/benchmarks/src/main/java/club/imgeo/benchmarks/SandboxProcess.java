package club.imgeo.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** The sandbox in a process of its own, and a rich account in it. */
final class SandboxProcess implements AutoCloseable {
    private static final String MAIN = "club.imgeo.sandbox.Main";
    private static final String GREETING = "imgeo sandbox on ";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Child child;
    private final Target target;

    private SandboxProcess(Child child) throws IOException, InterruptedException {
        this.child = child;
        String line = child.read();
        if (!line.startsWith(GREETING)) {
            throw new IllegalStateException("the sandbox did not say where it is, but: " + line);
        }
        String baseUrl = line.substring(GREETING.length());
        target = new Target(
                baseUrl, send(baseUrl, "POST", "/sandbox/sign-up?plain", "{}").strip());
    }

    /** @param latency how long a generation takes, such as {@code 200ms} or {@code 1s-3s} */
    static SandboxProcess start(String latency) throws IOException, InterruptedException {
        List<String> arguments = List.of("--port", "0", "--free-credits", "1000000000", "--latency", latency);
        return new SandboxProcess(new Child(List.of("-Xmx1g"), MAIN, arguments));
    }

    Target target() {
        return target;
    }

    void latency(String latency) throws IOException, InterruptedException {
        String body = "{\"latency\":\"" + latency + "\"}";
        var unused = send(target.baseUrl(), "POST", "/sandbox/latency", body);
    }

    /** How many generations were paid for, by the sandbox's own books. */
    long charges() throws IOException, InterruptedException {
        JsonNode ledger = json.readTree(send(target.baseUrl(), "GET", "/sandbox/ledger", ""));
        long charges = 0;
        for (JsonNode entry : ledger.path("entries")) {
            charges += entry.path("kind").asText().equals("CHARGE") ? 1 : 0;
        }
        return charges;
    }

    /** Of the last entry in the ledger; makes one to see it. */
    long sequence() throws IOException, InterruptedException {
        String account = json.readTree(send(target.baseUrl(), "POST", "/sandbox/accounts", "{}"))
                .path("account")
                .asText();
        return bill("account=" + account).entries().get(0).sequence();
    }

    /** What came after that entry of the ledger. */
    Bill bill(long after) throws IOException, InterruptedException {
        return bill("after=" + after);
    }

    private Bill bill(String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(target.baseUrl() + "/sandbox/ledger?" + query))
                .build();
        // As it comes in, since all of it as one text is more than a small heap takes.
        try (InputStream ledger =
                http.send(request, BodyHandlers.ofInputStream()).body()) {
            return json.readValue(ledger, Bill.class);
        }
    }

    private String send(String baseUrl, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        child.close();
    }
}
