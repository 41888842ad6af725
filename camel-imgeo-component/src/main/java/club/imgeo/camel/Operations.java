package club.imgeo.camel;

import club.imgeo.camel.Operation.Answer;
import club.imgeo.charge.SpendingLimits;
import club.imgeo.client.ImageModel;
import club.imgeo.client.ImgeoClient;
import club.imgeo.client.InvalidRequestException;
import club.imgeo.client.Mode;
import club.imgeo.client.ModelCatalog;
import club.imgeo.client.Quote;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of the component, each over a configuration that is frozen here. */
final class Operations {
    private Operations() {}

    static Operation of(ImgeoEndpoint endpoint) {
        ImgeoClient client = endpoint.getComponent().client();
        ImgeoConfiguration options = endpoint.getConfiguration();
        RequestReader reader = new RequestReader(options.fields(), options.getBodyAs());
        SpendingLimits limits = options.limits();
        return switch (endpoint.getOperation()) {
            case GENERATE -> generating(endpoint, reader);
            case QUOTE -> message -> client.quote(reader.read(message)).thenApply(quote -> quoted(quote, limits));
            case MODELS -> {
                Mode mode = options.getMode() == null ? null : Mode.parse(options.getMode());
                Integer most = options.getMaxCredits();
                yield message ->
                        client.models().thenApply(catalog -> new Answer(listed(catalog, mode, most), Map.of()));
            }
            case BALANCE -> message -> client.balance().thenApply(balance -> new Answer(balance.credits(), Map.of()));
            case JOURNAL -> Journaling.of(endpoint);
        };
    }

    private static Operation generating(ImgeoEndpoint endpoint, RequestReader reader) {
        ImgeoComponent component = endpoint.getComponent();
        ImgeoConfiguration options = endpoint.getConfiguration();
        Ledgers.Ledger ledger = endpoint.ledger();
        Boolean fromHeader = options.getChargeKeyFromHeader();
        return new Generating(
                endpoint.getEndpointUri(),
                reader,
                ledger.payments(),
                component.sight(),
                options.terms(),
                component.name(),
                endpoint.budgets(),
                options.chargeKey(component.getCamelContext()),
                fromHeader == null ? !ledger.journal().isShared() : fromHeader,
                options.isDownload()
                        ? new Downloading(
                                component.client(),
                                component::downloadRules,
                                component::keep,
                                Workers.unfailing(component.workers()))
                        : null);
    }

    private static Answer quoted(Quote quote, SpendingLimits limits) {
        List<String> objections = limits.objectionsTo(quote);
        if (!objections.isEmpty()) {
            throw InvalidRequestException.before(objections);
        }
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put(ImgeoConstants.CREDITS_QUOTED, quote.credits());
        return new Answer(quote, headers);
    }

    private static ImageModels listed(ModelCatalog catalog, @Nullable Mode mode, @Nullable Integer most) {
        return new ImageModels(catalog.models().stream()
                .filter(model -> mode == null || model.modes().contains(mode))
                .filter(model -> most == null || costsAtMost(model, most))
                .toList());
    }

    private static boolean costsAtMost(ImageModel model, int most) {
        return model.creditsPerImage() != null && model.creditsPerImage().compareTo(BigDecimal.valueOf(most)) <= 0;
    }
}
