package club.imgeo.charge;

import static java.util.Objects.requireNonNull;

import club.imgeo.client.GenerateRequest;
import club.imgeo.client.Generation;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Quote;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server that knows some models, and answers paid calls when the test says so. */
final class FakeServer implements PayOnce.Server {
    static final String MODEL = "google/imagen-4";
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, @Nullable BigDecimal> prices = new HashMap<>();
    private final Queue<Call> calls = new ArrayDeque<>();
    /** Paid calls that were made. */
    int sent;
    /** Whether it throws where it should fail. */
    boolean isBroken;

    private record Call(GenerateRequest request, CompletableFuture<Generation> reply) {}

    FakeServer() {
        offer(MODEL, "4");
    }

    void offer(String model, @Nullable String credits) {
        prices.put(model, credits == null ? null : new BigDecimal(credits));
    }

    @Override
    public CompletableFuture<Quote> quote(Map<String, ?> fields) {
        String model = String.valueOf(fields.get("model"));
        if (!prices.containsKey(model)) {
            return CompletableFuture.failedFuture(InvalidRequestException.before(List.of("model: is unknown")));
        }
        GenerateRequest request = GenerateRequest.of(model, String.valueOf(fields.get("prompt")));
        return CompletableFuture.completedFuture(new Quote(request, prices.get(model), prices.get(model)));
    }

    @Override
    public CompletableFuture<Generation> generate(
            GenerateRequest request, Supplier<? extends CompletableFuture<@Nullable Generation>> first) {
        if (isBroken) {
            throw new IllegalStateException("broken");
        }
        return first.get().thenCompose(known -> {
            if (known != null) {
                return CompletableFuture.completedFuture(known);
            }
            sent++;
            Call call = new Call(request, new CompletableFuture<>());
            calls.add(call);
            return call.reply;
        });
    }

    @Override
    public Duration requestTimeout() {
        return TIMEOUT;
    }

    /** Draws what has waited longest. */
    Generation draw(String image, @Nullable String creditsUsed) {
        Call call = next();
        Generation drawn = new Generation(
                List.of(URI.create(image)),
                call.request.model(),
                call.request.prompt(),
                null,
                creditsUsed == null ? null : new BigDecimal(creditsUsed),
                new BigDecimal("96"),
                false,
                Map.of("seed", 7));
        call.reply.complete(drawn);
        return drawn;
    }

    void fail(Throwable why) {
        next().reply.completeExceptionally(why);
    }

    private Call next() {
        return requireNonNull(calls.poll(), "nothing was sent");
    }
}
