package club.imgeo.camel;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What can be watched, each over a configuration that is frozen here. A bad option fails the start of the route. */
final class Watches {
    private Watches() {}

    static Watch<?> of(ImgeoEndpoint endpoint) {
        ImgeoComponent component = endpoint.getComponent(); // whose client is there when it starts, which is later
        ImgeoConfiguration options = endpoint.getConfiguration();
        return switch (endpoint.getOperation()) {
            case BALANCE -> new BalanceWatch(() -> component.client().balance(), threshold(options.getThreshold()));
            case MODELS -> {
                if (options.getMode() != null || options.getMaxCredits() != null) {
                    throw new IllegalArgumentException(
                            "imgeo:models: mode and maxCredits choose what to(...) lists; leave"
                                    + " them out of from(...), which tells of every model, and filter in the route");
                }
                yield new ModelsWatch(() -> component.client().liveModels());
            }
            case GENERATE, QUOTE, JOURNAL ->
                throw new UnsupportedOperationException(
                        "imgeo:" + endpoint.getOperation() + " cannot be consumed from; use it with to(...)");
        };
    }

    private static BigDecimal threshold(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw badThreshold("is missing");
        }
        BigDecimal threshold;
        try {
            threshold = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw badThreshold("'" + text + "' is not a number");
        }
        if (threshold.signum() < 0) {
            throw badThreshold(text + " is less than 0");
        }
        return threshold;
    }

    private static IllegalArgumentException badThreshold(String why) {
        return new IllegalArgumentException(
                "imgeo:balance: threshold: " + why + "; set the number of credits, 0 or more,"
                        + " below which to be told, such as imgeo:balance?threshold=50");
    }
}
