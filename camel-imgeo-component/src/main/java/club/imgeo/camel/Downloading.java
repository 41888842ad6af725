package club.imgeo.camel;

import club.imgeo.camel.Operation.Answer;
import club.imgeo.client.CreditOutcome;
import club.imgeo.client.DownloadException;
import club.imgeo.client.DownloadRules;
import club.imgeo.client.Generation;
import club.imgeo.client.ImageFile;
import club.imgeo.client.ImgeoClient;
import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a message the pictures instead of their URLs. They are paid for by then, so a failure says so, and leaves the
 * URLs in the headers.
 *
 * @param rules asked for each time, since the directory in them may have been cleared away
 * @param keeper makes a file of an image that is deleted when nothing refers to it any more
 * @param workers which may wait for a disk
 */
record Downloading(
        ImgeoClient client, Supplier<DownloadRules> rules, Function<ImageFile, File> keeper, Executor workers) {
    CompletableFuture<Answer> deliver(Generation generation, Map<String, @Nullable Object> headers, boolean keyed) {
        return CompletableFuture.supplyAsync(rules, workers)
                .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(
                        DownloadException.nowhereToPut(thrown.getCause() == null ? thrown : thrown.getCause())))
                .thenCompose(current -> client.download(generation.images(), current))
                .thenApply(images -> new Answer(kept(images), headers))
                .exceptionally(thrown -> paidFor(thrown, generation, headers, keyed));
    }

    private Pictures kept(List<ImageFile> images) {
        return new Pictures(images.stream()
                .map(image -> new Pictures.Picture(keeper.apply(image), image))
                .toList());
    }

    private static Answer paidFor(
            Throwable thrown, Generation generation, Map<String, @Nullable Object> headers, boolean kept) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof DownloadException failure)) {
            throw new CompletionException(cause);
        }
        Map<String, @Nullable Object> told = new HashMap<>(headers);
        // Also where it was paid for before: who sorts by this header must not take it for something that was refused.
        told.put(ImgeoConstants.CREDIT_OUTCOME, CreditOutcome.CHARGED);
        return new Answer(generation, told, failure.afterPaying(kept));
    }
}
