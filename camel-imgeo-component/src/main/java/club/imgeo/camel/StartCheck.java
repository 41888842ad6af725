package club.imgeo.camel;

import club.imgeo.client.ImgeoClient;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds an endpoint's own options against the rules, as if a message with a good prompt had come. */
final class StartCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

    private StartCheck() {}

    static void check(ImgeoEndpoint endpoint) {
        Integer maxCredits = endpoint.getConfiguration().getMaxCredits();
        if (maxCredits != null && maxCredits < 0) {
            throw new IllegalArgumentException("imgeo:" + endpoint.getOperation() + ": maxCredits: " + maxCredits
                    + " is less than 0, and no model costs so little");
        }
        Map<String, Object> options = endpoint.getConfiguration().fields();
        if (endpoint.getOperation() == ImgeoOperation.BALANCE || options.isEmpty()) {
            return;
        }
        boolean modelByMessage = !options.containsKey("model");
        options.put("prompt", "anything");
        if ("img2img".equalsIgnoreCase(endpoint.getConfiguration().getMode())) {
            options.putIfAbsent("image", "https://example.com/from-the-message.png");
        }
        ImgeoClient client = endpoint.getComponent().client();
        ModelCatalog catalog = client.models().join(); // never fails, and takes 10 seconds at the most
        List<String> objections = objections(client, options).stream()
                .filter(each -> !(modelByMessage && each.startsWith("model:")))
                .map(StartCheck::inCamelsWords)
                .toList();
        if (objections.isEmpty()) {
            return;
        }
        String message = "imgeo:" + endpoint.getOperation() + ": " + String.join("; ", objections);
        // A model that is new since the bundled table must not keep a route down while the server can't be asked.
        if (catalog.liveAsOf().isEmpty() && objections.stream().allMatch(each -> each.startsWith("model:"))) {
            LOG.warn("{} (the server could not be asked; every message is checked again)", message);
        } else {
            throw new IllegalArgumentException(message);
        }
    }

    private static List<String> objections(ImgeoClient client, Map<String, Object> options) {
        try {
            client.quote(options).join();
            return List.of();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidRequestException invalid) {
                return invalid.objections();
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
