package club.imgeo.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Writes one answer to a file while it comes, as far as it is an image; what is not leaves no file. */
final class ImageSpool implements BodyHandler<ImageFile>, BodySubscriber<ImageFile> {
    private final URI source;
    private final DownloadRules rules;
    private final Instant now;
    private final CompletableFuture<ImageFile> whole = new CompletableFuture<>();
    private final MessageDigest digest = sha256();
    private final ByteBuffer head = ByteBuffer.allocate(ImageFormat.HEAD);
    private @Nullable IOException objection;
    private @Nullable ImageFormat format;
    private @Nullable Subscription subscription;
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long size;
    private boolean ended;

    ImageSpool(URI source, DownloadRules rules, Instant now) {
        this.source = source;
        this.rules = rules;
        this.now = now;
    }

    /** Completes on the thread that brings the last byte, or that calls {@link #fail}. */
    CompletableFuture<ImageFile> whole() {
        return whole;
    }

    /** Says so at once, whatever a disk may keep waiting; {@link #fail} has to clean up. */
    void giveUp(Throwable why) {
        whole.completeExceptionally(why);
    }

    /** Ends it, unless it has ended. */
    void fail(Throwable why) {
        if (discard()) {
            whole.completeExceptionally(why); // out of the lock, since nobody knows what hangs on it
        }
    }

    private synchronized boolean discard() {
        if (ended) {
            return false;
        }
        ended = true;
        if (subscription != null) {
            subscription.cancel();
        }
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // It is to be deleted anyway.
        }
        if (file != null) {
            delete(file);
        }
        return true;
    }

    @Override
    public synchronized BodySubscriber<ImageFile> apply(ResponseInfo answer) {
        HttpHeaders headers = answer.headers();
        format = ImageFormat.of(headers.firstValue("Content-Type").orElse("")).orElse(null);
        long announced = headers.firstValueAsLong("Content-Length").orElse(-1);
        if (answer.statusCode() != 200) {
            objection = refused(answer.statusCode(), headers);
        } else if (format == null) {
            objection = new Refusal("it is " + type(headers) + ", and none of " + ImageFormat.all());
        } else if (headers.firstValue("Content-Encoding").isPresent()) {
            objection = new Refusal("it is encoded though nobody asked");
        } else if (announced > rules.maxImageSize()) {
            objection = tooLarge();
        } else if (announced < 0 && headers.firstValue("Transfer-Encoding").isEmpty()) {
            objection = new Refusal("it has no length, so nobody could tell it from a part of it");
        }
        return this;
    }

    private static String type(HttpHeaders headers) {
        return headers.firstValue("Content-Type").map(Excerpt::quoted).orElse("of no type");
    }

    private Refusal refused(int status, HttpHeaders headers) {
        if (status >= 300 && status < 400) {
            return new Refusal("HTTP " + status + ", a redirect, which is not followed");
        }
        boolean passes = status == 408 || status == 425 || status == 429 || status >= 500;
        return new Refusal("HTTP " + status, passes, RetryAfter.of(headers, now).orElse(null));
    }

    private Refusal tooLarge() {
        return new Refusal("it is larger than maxImageSize=" + rules.maxImageSize());
    }

    @Override
    public CompletionStage<ImageFile> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        try {
            begin(subscription);
        } catch (IOException e) {
            fail(e);
        }
    }

    private synchronized void begin(Subscription begun) throws IOException {
        subscription = begun;
        if (ended) {
            begun.cancel();
            return;
        }
        if (objection != null) {
            throw objection;
        }
        file = newFile();
        out = new DigestOutputStream(Files.newOutputStream(file), digest);
        begun.request(Long.MAX_VALUE);
    }

    /** In a directory that something may have cleared away meanwhile. */
    private Path newFile() throws IOException {
        Path directory = rules.directory();
        try {
            return Files.createTempFile(directory, "imgeo-", ".part");
        } catch (NoSuchFileException e) {
            OwnDirectory own = OwnDirectory.create(directory);
            return Files.createTempFile(own.path(), "imgeo-", ".part");
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                take(buffer);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private synchronized void take(ByteBuffer buffer) throws IOException {
        if (ended || out == null) {
            return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        size += bytes.length;
        if (size > rules.maxImageSize()) {
            throw tooLarge();
        }
        if (head.hasRemaining()) {
            head.put(bytes, 0, Math.min(head.remaining(), bytes.length));
            if (!head.hasRemaining()) {
                checkHead();
            }
        }
        out.write(bytes);
    }

    private ImageFormat checkHead() throws Refusal {
        if (format == null || head.hasRemaining() || !format.begins(head.array())) {
            throw new Refusal("its first bytes are not those of " + (format == null ? "an image" : format.contentType));
        }
        return format;
    }

    @Override
    public void onError(Throwable thrown) {
        fail(thrown);
    }

    @Override
    public void onComplete() {
        try {
            ImageFile image = finished();
            if (image != null && !whole.complete(image)) {
                delete(image.path()); // given up meanwhile
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Null where it had ended before. */
    private synchronized @Nullable ImageFile finished() throws IOException {
        if (ended || out == null || file == null) {
            return null;
        }
        ImageFormat known = checkHead();
        out.close();
        ended = true;
        String name = HexFormat.of().formatHex(digest.digest()) + known.extension;
        return new ImageFile(file, known.contentType, name, size, source);
    }

    /** As far as it can be; what is left is what a crash would leave. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
