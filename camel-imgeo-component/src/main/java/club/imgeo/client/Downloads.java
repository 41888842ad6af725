package club.imgeo.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches images by requests that carry nothing of the account: no key, no cookie.
 *
 * <p>Names are looked up and files written on threads of its own, which may hang as long as a name service or a disk
 * does. Nothing else waits with them: neither the calls that are paid for nor the end of a download that took too long.
 */
final class Downloads {
    /** At a time, over all generations. */
    private static final int MOST = 16;

    private final ClientSettings settings;
    private final Executor answers;
    private final ImageSources sources;
    private final Retries retries;
    private final Time time;
    private final Duration deadline;
    private final InFlightLimit inFlight = new InFlightLimit(MOST);
    private final Set<ImageSpool> open = ConcurrentHashMap.newKeySet();
    private @Nullable ClientHttp own;
    private volatile boolean closed;

    /**
     * @param settings whose requestTimeout is for one image once its turn has come, retries included; a single attempt
     *     gets a third of it
     * @param answers where what took too long ends, so it must not be kept waiting
     */
    Downloads(ClientSettings settings, Executor answers, ImageSources sources, Retries retries, Time time) {
        this.settings = settings;
        this.answers = answers;
        this.sources = sources;
        this.retries = retries;
        this.time = time;
        this.deadline = settings.requestTimeout();
    }

    /** Made by the first download, for most clients have none. */
    private synchronized ClientHttp http() {
        if (own == null) {
            own = ClientHttp.forDownloads(settings, MOST);
        }
        return own;
    }

    /** All of them, or none: what came before one failed is deleted. */
    CompletableFuture<List<ImageFile>> fetch(List<URI> images, DownloadRules rules) {
        List<CompletableFuture<ImageFile>> files = images.stream()
                .map(image -> inFlight.run(() -> retries.run(deadline, left -> once(image, rules, left))))
                .toList();
        return CompletableFuture.allOf(files.toArray(CompletableFuture[]::new))
                .thenApply(done -> files.stream().map(CompletableFuture::join).toList())
                .whenComplete((all, thrown) -> {
                    if (thrown != null) {
                        http().executor().execute(() -> files.stream()
                                .filter(file -> !file.isCompletedExceptionally())
                                .forEach(file -> ImageSpool.delete(file.join().path())));
                    }
                });
    }

    private CompletableFuture<ImageFile> once(URI image, DownloadRules rules, Duration left) {
        Duration third = deadline.dividedBy(3);
        Duration patience = left.compareTo(third) < 0 ? left : third;
        ImageSpool spool = new ImageSpool(image, rules, time.now());
        open.add(spool);
        Runnable inTime = time.after(patience, () -> abort(spool, new HttpTimeoutException("it took too long")));
        http().executor().execute(() -> begin(image, rules, spool));
        if (closed) {
            close(); // it may have looked before this one was there
        }
        return spool.whole()
                .whenComplete((file, thrown) -> {
                    inTime.run();
                    open.remove(spool);
                })
                .exceptionallyCompose(
                        thrown -> CompletableFuture.failedFuture(judged(image, Futures.unwrapped(thrown))));
    }

    private void begin(URI image, DownloadRules rules, ImageSpool spool) {
        if (spool.whole().isDone()) {
            return; // it took too long to get a thread
        }
        try {
            sources.check(image, rules);
            CompletableFuture<HttpResponse<ImageFile>> exchange =
                    http().client().sendAsync(request(image), spool);
            var unused = exchange.whenComplete((answer, thrown) -> spool.fail(
                    thrown == null
                            ? new IOException("the proxy opens no way to the server, HTTP " + answer.statusCode())
                            : Futures.unwrapped(thrown)));
            var unusedToo = spool.whole().whenComplete((file, thrown) -> {
                if (thrown != null) {
                    exchange.cancel(true);
                }
            });
        } catch (IOException | RuntimeException e) {
            spool.fail(e);
        }
    }

    private static HttpRequest request(URI image) {
        return HttpRequest.newBuilder(image)
                .header("Accept", ImageFormat.all())
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "imgeo-connectors")
                .build();
    }

    /** Whoever has the images may know the key from the server that named them, and repeat it. */
    private DownloadException judged(URI image, Throwable thrown) {
        Call call = new Call(false, "", settings.secrets(), true);
        String reason = call.redacted(
                "no image from " + Excerpt.quoted(String.valueOf(image.getHost())) + ": " + inWords(thrown));
        return thrown instanceof Refusal refusal
                ? DownloadException.of(reason, refusal.passes(), refusal.retryAfter(), null)
                : DownloadException.of(reason, true, null, call.clean(thrown));
    }

    private static String inWords(Throwable thrown) {
        if (thrown instanceof HttpConnectTimeoutException) {
            return "no connection within connectTimeout";
        }
        if (thrown instanceof UnknownHostException || Breakage.isCausedBy(thrown, UnresolvedAddressException.class)) {
            return "the host is not known; check the name service";
        }
        if (Breakage.isCausedBy(thrown, SSLException.class)) {
            return "no trusted connection, " + Breakage.message(thrown) + "; check sslContextParameters";
        }
        return thrown instanceof ConnectException
                ? "no connection; check proxy and firewall"
                : Excerpt.of(Breakage.message(thrown));
    }

    private void abort(ImageSpool spool, IOException why) {
        answers.execute(() -> spool.giveUp(why));
        http().executor().execute(() -> spool.fail(why)); // to clean up
    }

    void close() {
        closed = true;
        inFlight.close(() -> DownloadException.of("the client is closed", true, null, null));
        open.forEach(spool -> abort(spool, new IOException("the client was closed")));
    }
}
