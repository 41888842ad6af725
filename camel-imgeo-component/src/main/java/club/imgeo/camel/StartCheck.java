package club.imgeo.camel;

import club.imgeo.charge.NoJournal;
import club.imgeo.charge.SpendingLimits;
import club.imgeo.client.Excerpt;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.ModelCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds an endpoint's own options against the rules, as if a message with a good prompt had come. */
final class StartCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

    /** Objections that rest on what is known of the models. */
    private static final Pattern FROM_THE_CATALOG =
            Pattern.compile("(model|fallbackModels|allowedModels): '.*' is not known|maxCreditsPerMessage:");

    private StartCheck() {}

    static void check(ImgeoEndpoint endpoint) {
        Integer maxCredits = endpoint.getConfiguration().getMaxCredits();
        if (maxCredits != null && maxCredits < 0) {
            throw new IllegalArgumentException("imgeo:" + endpoint.getOperation() + ": maxCredits: " + maxCredits
                    + " is less than 0, and no model costs so little");
        }
        if (endpoint.getConfiguration().isDownload()) {
            checkDownload(endpoint);
        }
        checkLimits(endpoint);
        if (endpoint.getOperation() == ImgeoOperation.JOURNAL) {
            JournalOperation.check(endpoint);
            return;
        }
        if (endpoint.getOperation() == ImgeoOperation.GENERATE) {
            checkPayment(endpoint);
        }
        Map<String, Object> options = endpoint.getConfiguration().fields();
        List<String> fallbacks = endpoint.getConfiguration().models();
        SpendingLimits limits = endpoint.getConfiguration().limits();
        if (endpoint.getOperation() == ImgeoOperation.BALANCE
                || (options.isEmpty() && fallbacks.isEmpty() && limits.models().isEmpty())) {
            return;
        }
        boolean modelByMessage = !options.containsKey("model");
        options.put("prompt", "anything");
        if ("img2img".equalsIgnoreCase(endpoint.getConfiguration().getMode())) {
            options.putIfAbsent("image", "https://example.com/from-the-message.png");
        }
        ImgeoClient client = endpoint.getComponent().client();
        ModelCatalog catalog = client.models().join(); // never fails, and takes 10 seconds at the most
        Stream<String> ofTheModel =
                objections(client, limits, options).filter(each -> !(modelByMessage && each.startsWith("model:")));
        Stream<String> ofFallbacks = fallbacks.stream().flatMap(model -> {
            Map<String, Object> instead = new LinkedHashMap<>(options);
            instead.put("model", model);
            return objections(client, limits, instead).map(each -> each.replaceFirst("^model:", "fallbackModels:"));
        });
        Stream<String> ofAllowed = limits.models().stream()
                .flatMap(model -> objections(client, SpendingLimits.NONE, Map.of("model", model, "prompt", "anything")))
                .map(each -> each.replaceFirst("^model:", "allowedModels:"));
        List<String> objections = Stream.of(ofTheModel, ofFallbacks, ofAllowed)
                .flatMap(each -> each)
                .map(StartCheck::inCamelsWords)
                .distinct()
                .toList();
        if (objections.isEmpty()) {
            return;
        }
        String message = "imgeo:" + endpoint.getOperation() + ": " + String.join("; ", objections);
        // A model that is new since the bundled table must not keep a route down while the server can't be asked.
        if (catalog.liveAsOf().isEmpty()
                && objections.stream()
                        .allMatch(each -> FROM_THE_CATALOG.matcher(each).lookingAt())) {
            LOG.warn("{} (the server could not be asked; every message is checked again)", message);
        } else {
            throw new IllegalArgumentException(message);
        }
    }

    /** A limit that holds for nothing would only seem to be one. */
    private static void checkLimits(ImgeoEndpoint endpoint) {
        ImgeoConfiguration options = endpoint.getConfiguration();
        boolean limited = !options.limits().equals(SpendingLimits.NONE) || options.getBodyAs() != BodyAs.AUTO;
        if (limited && !endpoint.getOperation().readsRequests()) {
            throw new IllegalArgumentException("imgeo:" + endpoint.getOperation()
                    + ": allowedModels, maxCreditsPerMessage and bodyAs are for imgeo:generate and imgeo:quote; remove"
                    + " them here");
        }
    }

    private static void checkDownload(ImgeoEndpoint endpoint) {
        if (endpoint.getOperation() != ImgeoOperation.GENERATE) {
            throw new IllegalArgumentException(
                    "imgeo:" + endpoint.getOperation() + ": download: only imgeo:generate has images to download");
        }
        endpoint.getComponent().downloadRules();
    }

    /** What says how it is paid for, and does not go together. */
    private static void checkPayment(ImgeoEndpoint endpoint) {
        ImgeoConfiguration options = endpoint.getConfiguration();
        if (options.isReuse() && options.getChargeKey() != null) {
            throw new IllegalArgumentException(
                    "imgeo:generate: chargeKey: reuse=true makes the content of the request its key; set one of them");
        }
        ChargeKeyExpression chargeKey = options.chargeKey(endpoint.getCamelContext());
        if (chargeKey != null && !chargeKey.canDiffer()) {
            LOG.warn(
                    "imgeo:generate: chargeKey: {} has no variable part, so every message has the same key, and only the"
                            + " first is drawn; name what tells requests apart, such as ${header.orderNumber}",
                    Excerpt.quoted(String.valueOf(options.getChargeKey())));
        }
        boolean keyed = chargeKey != null || Boolean.TRUE.equals(options.getChargeKeyFromHeader());
        List<Budget> budgets = endpoint.budgets();
        budgets.forEach(budget -> endpoint.getComponent().ledgers().remember(budget.window()));
        boolean off = endpoint.ledger().journal() instanceof NoJournal;
        if (off && (options.isReuse() || keyed || !budgets.isEmpty())) {
            throw new IllegalArgumentException(
                    "imgeo:generate: journal: chargeKey, reuse and creditBudget need one, and"
                            + " it is off; leave it at memory, or set file:DIR");
        }
        if (off && options.isDownload()) {
            throw new IllegalArgumentException("imgeo:generate: journal: a picture that download=true cannot fetch is"
                    + " fetched again from the journal, and it is off, so that each redelivery would pay; leave it at"
                    + " memory, or set file:DIR");
        }
    }

    private static Stream<String> objections(ImgeoClient client, SpendingLimits limits, Map<String, Object> options) {
        try {
            return limits.objectionsTo(client.quote(options).join()).stream();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidRequestException invalid) {
                return invalid.objections().stream();
            }
            throw e;
        }
    }

    private static String inCamelsWords(String objection) {
        return objection
                .replaceFirst("^aspect_ratio:", "aspectRatio:")
                .replaceFirst("^negative_prompt:", "negativePrompt:");
    }
}
