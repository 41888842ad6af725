package club.imgeo.camel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a sandbox and writes down each request to draw, to the last header, before it lets it through. */
final class Doorman implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final URI inside;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** @param headers in lower case, without the length of the body */
    record Seen(String method, String uri, Map<String, List<String>> headers, String body) {}

    Doorman(URI inside) {
        this.inside = inside;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked to be drawn. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The last request to draw. */
    Seen last() {
        return seen.get(seen.size() - 1);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (!path.equals("/api/v1/models") && !path.equals("/api/v1/balance")) {
                seen.add(seen(exchange, body));
            }
            HttpURLConnection call = (HttpURLConnection)
                    inside.resolve(exchange.getRequestURI()).toURL().openConnection();
            call.setRequestMethod(exchange.getRequestMethod());
            copy(exchange, call, "Authorization");
            copy(exchange, call, "Content-Type");
            if (body.length > 0) {
                call.setDoOutput(true);
                call.getOutputStream().write(body);
            }
            int status = call.getResponseCode();
            byte[] answer = (status < 400 ? call.getInputStream() : call.getErrorStream()).readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static void copy(HttpExchange exchange, HttpURLConnection call, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
            call.setRequestProperty(name, value);
        }
    }

    private static Seen seen(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        headers.remove("content-length");
        return new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
