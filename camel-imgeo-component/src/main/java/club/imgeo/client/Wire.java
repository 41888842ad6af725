package club.imgeo.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one HTTP exchange and reports it as bare facts; it never judges, repeats or throws. The only class that lets
 * requests out.
 */
final class Wire {
    /** Room for 100 images per call, many times over. */
    private static final int MAX_ANSWER = 1024 * 1024;

    private final HttpClient http;
    private final URI baseUrl;
    private final Executor executor;
    private final CleanAnswers clean;
    private final Time time;
    private final Map<String, URI> urls = new ConcurrentHashMap<>();
    private final HttpRequest.Builder common = HttpRequest.newBuilder()
            .header("Accept", "application/json")
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "imgeo-connectors");
    private final Set<Consumer<Throwable>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param clean what every answer goes through before anything reads it */
    Wire(HttpClient http, URI baseUrl, Executor executor, CleanAnswers clean, Time time) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.executor = executor;
        this.clean = clean;
        this.time = time;
    }

    CompletableFuture<Attempt> get(String path, @Nullable ApiKey key, Duration deadline) {
        return send(request(path, key).GET().build(), new RecordingBody(new byte[0]), deadline);
    }

    CompletableFuture<Attempt> post(String path, ApiKey key, byte[] json, Duration deadline) {
        RecordingBody body = new RecordingBody(json);
        HttpRequest request = request(path, key)
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        return send(request, body, deadline);
    }

    URI url(String path) {
        return urls.computeIfAbsent(path, known -> URI.create(baseUrl + known));
    }

    private HttpRequest.Builder request(String path, @Nullable ApiKey key) {
        HttpRequest.Builder request = common.copy().uri(url(path));
        return key == null ? request : request.header("Authorization", "Bearer " + key.value());
    }

    /** The deadline is around the whole exchange: the JDK client's own request timeout ends at the headers. */
    private CompletableFuture<Attempt> send(HttpRequest request, RecordingBody body, Duration deadline) {
        AnswerBuffer answer = new AnswerBuffer(MAX_ANSWER);
        CompletableFuture<Attempt> ended = new CompletableFuture<>();
        Consumer<@Nullable Throwable> end = broken -> {
            Sent handedOver = body.seal();
            Sent sent = Handshake.failed(broken) ? Sent.NOTHING : handedOver;
            ended.complete(new Attempt(
                    sent, answer.status(), clean.headers(answer.headers()), clean.body(answer.body()), broken));
        };
        CompletableFuture<HttpResponse<Boolean>> exchange = closed
                ? CompletableFuture.failedFuture(new IOException("the client is closed"))
                : begin(request, answer);
        Consumer<Throwable> abort = why -> {
            body.seal(); // first, so that nothing more goes out while the exchange is being torn down
            executor.execute(() -> {
                end.accept(why);
                exchange.cancel(true);
            });
        };
        open.add(abort);
        Runnable inTime = time.after(
                deadline,
                () -> abort.accept(new HttpTimeoutException("no whole answer within " + deadline.toMillis() + " ms")));
        Consumer<@Nullable Throwable> settle = broken -> {
            inTime.run();
            open.remove(abort);
            end.accept(broken);
        };
        // The JDK's client tells on CompletableFuture's default executor, whatever executor it has itself, and with one
        // or two processors that starts a thread for each answer. A future that has ended already it leaves alone.
        answer.onWhole(() -> {
            exchange.complete(null);
            settle.accept(null);
        });
        // Any other end: the exchange broke, or there was no answer of the server's at all.
        var unused = exchange.whenComplete((response, thrown) -> {
            if (thrown != null) {
                executor.execute(() -> settle.accept(Futures.unwrapped(thrown)));
            } else if (response != null) {
                executor.execute(() -> settle.accept(answer.status() == 0 ? refusedByProxy(response) : null));
            }
        });
        if (closed) {
            abortAll(); // close() may have looked before this one was there
        }
        return ended;
    }

    /** A proxy that opens no tunnel answers before the request was sent. */
    private static IOException refusedByProxy(HttpResponse<?> response) {
        return new IOException("the proxy opens no way to the server, HTTP " + response.statusCode()
                + (response.statusCode() == 407 ? ", it wants a login, which is not supported" : "") + "; check proxy");
    }

    private CompletableFuture<HttpResponse<Boolean>> begin(HttpRequest request, AnswerBuffer answer) {
        try {
            return http.sendAsync(request, answer);
        } catch (RuntimeException e) { // for an address that cannot be
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends what is open, each with what is known of it. */
    void close() {
        closed = true;
        abortAll();
    }

    private void abortAll() {
        open.forEach(abort -> abort.accept(new IOException("the client was closed")));
    }
}
