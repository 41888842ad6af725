package club.imgeo.client;

import static java.net.http.HttpClient.Builder.NO_PROXY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Images over real sockets, from servers good and bad. */
class DownloadsTest {
    private static final byte[] WEBP = bytes("RIFF\u0010\0\0\0WEBPVP8 a picture of a fox");
    private static final byte[] PNG = bytes("\u0089PNG\r\n\u001A\n and the rest of it");
    private static final byte[] JPEG = bytes("\u00FF\u00D8\u00FF\u00E0 and the rest of it");
    private static final byte[] AVIF = bytes("\0\0\0 ftypavif and the rest of it");
    private static final int MOST = 1_000;

    @TempDir
    Path folder = Path.of("");

    private final RawServer server = RawServer.playing(image("image/webp", WEBP));

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(ISO_8859_1);
    }

    private static RawServer.Script image(String type, byte[] bytes) {
        return raw("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length, bytes);
    }

    private static RawServer.Script raw(String head, byte[] body) {
        return socket -> {
            RawServer.write(socket, head + "\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(body);
            socket.close();
        };
    }

    @Test
    void putsAnImageInAFileAndNamesItByItsContent() throws Exception {
        ImageFile file = Ends.value(download("/../../etc/passwd?name=evil.sh")).get(0);

        assertThat(file.path()).hasParentRaw(folder).hasBinaryContent(WEBP);
        assertThat(file.name()).isEqualTo(sha256(WEBP) + ".webp");
        assertThat(file.size()).isEqualTo(WEBP.length);
        assertThat(file.contentType()).isEqualTo("image/webp");
        assertThat(file.source()).hasPath("/../../etc/passwd");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void sendsNothingOfTheAccount() {
        Ends.value(download("/1.webp"));

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.headers())
                    .doesNotContainKeys("Authorization", "Cookie")
                    .containsEntry("Accept-Encoding", "identity");
        });
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of("image/webp", WEBP, ".webp"),
                Arguments.of("image/png", PNG, ".png"),
                Arguments.of("IMAGE/JPEG; quality=high", JPEG, ".jpg"),
                Arguments.of("image/avif", AVIF, ".avif"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void takes(String type, byte[] bytes, String extension) {
        server.script(image(type, bytes));

        assertThat(Ends.value(download("/1")).get(0).name()).endsWith(extension);
    }

    @Test
    void takesAnImageInChunks() {
        byte[] chunked = bytes("5\r\n" + text(WEBP, 0, 5) + "\r\n" + Integer.toHexString(WEBP.length - 5) + "\r\n"
                + text(WEBP, 5, WEBP.length) + "\r\n0\r\n\r\n");
        server.script(raw("HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\nTransfer-Encoding: chunked", chunked));

        assertThat(Ends.value(download("/1.webp")).get(0).path()).hasBinaryContent(WEBP);
    }

    static Stream<Arguments> refusals() {
        String webp = "HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\n";
        byte[] large = Arrays.copyOf(WEBP, MOST + 1);
        byte[] chunks = bytes("3e9\r\n" + text(large, 0, large.length) + "\r\n0\r\n\r\n");
        return Stream.of(
                refusal("HTTP/1.1 302 X\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0", "", "a redirect"),
                refusal("HTTP/1.1 307 X\r\nLocation: /2.webp\r\nContent-Length: 0", "", "a redirect"),
                refusal("HTTP/1.1 404 X\r\nContent-Length: 0", "", "HTTP 404"),
                refusal("HTTP/1.1 206 X\r\nContent-Type: image/webp\r\nContent-Length: 3", "RIF", "HTTP 206"),
                refusal("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6", "<html>", "'text/html'"),
                refusal("HTTP/1.1 200 OK\r\nContent-Type: image/svg+xml\r\nContent-Length: 5", "<svg>", "image/svg"),
                refusal("HTTP/1.1 200 OK\r\nContent-Length: " + WEBP.length, text(WEBP), "of no type"),
                refusal(webp + "Content-Length: 20", "<html>a bad gateway<", "not those of image/webp"),
                refusal(webp + "Content-Length: " + PNG.length, text(PNG), "not those of image/webp"),
                refusal(webp + "Content-Length: 4", "RIFF", "not those of image/webp"),
                refusal(webp + "Content-Length: 0", "", "not those of image/webp"),
                refusal(webp + "Content-Encoding: gzip\r\nContent-Length: 9", "\u001f\u008b 1234567", "is encoded"),
                refusal(webp + "Content-Length: 1001", text(large), "larger than maxImageSize=1000"),
                refusal(webp + "Transfer-Encoding: chunked", text(chunks), "larger than maxImageSize=1000"),
                refusal(webp + "X-Nothing: of interest", text(WEBP), "has no length"));
    }

    private static Arguments refusal(String head, String body, String why) {
        return Arguments.of(head, body, why);
    }

    private static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuses(String head, String body, String why) {
        server.script(raw(head, bytes(body)));

        ImgeoException failure = Ends.failure(download("/1.webp"));

        assertThat(failure)
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("no image from '127.0.0.1': ")
                .hasMessageContaining(why)
                .hasMessageContaining("[credits NOT_CHARGED]");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(server.requests()).as("never asked again").hasSize(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void asksAgainForWhatBrokeOff() {
        AtomicInteger asked = new AtomicInteger();
        server.script(socket -> {
            switch (asked.incrementAndGet()) {
                case 1 ->
                    raw("HTTP/1.1 503 X\r\nContent-Length: 0", new byte[0]).play(socket);
                case 2 ->
                    raw("HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\nContent-Length: 99", WEBP)
                            .play(socket);
                case 3 -> RawServer.reset(socket);
                default -> image("image/webp", WEBP).play(socket);
            }
        });

        List<ImageFile> files = Ends.value(download("/1.webp", 3));

        assertThat(asked).hasValue(4);
        assertThat(files.get(0).path()).hasBinaryContent(WEBP);
        assertThat(folder)
                .isDirectoryContaining(file -> file.equals(files.get(0).path()));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.script(raw("HTTP/1.1 429 X\r\nRetry-After: 7\r\nContent-Length: 0", new byte[0]));

        ImgeoException failure = Ends.failure(download("/1.webp", 0));

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(7));
    }

    @Test
    void endsATrickleInTimeAndHangsUp() {
        server.script(socket -> {
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\nContent-Length: 900\r\n\r\n");
            RawServer.write(socket, text(WEBP));
            server.waitForHangUp(socket);
        });
        try (ImgeoClient client = client(0, Duration.ofMillis(600))) {
            ImgeoException failure = Ends.failure(client.download(urls("/1.webp"), rules()));

            assertThat(failure).hasMessageContaining("it took too long");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(Ends.value(server.hungUp())).isTrue();
            Awaitility.await().untilAsserted(() -> assertThat(folder).isEmptyDirectory());
        }
    }

    @Test
    void leavesNoFileWhereOneOfThemCannotBeHad() {
        server.script(socket -> {
            boolean last = server.requests().size() == 3;
            (last ? raw("HTTP/1.1 410 X\r\nContent-Length: 0", new byte[0]) : image("image/webp", WEBP)).play(socket);
        });

        assertThat(Ends.failure(download("/1.webp", "/2.webp", "/3.webp"))).hasMessageContaining("HTTP 410");
        Awaitility.await().untilAsserted(() -> assertThat(folder).isEmptyDirectory());
    }

    @Test
    void fetchesMoreThanFitAtATimeInTheirOrder() {
        String[] paths = IntStream.range(0, 40).mapToObj(i -> "/" + i).toArray(String[]::new);

        List<ImageFile> files = Ends.value(download(paths));

        assertThat(files).extracting(file -> file.source().getPath()).containsExactly(paths);
        assertThat(files).extracting(ImageFile::path).doesNotHaveDuplicates();
    }

    @Test
    void makesItsDirectoryAgainWhereSomethingClearedItAway() throws IOException {
        Path cleared = folder.resolve("cleared");
        try (ImgeoClient client = client(0, Duration.ofMinutes(1))) {
            List<ImageFile> files =
                    Ends.value(client.download(urls("/1.webp"), new DownloadRules(cleared, List.of(), MOST)));

            assertThat(files.get(0).path()).exists();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cleared)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void endsWhatItFetchesWhenItIsClosed() {
        server.script(server::waitForHangUp);
        CompletableFuture<List<ImageFile>> files;
        try (ImgeoClient client = client(2, Duration.ofMinutes(1))) {
            files = client.download(urls("/1.webp"), rules());
            Awaitility.await().until(() -> !server.requests().isEmpty());
        }

        assertThat(Ends.failure(files)).hasMessageContaining("the client was closed");
    }

    @Test
    void refusesEverythingOnceClosed() {
        ImgeoClient client = client(0, Duration.ofMinutes(1));
        client.close();

        assertThat(Ends.failure(client.download(urls("/1.webp"), rules())))
                .hasMessageContaining("the client is closed");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void keepsNoPaidCallWaitingForANameServiceThatHangs() {
        server.script(RawServer.answer(200, "{\"images\":[\"https://a.r2.dev/1.webp\"],\"creditsUsed\":1}"));
        CountDownLatch nameService = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        ImageSources hanging = new ImageSources(URI.create(server.baseUrl()), false, NO_PROXY, host -> {
            asked.incrementAndGet();
            awaitUninterruptibly(nameService);
            throw new UnknownHostException(host);
        });
        ClientSettings settings = settings(Duration.ofSeconds(20));
        ClientHttp http = ClientHttp.of(settings);
        Time time = new SystemTime();
        Retries once = new Retries(0, time, () -> 0);
        Downloads downloads = new Downloads(settings(Duration.ofMillis(900)), http.executor(), hanging, once, time);
        try (ImgeoClient client = new ImgeoClient(settings, http, time)) {
            List<URI> many = IntStream.range(0, 32)
                    .mapToObj(i -> URI.create("https://a.r2.dev/" + i))
                    .toList();
            CompletableFuture<?> files = downloads.fetch(many, new DownloadRules(folder, List.of("*.r2.dev"), MOST));
            Awaitility.await().until(() -> asked.get() == 16);

            Ends.value(client.generate(GenerateRequest.of("black-forest-labs/flux-schnell", "a fox")));
            assertThat(Ends.failure(files)).hasMessageContaining("it took too long");
        } finally {
            nameService.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ClientSettings settings(Duration requestTimeout) {
        return new ClientSettings(
                new ApiKey("imgeo_sk_1234"),
                URI.create(server.baseUrl()),
                requestTimeout,
                Duration.ofSeconds(5),
                0,
                8,
                4,
                ModelValidation.OFF,
                List.of(),
                null,
                null,
                false);
    }

    @Test
    void saysThatItIsPaidForWhereItWas() {
        server.script(raw("HTTP/1.1 503 X\r\nContent-Length: 0", new byte[0]));
        DownloadException failure = (DownloadException) Ends.failure(download("/1.webp", 0));

        DownloadException kept = failure.afterPaying(true);
        DownloadException lost = failure.afterPaying(false);

        assertThat(kept.creditOutcome()).isEqualTo(CreditOutcome.CHARGED);
        assertThat(lost.creditOutcome()).isEqualTo(CreditOutcome.CHARGED);
        assertThat(kept.isRetryable()).as("a key makes it free").isTrue();
        assertThat(lost.isRetryable()).isFalse();
        assertThat(kept).hasMessageContaining("charge key [credits CHARGED]").hasCause(failure);
    }

    private CompletableFuture<List<ImageFile>> download(String... paths) {
        return download(2, paths);
    }

    private CompletableFuture<List<ImageFile>> download(String path, int retries) {
        return download(retries, path);
    }

    private CompletableFuture<List<ImageFile>> download(int retries, String... paths) {
        ImgeoClient client = client(retries, Duration.ofMinutes(1));
        return client.download(urls(paths), rules()).whenComplete((files, thrown) -> client.close());
    }

    private DownloadRules rules() {
        return new DownloadRules(folder, List.of(), MOST);
    }

    private List<URI> urls(String... paths) {
        return Stream.of(paths).map(path -> URI.create(server.baseUrl() + path)).toList();
    }

    private ImgeoClient client(int retries, Duration requestTimeout) {
        return ImgeoClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey(new ApiKey("imgeo_sk_1234"))
                .maxRetries(retries)
                .requestTimeout(requestTimeout)
                .build();
    }
}
