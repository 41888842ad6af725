package club.imgeo.client;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Keeps what has come of an answer, up to a cap, so that it is there even when the rest never comes. */
final class AnswerBuffer implements BodyHandler<Boolean>, BodySubscriber<Boolean> {
    private final int cap;
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private final CompletableFuture<Boolean> lastByte = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int status;
    private HttpHeaders headers = HttpHeaders.of(Map.of(), (name, value) -> true);
    private @Nullable Subscription subscription;

    AnswerBuffer(int cap) {
        this.cap = cap;
    }

    /** 0 until the head of the answer is there. */
    synchronized int status() {
        return status;
    }

    synchronized HttpHeaders headers() {
        return headers;
    }

    synchronized byte[] body() {
        return bytes.toByteArray();
    }

    /** Has {@code then} run once the whole answer is there, before the HTTP client is told, and on the same thread. */
    void onWhole(Runnable then) {
        var unused = lastByte.thenRun(then);
    }

    @Override
    public synchronized BodySubscriber<Boolean> apply(ResponseInfo head) {
        status = head.statusCode();
        headers = head.headers();
        return this;
    }

    @Override
    public CompletionStage<Boolean> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (!append(buffer)) {
                requireNonNull(subscription).cancel();
                whole.completeExceptionally(new IOException("larger than " + cap + " bytes"));
                return;
            }
        }
    }

    private synchronized boolean append(ByteBuffer buffer) {
        byte[] chunk = new byte[Math.min(buffer.remaining(), cap - bytes.size())];
        buffer.get(chunk);
        bytes.write(chunk, 0, chunk.length);
        return !buffer.hasRemaining();
    }

    @Override
    public void onError(Throwable thrown) {
        whole.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        lastByte.complete(true);
        whole.complete(true);
    }
}
