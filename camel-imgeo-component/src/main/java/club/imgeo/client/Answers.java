package club.imgeo.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the server answers, tolerantly where the reference leaves names open. What cannot be read is an
 * {@link IOException} whose message says what is missing; never a silent zero.
 */
final class Answers {
    static final Pattern URL = Pattern.compile("https?://[^\"\\s\\\\<>]{1,2000}");
    static final Pattern URL_IN_QUOTES = Pattern.compile("\"(" + URL + ")\"");
    private static final Pattern MODEL_ID = Pattern.compile("[A-Za-z0-9][\\w.-]{0,63}/[A-Za-z0-9][\\w.:-]{0,63}");
    private static final String[] PRICE = {"credits", "credit_cost", "cost", "creditCost", "credits_per_image"};
    private static final String[] MODES = {"modes", "supported_modes"};
    private static final String[] RATIOS = {"aspect_ratios", "aspectRatios"};
    private static final int MAX_DIGITS = 30;
    /** Far more than any call draws and any server offers; each entry that is not usable costs an exception. */
    private static final int MAX_ENTRIES = 1_000;
    /** Images saved from what is left of an answer. */
    private static final int MAX_SAVED = 100;
    /** Modes or ratios of a model. */
    private static final int MAX_LISTED = 100;

    private static final Set<String> READ = Set.of(
            "images",
            "model",
            "prompt",
            "aspect_ratio",
            "credits_used",
            "creditsUsed",
            "credits_remaining",
            "creditsRemaining");

    private Answers() {}

    /** The images of a 200, at least one; credits as the answer states them, else {@code price}. */
    static Generation generation(byte[] body, GenerateRequest request, @Nullable BigDecimal price) throws IOException {
        JsonNode answer = Json.read(body);
        List<URI> images = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        for (JsonNode each : answer.path("images")) {
            url(each.textValue()).ifPresentOrElse(images::add, () -> others.add(Json.plain(each)));
            if (others.size() == MAX_ENTRIES) {
                break;
            }
        }
        if (images.isEmpty()) {
            throw new IOException("no usable image URL");
        }
        Map<String, Object> more = new LinkedHashMap<>();
        if (!others.isEmpty()) {
            more.put("unusable_images", others); // paid for, too: a person may see what they are
        }
        BigDecimal used = number(answer, "credits_used", "creditsUsed");
        answer.properties().forEach(field -> {
            if (!READ.contains(field.getKey())) {
                more.put(field.getKey(), Json.plain(field.getValue()));
            }
        });
        return new Generation(
                images,
                text(answer, "model").orElse(request.model()),
                text(answer, "prompt").orElse(request.prompt()),
                text(answer, "aspect_ratio")
                        .flatMap(ratio -> parsed(ratio, AspectRatio::parse))
                        .orElse(request.aspectRatio()),
                used == null || used.signum() < 0 ? price : used,
                number(answer, "credits_remaining", "creditsRemaining"),
                images.size() < request.count(),
                more);
    }

    /**
     * Reads an array of models, bare or under {@code models} or {@code data}. Each element must look like a model: an id of
     * the form {@code vendor/name}, and a price, modes or ratios. Anything else is the response of some other server,
     * whose texts must not reach messages or suggestions, and is refused as a whole.
     */
    static List<ImageModel> models(byte[] body) throws IOException {
        JsonNode answer = Json.read(body);
        JsonNode list = answer.isArray()
                ? answer
                : answer.path("models").isArray() ? answer.path("models") : answer.path("data");
        List<ImageModel> models = new ArrayList<>();
        for (JsonNode each : list) {
            String id = text(each, "id", "model").orElse("");
            if (!MODEL_ID.matcher(id).matches()
                    || Stream.of(PRICE, MODES, RATIOS).flatMap(Stream::of).noneMatch(name -> each.hasNonNull(name))) {
                throw new IOException("not a list of imgeo models");
            }
            models.add(model(id, each));
            if (models.size() == MAX_ENTRIES) {
                break;
            }
        }
        if (models.isEmpty()) {
            throw new IOException("no model with an id");
        }
        return models;
    }

