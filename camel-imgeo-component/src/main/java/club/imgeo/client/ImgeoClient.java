package club.imgeo.client;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The imgeo API. Safe for use by many threads; make one per account and keep it.
 *
 * <p>No method blocks or throws: whatever goes wrong, bad arguments included, completes the future with an
 * {@link ImgeoException}. Futures complete on the client's own few threads, or on the caller's where nothing
 * had to be waited for, so a stage that blocks must be an {@code …Async} one with an executor of yours. To cancel a future does not cancel the call: the images may be paid for
 * already, and only its end tells.
 */
public final class ImgeoClient implements AutoCloseable {
    /** Where the API is. */
    public static final String DEFAULT_BASE_URL = "https://www.imgeo.club";

    static final String GENERATE = "/api/v1/generate";
    static final String MODELS = "/api/v1/models";
    static final String BALANCE = "/api/v1/balance";
    /** For calls that cost nothing and take the server no time. */
    private static final Duration QUICK = Duration.ofSeconds(10);

    private final ClientSettings settings;
    private final Time time;
    private final Wire wire;
    private final Retries retries;
    private final InFlightLimit inFlight;
    private final CatalogCache catalog;
    private final Downloads downloads;

    ImgeoClient(ClientSettings settings, ClientHttp http, Time time) {
        this.settings = settings;
        this.time = time;
        wire = new Wire(http.client(), settings.baseUrl(), http.executor(), new CleanAnswers(settings.apiKey()), time);
        retries = new Retries(
                settings.maxRetries(), time, () -> ThreadLocalRandom.current().nextDouble());
        inFlight = new InFlightLimit(settings.maxInFlight());
        catalog = new CatalogCache(this::askForModels, settings.models(), time);
        downloads = new Downloads(settings, http.executor(), http.sources(settings), retries, time);
    }

    public static ImgeoClientBuilder builder() {
        return new ImgeoClientBuilder();
    }

    /**
     * Draws images ({@code POST /generate}). <b>Costs credits</b>: the model's price for each image.
     *
     * <p>The request is checked first, and nothing is sent where it breaks a rule. What is free to repeat is repeated by
     * itself, up to {@code maxRetries} times and within {@code requestTimeout}; what may have been paid for never is.
     * {@code requestTimeout} begins when the call's turn comes, so a burst beyond {@code maxInFlight} waits and does not
     * fail.
     *
     * @return fails with any of {@link ImgeoException}'s subclasses
     */
    public CompletableFuture<Generation> generate(GenerateRequest request) {
        return generate(request, () -> CompletableFuture.completedFuture(null));
    }

    /**
     * As {@link #generate(GenerateRequest)}, but does {@code first} when the call's turn has come, and sends nothing
     * before that has completed: with null to go on, or with images that make the call needless. Where it fails, the
     * call fails alike and nothing is sent.
     *
     * <p>{@code requestTimeout} begins with {@code first}. Where that leaves less than half of it, the call fails as not
     * charged: one that is likely to be cut off is likely to end in doubt.
     */
    public CompletableFuture<Generation> generate(
            GenerateRequest request, Supplier<? extends CompletableFuture<@Nullable Generation>> first) {
        ApiKey key = settings.apiKey();
        if (key == null) {
            return CompletableFuture.failedFuture(keyMissing());
        }
        CompletableFuture<Generation> result = new CompletableFuture<>();
        var unused = quote(request)
                .thenCompose(quote -> inFlight.run(() -> inTurn(quote, key, first)))
                .whenComplete((generation, thrown) -> Futures.complete(result, generation, thrown));
        return result;
    }

    /** How long one generation may take once its turn has come. */
    public Duration requestTimeout() {
        return settings.requestTimeout();
    }

    /**
     * Checks and prices a request. Costs nothing and calls nothing but {@code GET /models}, where the catalog is stale.
     *
     * @return fails with {@link InvalidRequestException}, which names every objection and not only the first
     */
    public CompletableFuture<Quote> quote(GenerateRequest request) {
        return request == null ? nothingAsked() : checked(request, List.of());
    }

