package club.imgeo.charge;

import club.imgeo.client.FakeFailures;
import club.imgeo.client.Generation;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A paid call on its way. A server that never hears of it, and one that never charges it, are one and the same. */
final class ServerCall {
    static final BigDecimal PRICE = BigDecimal.valueOf(4);

    private final URI image;
    private final int attempt;
    private final CompletableFuture<Generation> reply = new CompletableFuture<>();
    private boolean charged;
    private boolean refused;
    private boolean abandoned;

    /** @param attempt that was granted for it */
    ServerCall(String name, int attempt) {
        image = URI.create("https://img.imgeo.club/" + name);
        this.attempt = attempt;
    }

    CompletableFuture<Generation> reply() {
        return reply;
    }

    URI image() {
        return image;
    }

    int attempt() {
        return attempt;
    }

    boolean isAwaited() {
        return !abandoned && !reply.isDone();
    }

    boolean isCharged() {
        return charged;
    }

    /** Whether it may be charged yet, perhaps long after anybody waits for it. */
    boolean isUndecided() {
        return !charged && !refused;
    }

    void charge() {
        charged = true;
    }

    void answer() {
        reply.complete(new Generation(List.of(image), "m", "a fox", null, PRICE, null, false, Map.of()));
    }

    void refund() {
        refused = true;
        reply.completeExceptionally(FakeFailures.refunded());
    }

    void refuse() {
        refused = true;
        reply.completeExceptionally(FakeFailures.refused());
    }

    void lose() {
        reply.completeExceptionally(FakeFailures.lost());
    }

    /** Whoever waited for it is gone. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public String toString() {
        return attempt + (charged ? "charged" : refused ? "refused" : "undecided") + (isAwaited() ? ", awaited" : "");
    }
}
