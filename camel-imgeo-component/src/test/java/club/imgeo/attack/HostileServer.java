package club.imgeo.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Answers in place of imgeo, whatever a test wants it to. */
final class HostileServer implements AutoCloseable {
    static final String MODEL = "stability-ai/sdxl";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What it says. */
    record Answer(int status, String body) {}

    private HostileServer(UnaryAnswer generate, UnaryOperator<String> others) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            send(exchange, path.endsWith("/generate") ? generate.to(body) : new Answer(200, others.apply(path)));
        });
        server.start();
    }

    interface UnaryAnswer {
        Answer to(String request);
    }

    /** Has one model, and answers each generation as {@code generate} says. */
    static HostileServer answering(UnaryAnswer generate) {
        return answering(
                generate,
                path -> path.endsWith("/models") ? "[{\"id\":\"" + MODEL + "\",\"credits\":2}]" : "{\"balance\":100}");
    }

    /** @param others the body of an answer to any other path, by the path */
    static HostileServer answering(UnaryAnswer generate, UnaryOperator<String> others) {
        try {
            return new HostileServer(generate, others);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body.getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