    private static ImageModel model(String id, JsonNode node) {
        BigDecimal price = number(node, PRICE);
        BigDecimal most = number(node, "max_count", "maxCount", "max_images");
        JsonNode negative = first(node, "negative_prompt", "supports_negative_prompt", "supportsNegativePrompt");
        return new ImageModel(
                id,
                text(node, "name").orElse(id),
                price == null || price.signum() < 0 ? null : price,
                known(first(node, MODES), Mode::parse),
                negative.isBoolean() ? negative.booleanValue() : null,
                known(first(node, RATIOS), AspectRatio::parse),
                most == null || most.compareTo(BigDecimal.ONE) < 0
                        ? null
                        : most.min(BigDecimal.valueOf(1_000_000)).intValue());
    }

    /** A plain number, or one under {@code balance}, {@code credits} or {@code remaining}. */
    static Balance balance(byte[] body) throws IOException {
        JsonNode answer = Json.read(body);
        BigDecimal credits = answer.isObject() ? number(answer, "balance", "credits", "remaining") : decimal(answer);
        if (credits == null) {
            throw new IOException("no balance, credits or remaining that is a number");
        }
        return new Balance(credits);
    }

    /** What an error answer says, where it is a JSON object with a message. */
    static Optional<String> errorMessage(byte[] body) {
        return Json.tryRead(body)
                .flatMap(answer -> text(answer, "error")
                        .or(() -> text(answer.path("error"), "message"))
                        .or(() -> text(answer, "message", "detail")))
                .filter(message -> !message.isBlank());
    }

    /** The seconds to wait that an error answer asks for. */
    static Optional<BigDecimal> retryAfter(byte[] body) {
        return Json.tryRead(body).map(answer -> number(answer, "retry_after", "retryAfter"));
    }

    /** The whole URLs in what is left of an answer. */
    static List<URI> salvage(byte[] body) {
        List<URI> found = new ArrayList<>();
        Matcher matcher = URL_IN_QUOTES.matcher(new String(body, StandardCharsets.UTF_8).replace("\\/", "/"));
        for (int i = 0; i < MAX_ENTRIES && found.size() < MAX_SAVED && matcher.find(); i++) {
            url(matcher.group(1)).ifPresent(found::add);
        }
        return found;
    }

    /** Empty for a URL that contained the key, too: it leads nowhere without it. */
    private static Optional<URI> url(@Nullable String text) {
        try {
            URI url = text == null || text.contains(Redaction.MARK) ? null : new URI(text);
            boolean usable = url != null
                    && url.getRawAuthority()
                            != null // and no host, where the URI class does not know its form: a_b.example
                    && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()));
            return usable ? Optional.ofNullable(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What of a stated list we know; a mode that is new to us is none that we could ask for. */
    private static <T> Set<T> known(JsonNode list, Function<String, T> parser) {
        Set<T> known = new LinkedHashSet<>();
        int seen = 0;
        for (JsonNode each : list) {
            parsed(each.asText(), parser).ifPresent(known::add);
            if (++seen == MAX_LISTED) {
                break;
            }
        }
        return known;
    }

    private static JsonNode first(JsonNode node, String... names) {
        for (String name : names) {
            if (node.hasNonNull(name)) {
                return node.get(name);
            }
        }
        return node.path(names[0]);
    }

    private static Optional<String> text(JsonNode node, String... names) {
        return Optional.ofNullable(first(node, names).textValue());
    }

    private static @Nullable BigDecimal number(JsonNode node, String... names) {
        return decimal(first(node, names));
    }

    /** A number, or a text that is one; null for anything else and for numbers that are no sum of credits. */
    private static @Nullable BigDecimal decimal(JsonNode node) {
        try {
            BigDecimal value = node.isNumber()
                    ? node.decimalValue()
                    : node.isTextual() && node.textValue().length() <= MAX_DIGITS
                            ? new BigDecimal(node.textValue().strip())
                            : null;
            boolean sane = value != null
                    && value.scale() >= -MAX_DIGITS // not by Math.abs, which leaves the least of all ints negative
                    && value.scale() <= MAX_DIGITS
                    && value.precision() <= MAX_DIGITS;
            return sane ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