    /**
     * Checks and prices a request that comes as loose fields under the API's own names ({@code prompt},
     * {@code aspect_ratio} and so on): numbers may be texts, and null counts as missing. Costs nothing.
     *
     * @return fails with {@link InvalidRequestException}, which names every objection, unknown fields and wrong types
     *     included
     */
    public CompletableFuture<Quote> quote(Map<String, ?> fields) {
        if (fields == null) {
            return nothingAsked();
        }
        try {
            RequestFields.Reading reading = RequestFields.read(fields);
            return checked(reading.request(), reading.objections());
        } catch (InvalidRequestException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The models and their limits: the server's, cached for 10 minutes. Costs nothing, needs no key, never fails. */
    public CompletableFuture<ModelCatalog> models() {
        return catalog.get();
    }

    /**
     * The models as the server lists them ({@code GET /models}), asked for anew: nothing cached, and what it leaves open
     * filled in by nobody. What {@link #models()} gives is up to date from then on. Costs nothing, needs no key.
     *
     * @return fails where the server cannot be asked, and then {@link #models()} goes on as before
     */
    public CompletableFuture<ModelCatalog> liveModels() {
        return catalog.askAnew();
    }

    /** The credits left ({@code GET /balance}), asked for anew. Costs nothing. */
    public CompletableFuture<Balance> balance() {
        ApiKey key = settings.apiKey();
        if (key == null) {
            return CompletableFuture.failedFuture(keyMissing());
        }
        Call call = new Call(false, wire.url(BALANCE).toString(), settings.secrets(), catalog.isProven());
        return quick(left -> wire.get(BALANCE, key, left), call, Answers::balance);
    }

    /**
     * Fetches images into files, which are the caller's from then on. Costs nothing and can be repeated at will. The API
     * key is not sent, and redirects are not followed.
     *
     * <p>An image must come by https from a public host that {@code rules} allow, or from where the API itself is. It must
     * be WebP, PNG, JPEG or AVIF, by its type and by its first bytes. What breaks off is fetched again, up to
     * {@code maxRetries} times and within {@code requestTimeout}.
     *
     * @return a file for each, in their order; fails with {@link DownloadException} where one of them cannot be had, and
     *     what was there of the others is deleted a moment later
     */
    public CompletableFuture<List<ImageFile>> download(List<URI> images, DownloadRules rules) {
        return images == null || rules == null ? nothingAsked() : downloads.fetch(images, rules);
    }

    /**
     * Fails what waits, and ends what is in flight, which leaves that in doubt. Their futures end a moment later, on the
     * client's threads; who wants to hear of them waits for them. Idle threads end by themselves.
     */
    @Override
    public void close() {
        inFlight.close(() -> new TransportException(Failure.before("the client is closed")));
        retries.close();
        downloads.close();
        wire.close();
        time.close();
    }

    /** Draws what is not checked again. */
    CompletableFuture<Generation> inTurn(
            Quote quote, ApiKey key, Supplier<? extends CompletableFuture<@Nullable Generation>> first) {
        long begun = time.nanos();
        return first.get().thenCompose(known -> {
            if (known != null) {
                return CompletableFuture.completedFuture(known);
            }
            Duration whole = settings.requestTimeout();
            Duration left = whole.minusNanos(time.nanos() - begun);
            return left.multipliedBy(2).compareTo(whole) < 0
                    ? CompletableFuture.failedFuture(tooLate())
                    : retries.run(left, remaining -> pay(quote, key, remaining));
        });
    }

    private CompletableFuture<Quote> checked(GenerateRequest request, List<String> known) {
        List<String> huge = request.hugeTexts();
        if (!huge.isEmpty()) {
            return CompletableFuture.failedFuture(InvalidRequestException.before(huge));
        }
        List<String> keys = KeysInRequests.objectionsTo(request.fields());
        if (!keys.isEmpty()) {
            return CompletableFuture.failedFuture(InvalidRequestException.before(keys));
        }
        return catalog.get().thenCompose(models -> {
            List<String> objections = new ArrayList<>(known);
            // A field that could not be read was left at its default, of which nothing needs to be said.
            request.objections().stream()
                    .filter(each -> known.stream().noneMatch(read -> read.startsWith(field(each))))
                    .forEach(objections::add);
            objections.addAll(settings.objectionsTo(request, models));
            if (!objections.isEmpty()) {
                return CompletableFuture.failedFuture(InvalidRequestException.before(objections));
            }
            BigDecimal each = models.find(request.model())
                    .map(ImageModel::creditsPerImage)
                    .orElse(null);
            return CompletableFuture.completedFuture(new Quote(request, each, models.price(request)));
        });
    }

    private static String field(String objection) {
        return objection.substring(0, objection.indexOf(':') + 1);
    }

    private CompletableFuture<Generation> pay(Quote quote, ApiKey key, Duration left) {
        GenerateRequest request = quote.request();
        List<String> secrets = Stream.of(key.value(), request.prompt(), request.negativePrompt(), request.image())
                .filter(Objects::nonNull)
                .toList();
        Call call = new Call(true, wire.url(GENERATE).toString(), secrets, catalog.isProven());
        return wire.post(GENERATE, key, Json.write(request.fields()), left)
                .thenCompose(
                        attempt -> judged(attempt, call, body -> Answers.generation(body, request, quote.credits())));
    }

    private CompletableFuture<List<ImageModel>> askForModels() {
        // The key is not sent there, but whoever answers may know it from another call.
        Call call = new Call(false, wire.url(MODELS).toString(), settings.secrets(), catalog.isProven());
        return quick(left -> wire.get(MODELS, null, left), call, Answers::models);
    }

    private <T> CompletableFuture<T> quick(
            Function<Duration, CompletableFuture<Attempt>> exchange, Call call, Reader<T> reader) {
        Duration deadline = settings.requestTimeout().compareTo(QUICK) < 0 ? settings.requestTimeout() : QUICK;
        return retries.run(
                deadline, left -> exchange.apply(left).thenCompose(attempt -> judged(attempt, call, reader)));
    }

    private interface Reader<T> {
        T read(byte[] body) throws IOException;
    }

    private <T> CompletableFuture<T> judged(Attempt attempt, Call call, Reader<T> reader) {
        Verdict verdict = new Verdict(attempt, call, time.now());
        if (attempt.status() != 200 || attempt.broken() != null) {
            return CompletableFuture.failedFuture(verdict.onFailure());
        }
        try {
            return CompletableFuture.completedFuture(reader.read(attempt.body()));
        } catch (IOException e) {
            // A generation's answer may repeat the prompt, so only the exception's answer() has it, and no message.
            String what = call.paid() ? "" : call.quoted(attempt.body());
            String encoded = attempt.headers()
                    .firstValue("Content-Encoding")
                    .map(encoding ->
                            ", encoded" + (call.proven() ? " as " + Excerpt.quoted(call.redacted(encoding)) : "")
                                    + " though the request allows no encoding")
                    .orElse("");
            return CompletableFuture.failedFuture(verdict.onUnusable(e.getMessage() + what + encoded));
        }
    }

    /** For callers whom no compiler warns of a null. */
    private static <T> CompletableFuture<T> nothingAsked() {
        return CompletableFuture.failedFuture(InvalidRequestException.before(List.of("request: is missing")));
    }

    private static ImgeoException tooLate() {
        return new TransportException(Failure.before("not sent, since what came before the call left less than half of"
                + " requestTimeout; see why the journal or the balance is slow"));
    }

    private static ImgeoException keyMissing() {
        return new AuthenticationException(
                Failure.before("no API key; set apiKey, or IMGEO_API_KEY in the environment where there is an option"));
    }
}
